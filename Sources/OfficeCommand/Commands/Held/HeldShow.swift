import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// One held write beside what stands now: the same for proposals, custody and quarantine.
struct HeldShow<Word: HeldWord>: DeskCommand, AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: "Show what a \(Word.kind.word) wants written, beside what stands now.",
            discussion: """
                JSON: what (proposed, current, why, next, writer), attribute, key and value by \
                field name.
                """)
    }

    @OptionGroup var options: DeskOptions

    @Argument(help: "Its id or the end of it.")
    var id: String

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        let found = try desk.held(Word.kind, named: id)
        var listing = Table(["what", "attribute", "key", "value"])
        try desk.store.read { transaction in
            if let write = found.held.write {
                try add(write, of: found.held, desk.schema, transaction, to: &listing)
            }
            try addCircumstances(of: found, transaction, to: &listing)
        }
        try output.print(listing, to: console)
    }

    private func add(
        _ write: Write, of held: HeldWrite, _ schema: Schema, _ transaction: StoreTransaction,
        to listing: inout Table
    ) throws {
        let attribute = schema[write.type]?[write.attribute]
        let spell = { (bytes: Bytes?, fields: [Field]?) -> Table.Cell in
            guard let bytes, !bytes.isEmpty, let fields else { return .blank }
            let text = CellText.fields(Entry.decoded(bytes), fields)
            return .init(text, json: text)
        }
        let key = spell(write.key, attribute?.key)
        listing.add([
            .init("proposed"), .init(write.attribute), key,
            held.leftOutBytes > 0
                ? .init("\(held.leftOutBytes) bytes, in the hub's history only")
                : spell(write.value, attribute?.fields),
        ])
        let standing = try transaction.view(of: write.record)?.entries(of: write.attribute)
        for entry in standing ?? [] where entry.key == write.key {
            listing.add([
                .init("current"), .init(write.attribute), key,
                spell(entry.value, attribute?.fields),
            ])
        }
    }

    private func addCircumstances(
        of found: HeldCase, _ transaction: StoreTransaction, to listing: inout Table
    ) throws {
        let held = found.held
        let lookup = transaction.lookup
        let office = held.office.map { RecordNames(lookup).word($0) } ?? "the centre"
        var notes: [(what: String, value: String)] = [
            (
                "writer",
                "\(office), replica \(String(held.author?.description.suffix(8) ?? "?"))"
                    + (held.claimedAt.map { ", " + Table.instant($0) } ?? "")
            )
        ]
        if let verdict = held.verdict {
            let known = Verdict(named: verdict)
            notes.append(
                ("why", verdict + ": " + (known?.why ?? "a word that only a newer version knows")))
            if held.opCount != 1 { notes.append(("why", HeldShow.sum(held))) }
            if found.isOpen { notes.append(("next", known?.next ?? "upgrade this replica")) }
        }
        for note in notes {
            listing.add([
                .init(note.what), .init(""), .blank, .init(note.value),
            ])
        }
    }

    private static func sum(_ held: HeldWrite) -> String {
        let set = String(held.origin?.changeSet.hexadecimal.prefix(16) ?? "?")
        let bytes = "\(held.leftOutBytes) bytes that nobody opened, change set \(set)"
        guard held.opCount > 0 else { return bytes }
        let isJunk = held.verdict == Verdict.malformed.name
        return isJunk
            ? "\(bytes) and \(Counted(held.opCount - 1, "other")) of the same message"
            : "stands for \(held.opCount) writes of change set \(set), too many to list singly"
    }
}
