import ArgumentParser
import Merge
import Practice
internal import Records
import Replica

/// Creates a record.
struct Create: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create a record from FIELD=VALUE pairs, and print its id.",
        discussion: """
            FIELD=VALUE sets a field, SET+=ELEMENT adds to a set, MAP[KEY]=VALUE to a map, \
            LOG+=VALUE to a log; several fields of one element are written a;b;c. `bridgework list \
            TYPE --fields` names the fields. What is not this replica's to write becomes a proposal.

            Example: bridgework create patient family=Sample given=Ada birthDate=1990-02-28
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var deed: DeedOptions

    @Argument(help: "The record type, such as patient.")
    var type: String

    @Argument(help: "FIELD=VALUE …")
    var assignments: [String] = []

    func run(_ desk: Desk, _ console: Console) async throws {
        let create = CreateRecord(
            try desk.type(named: type), try assignments.map { try Assignment(parsing: $0) })
        console.tell(try perform(create, at: desk, deed))
    }
}

extension Console {
    /// What became of a write, beyond the record's id.
    func say(_ receipt: WriteReceipt) {
        guard !receipt.proposals.isEmpty else { return }
        let kept =
            receipt.applied > 0
            ? "\(Counted(receipt.applied, "write counts", "writes count")) at once; " : ""
        say(
            "\(kept)what is not this replica's to write waits for the centre, "
                + "as \(Counted(receipt.proposals.count, "proposal")):"
        )
        for proposal in receipt.proposals { say("  proposal \(proposal)") }
    }
}
