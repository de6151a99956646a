import ArgumentParser
import Merge
import Practice
internal import Records
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
    @OptionGroup var deed: DeedOptions

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
        if let lifecycle {
            let change = ChangeLifecycle(type, name, to: lifecycle)
            return console.tell(try perform(change, at: desk, deed))
        }
        let edit = EditRecord(type, name, try assignments.map { try Assignment(parsing: $0) })
        console.tell(try perform(edit, at: desk, deed))
    }
}

extension Lifecycle: ExpressibleByArgument {}
