import ArgumentParser
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

/// Shows one record.
struct Show: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one record, its open conflicts, and with --history who changed what.",
        discussion: """
            JSON: one object with id, type, fields (as in `list`), conflicts (attribute, kind, \
            blocking, candidates), and with --history the writes that are held here, as in \
            `explain`, the last one first.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The record type.")
    var type: String

    @Argument(help: "Its code, NPI, login, id or the end of it.")
    var name: String

    @Flag(help: "Also what is held here of its history; `explain` asks the hub for all of it.")
    var history = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let type = try desk.type(named: type)
        let (id, projection) = try desk.store.read { transaction in
            let id = try desk.find(type, name, transaction)
            guard let (_, projection) = try transaction.projection(of: id) else {
                throw DeedProblem.noSuchRecord(type: type.name)
            }
            return (id, projection)
        }
        let today = try desk.today
        let warnings =
            try desk.orderWarnings(of: id, on: today) + desk.codeMapWarnings(of: id, on: today)
        let story = history ? try RecordStory(heldIn: desk.store, of: id, type) : nil
        if format == .json {
            console.line(try json(id, type, projection, story))
            for warning in warnings { console.say(warning) }
            return
        }
        let values = try desk.store.read { transaction in
            try ShownValues(transaction.lookup).values(of: projection, type)
        }
        var listing = Table(["field", "value", "open"])
        listing.add([.init("id"), .init(id.description), .init("")])
        for (shown, column) in zip(values, type.columns) where column.kind != .blob {
            let attribute = type.attributes[column.attribute].name
            let isOpen = projection.conflicts.contains { $0.attribute == attribute }
            guard !shown.plain.isEmpty || isOpen else { continue }
            listing.add([.init(column.name), shown, .init(isOpen ? "conflict" : "")])
        }
        listing.print(format, to: console)
        if let story {
            let writes =
                try format == .table ? story.shortListing() : story.writesListing()
            writes.print(format, to: console)
        }
        for warning in warnings { console.say(warning) }
        if !projection.conflicts.isEmpty {
            console.say(
                "\(Counted(projection.conflicts.count, "conflict waits", "conflicts wait")): "
                    + "`bridgework conflicts list`")
        }
    }

    private func json(
        _ id: RecordID, _ type: RecordType, _ projection: Projection,
        _ story: RecordStory?
    ) throws -> String {
        // What the program remembers of an import is nobody's to read.
        let fields = zip(projection.cells, type.columns).filter { _, column in
            type.attributes[column.attribute].name != AnyRecord.imported.name
        }.map { cell, column in
            CellText.quoted(column.name) + ":" + CellText.json(cell, of: column, in: type)
        }
        let conflicts = projection.conflicts.map { conflict in
            "{\"attribute\":\(CellText.quoted(conflict.attribute)),"
                + "\"kind\":\(CellText.quoted(conflict.kind.rawValue)),"
                + "\"blocking\":\(conflict.isBlocking),"
                + "\"candidates\":\(conflict.candidates.count)}"
        }
        let tail = try story.map { ",\n \"history\":" + (try $0.writesListing().json) } ?? ""
        return "{\"id\":\"\(id)\", \"type\":\"\(type.name)\",\n \"fields\":{"
            + fields.joined(separator: ", ") + "},\n \"conflicts\":["
            + conflicts.joined(separator: ",") + "]\(tail)}"
    }
}
