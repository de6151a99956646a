import ArgumentParser
internal import Benefits
import Merge
internal import Records
import Replica

extension CoverageCommand {
    /// A payor's word on a coverage.
    struct Verify: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record what the payor said of a coverage, and print the verification's id.",
            discussion: """
                The verification keeps the plan's rules as they stand now; the figures become a \
                snapshot of what is used, as of that day. An inactive coverage takes its last day \
                from --through.

                Example: bridgework coverage verify 4f2a91c3 --method portal --active \
                --maximum-used 250.00 --deductible-met 50.00 --served D1110:2026-01-10
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "How: 271, phone, portal or fax.")
        var method: String

        @Flag(help: "What the payor said.")
        var answer: Answer

        @Option(help: "The last day of a coverage that is over, YYYY-MM-DD.")
        var through: Day?

        @Option(help: "The payor's reference of the call or answer.")
        var reference: String?

        @Option(name: .customLong("rep"), help: "Who answered there.")
        var representative: String?

        @Option(help: "The day it was verified; today if not given.")
        var on: Day?

        @Option(help: "The appointment it was verified for.")
        var appointment: Day?

        @Option(help: "A word on it.")
        var comment: String?

        @OptionGroup var usage: UsageOptions

        enum Answer: String, EnumerableFlag {
            case active, inactive
        }

        func run(_ desk: Desk, _ console: Console) async throws {
            var draft = VerificationDraft(
                on: try on ?? desk.today, method: method, isActive: answer == .active)
            draft.through = through
            draft.reference = reference
            draft.representative = representative
            draft.appointmentOn = appointment
            draft.comment = comment
            draft.usage = usage.usage
            let done = try perform(
                VerifyCoverage(coverage, draft), at: desk, deed, otherwise: "verification")
            console.tell(done)
            guard answer == .inactive else { return }
            for line in try uncovered(desk) { console.say(line) }
        }

        /// The appointments of the patient for which no coverage is left.
        private func uncovered(_ desk: Desk) throws -> [String] {
            let today = try desk.today
            return try desk.reading { lookup in
                let names = RecordNames(lookup)
                guard let patient = try lookup.view(.coverage, coverage)[Coverage.patient] else {
                    return []
                }
                return UncoveredVisits(lookup, today: today).visits(of: patient).map { visit in
                    let time = visit.appointment[Appointment.startsAt].map { " \($0)" } ?? ""
                    let office = visit.appointment[Appointment.office].map { names.word($0) }
                    return "not covered: the appointment on \(visit.on)\(time)"
                        + (office.map { " at \($0)" } ?? "")
                }
            }
        }
    }

    /// What a payor says is used, in money such as 250.00.
    struct UsageOptions: ParsableArguments, Sendable {
        @Option(help: "Used of the yearly maximum.")
        var maximumUsed: String?

        @Option(help: "Left of the yearly maximum, where the payor says that instead.")
        var maximumRemaining: String?

        @Option(help: "Met of the individual deductible.")
        var deductibleMet: String?

        @Option(help: "Met of the family deductible.")
        var familyDeductibleMet: String?

        @Option(help: "Used of the orthodontic maximum.")
        var orthoUsed: String?

        @Option(help: "An earlier service, CODE:DAY or CODE:DAY:TOOTH; may be repeated.")
        var served: [String] = []

        var usage: VerificationDraft.Usage {
            var usage = VerificationDraft.Usage()
            usage.maximumUsed = maximumUsed
            usage.maximumRemaining = maximumRemaining
            usage.deductibleMet = deductibleMet
            usage.familyDeductibleMet = familyDeductibleMet
            usage.orthoUsed = orthoUsed
            usage.served = served
            return usage
        }
    }

    /// A verification that somebody needs.
    struct Request: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a coverage has to be verified; `today` shows it.")

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The coverage's id, or the end of it.")
        var coverage: String

        @Option(help: "The appointment it is for, YYYY-MM-DD.")
        var appointment: Day?

        @Option(help: "The login of whoever is to do it.")
        var assignee: String?

        func run(_ desk: Desk, _ console: Console) async throws {
            let request = RequestVerification(
                coverage, on: try desk.today, appointment: appointment, assignee: assignee)
            console.tell(try perform(request, at: desk, deed))
        }
    }
}
