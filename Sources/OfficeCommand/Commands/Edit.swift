import ArgumentParser
import Merge
import Practice
import Replica

/// Edits a record.
struct Edit: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Change fields of a record, or take it out of use.",
        discussion: """
            As `create`; a blank VALUE clears, SET-=ELEMENT removes, MAP[KEY]= removes a key. Only \
            what is named changes, but fields of one unit (an address; member id and subscriber) \
            travel together. Nothing is ever deleted: --lifecycle says what a record is.

            Example: bridgework edit practitioner 2000000002 preferredName=Ada
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var why: ReasonOption

    @Argument(help: "The record type.")
    var type: String

    @Argument(help: "Its code, NPI, login, id or the end of it.")
    var name: String

    @Argument(help: "FIELD=VALUE …")
    var assignments: [String] = []

    @Option(help: "active, inactive or entered-in-error.")
    var lifecycle: Lifecycle?

    func validate() throws {
        guard assignments.isEmpty != (lifecycle == nil) else {
            throw ValidationError("Give FIELD=VALUE pairs or --lifecycle, one of the two.")
        }
    }

    func run(_ desk: Desk, _ console: Console) async throws {
        let type = try desk.type(named: type)
        let actor = try options.actor(at: desk)
        let outcome: (record: RecordID, receipt: WriteReceipt)
        if let lifecycle {
            outcome = try desk.setLifecycle(
                type, name, to: lifecycle, actor: actor, reason: why.reason)
        } else {
            outcome = try desk.edit(
                type, name, assignments.map { try Assignment(parsing: $0) }, actor: actor,
                reason: why.reason)
        }
        console.line(outcome.record.description)
        console.say(outcome.receipt)
    }
}

extension Lifecycle: ExpressibleByArgument {}
