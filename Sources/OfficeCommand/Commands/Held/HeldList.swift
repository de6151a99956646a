import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// What waits, or all: the same for proposals, custody and quarantine.
struct HeldList<Word: HeldWord>: DeskCommand, AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: "List each \(Word.kind.word) that waits; --all for decided ones too.",
            discussion: """
                \(Word.kind.gloss.prefix(1).uppercased() + Word.kind.gloss.dropFirst()). JSON: id, \
                status, type, record, name (what people call the record; of a settlement, the two \
                it is between), attribute, office, reason, since (UTC) and why (the hub's word \
                on it, null for a proposal). What is asked of one settlement, or of one new \
                record, is accepted or rejected together, by the id of any part of it.
                """)
    }

    @OptionGroup var options: DeskOptions

    @Flag(help: "Also those that were decided.")
    var all = false

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        var listing = Table(
            [
                "id", "status", "type", "record", "name", "attribute", "office", "why", "reason",
                "since",
            ], of: Word.kind.noun(waiting: !all))
        let cases = try desk.held(Word.kind).filter { all || $0.isOpen }
        try desk.store.read { transaction in
            let lookup = transaction.lookup
            let names = RecordNames(lookup)
            let titles = HeldTitles(cases, lookup)
            for found in cases {
                let held = found.held
                listing.add([
                    .init(id: found.id), .init(found.state), .init(optional: held.write?.type),
                    names.cell(held.write?.record), .init(optional: titles[found]),
                    .init(optional: held.write?.attribute),
                    names.cell(held.office), .init(optional: held.verdict), .init(held.reason),
                    .instant(found.since),
                ])
            }
        }
        try output.print(listing, to: console)
    }
}

extension HeldWrite.Kind {
    /// What a listing counts.
    fileprivate func noun(waiting: Bool) -> Table.Noun {
        let (one, many) =
            switch self {
            case .proposal: ("proposal", "proposals")
            case .custody: ("late edit", "late edits")
            case .quarantine: ("change", "changes")
            }
        return waiting ? Table.Noun(one + " waits", many + " wait") : Table.Noun(one, many)
    }
}
