import ArgumentParser
import Replica
import Store
internal import Tables

/// A statement of one's own.
struct SQLCommand: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Read the store by one SQL statement of your own.",
        discussion: """
            The tables that people read are named as `bridgework list` names types, with _ for -: \
            `bridgework sql "SELECT family, given FROM patient LIMIT 10"`. The statement may \
            only read; it sees one state of the store, also while others write. Where the disk is \
            sealed, no other tool opens the file.

            Columns are the statement's own. Bytes are printed as hexadecimal digits. It may run \
            \(StoreQuery.secondsMax) s and give \(StoreQuery.rowsMax) rows.
            """)

    @OptionGroup var options: DeskOptions

    @Argument(help: "The statement, as one word.")
    var statement: String

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: Desk, _ console: Console) async throws {
        let answer = try StoreQuery(of: desk.store.folder).run(statement)
        var listing = Table(answer.columns.map { Table.Column(stringLiteral: $0) })
        for row in answer.rows {
            listing.add(row.map { $0.map { .init($0) } ?? .blank })
        }
        listing.print(format, to: console)
    }
}
