import ArgumentParser
internal import Benefits
import Merge
import Practice
internal import Records
import Replica

extension CoverageCommand {
    /// Who pays first.
    struct Order: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which of a patient's coverages pays first, from a day on.",
            discussion: "The order is kept with the patient, so two offices cannot both be right.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The patient's id, or the end of it.")
        var patient: String

        @Option(help: "The coverage that pays first.")
        var primary: String

        @Option(help: "The one that pays then.")
        var secondary: String?

        @Option(help: "The one that pays last.")
        var tertiary: String?

        @Option(help: "The first day of this order, YYYY-MM-DD.")
        var from: Day

        func validate() throws {
            guard secondary != nil || tertiary == nil else {
                throw ValidationError("A third coverage needs a --secondary before it.")
            }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let order = OrderCoverages(
                patient, [primary, secondary, tertiary].compactMap(\.self), from: from)
            let note = try desk.standInNote(for: patient)
            let done = try perform(order, at: desk, deed)
            if let note { console.say(note) }
            console.tell(done)
            for warning in try desk.orderWarnings(of: done.outcome, on: max(from, desk.today)) {
                console.say(warning)
            }
        }
    }

    /// A corrected card or term.
    struct Update: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Correct what is on the card, or from when to when it holds.",
            discussion: """
                Card fields travel together, and so do first and last day. A blank text clears. \
                Whoever changes either has to verify the coverage again.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "The member id as on the card.")
        var memberId: String?

        @Option(help: "self, spouse, child, other or unknown.")
        var relationship: String?

        @Option(help: "The subscriber's family name.")
        var subscriberFamily: String?

        @Option(help: "The subscriber's given name.")
        var subscriberGiven: String?

        @Option(help: "The subscriber's birth date, YYYY-MM-DD.")
        var subscriberBirthDate: String?

        @Option(help: "What the payor appends for this dependent.")
        var dependentSuffix: String?

        @Option(help: "The first day, YYYY-MM-DD.")
        var from: String?

        @Option(help: "The last day, YYYY-MM-DD.")
        var through: String?

        private var assignments: [Assignment] {
            Assignment.given([
                Coverage.memberId: memberId, Coverage.relationship: relationship,
                Coverage.subscriberFamily: subscriberFamily,
                Coverage.subscriberGiven: subscriberGiven,
                Coverage.subscriberBirthDate: subscriberBirthDate,
                Coverage.dependentSuffix: dependentSuffix, Coverage.term.from: from,
                Coverage.term.through: through,
            ])
        }

        func validate() throws {
            guard !assignments.isEmpty else { throw ValidationError("Say what to correct.") }
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            let edit = EditRecord(
                .coverage, coverage, assignments)
            console.tell(try perform(edit, at: desk, deed))
        }
    }
}
