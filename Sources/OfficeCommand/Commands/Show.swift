import ArgumentParser
import Merge
import Replica
import Store

/// Shows one record.
struct Show: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one record, its open conflicts, and with --history who changed what.",
        discussion: """
            JSON: one object with id, type, fields (as in `list`), conflicts (attribute, kind, \
            blocking, candidates), and with --history the change sets kept here: id, at, replica, \
            role, reason, position, and per op attribute and verdict.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The record type.")
    var type: String

    @Argument(help: "Its code, NPI, login, id or the end of it.")
    var name: String

    @Flag(help: "Also the change sets of this store that touched it.")
    var history = false

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let type = try desk.type(named: type)
        let (id, projection, steps) = try desk.store.read { transaction in
            let id = try desk.find(type, name, transaction)
            guard let (_, projection) = try transaction.projection(of: id) else {
                throw DeskError.noSuchRecord(type: type.name)
            }
            return (id, projection, history ? try transaction.history(of: id) : [])
        }
        if format == .json {
            console.line(json(id, type, projection, steps))
            return
        }
        var listing = Listing(["field", "value", "open"])
        listing.add([.init("id"), .init(id.description), .init("")])
        for (cell, column) in zip(projection.cells, type.columns) where column.kind != .blob {
            let text = CellText.text(cell, of: column, in: type)
            let attribute = type.attributes[column.attribute].name
            let isOpen = projection.conflicts.contains { $0.attribute == attribute }
            guard !text.isEmpty || isOpen else { continue }
            listing.add([.init(column.name), .init(text), .init(isOpen ? "conflict" : "")])
        }
        listing.print(format, to: console)
        if history { table(of: steps).print(format, to: console) }
        if !projection.conflicts.isEmpty {
            console.say(
                "\(projection.conflicts.count) conflicts wait: `bridgework conflicts list`")
        }
    }

    private func table(of steps: [HistoryStep]) -> Listing {
        var listing = Listing([
            "changeSet", "at", "role", "attribute", "verdict", "position", "reason",
        ])
        for step in steps {
            let content = step.changeSet.content
            for index in step.indexes {
                listing.add([
                    .init(String(step.changeSet.id.hexadecimal.prefix(8))),
                    .init(Listing.instant(content.claimedAt)),
                    .init(content.role.rawValue), .init(content.ops[index].attribute),
                    .init(step.verdict(at: index)),
                    .init(step.position.map(String.init) ?? "pending"), .init(content.reason),
                ])
            }
        }
        return listing
    }

    private func json(
        _ id: RecordID, _ type: RecordType, _ projection: Projection, _ steps: [HistoryStep]
    ) -> String {
        let fields = zip(projection.cells, type.columns).map { cell, column in
            CellText.quoted(column.name) + ":" + CellText.json(cell, of: column, in: type)
        }
        let conflicts = projection.conflicts.map { conflict in
            "{\"attribute\":\(CellText.quoted(conflict.attribute)),"
                + "\"kind\":\(CellText.quoted(conflict.kind.rawValue)),"
                + "\"blocking\":\(conflict.isBlocking),"
                + "\"candidates\":\(conflict.candidates.count)}"
        }
        let changes = steps.map { step in
            let ops = step.indexes.map { index in
                "{\"attribute\":\(CellText.quoted(step.changeSet.content.ops[index].attribute)),"
                    + "\"verdict\":\(CellText.quoted(step.verdict(at: index)))}"
            }
            let content = step.changeSet.content
            return "{\"id\":\(CellText.quoted(step.changeSet.id.hexadecimal)),"
                + "\"at\":\(CellText.quoted(Listing.instant(content.claimedAt))),"
                + "\"replica\":\(CellText.quoted(content.replica.description)),"
                + "\"role\":\(CellText.quoted(content.role.rawValue)),"
                + "\"reason\":\(CellText.quoted(content.reason)),"
                + "\"position\":\(step.position.map(String.init) ?? "null"),"
                + "\"ops\":[\(ops.joined(separator: ","))]}"
        }
        let tail = history ? ",\n \"history\":[\(changes.joined(separator: ","))]" : ""
        return "{\"id\":\"\(id)\", \"type\":\"\(type.name)\",\n \"fields\":{"
            + fields.joined(separator: ", ") + "},\n \"conflicts\":["
            + conflicts.joined(separator: ",") + "]\(tail)}"
    }
}
