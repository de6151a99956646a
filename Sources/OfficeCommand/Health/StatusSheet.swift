package import Merge
package import Tables

/// Named facts: one JSON object for programs, a line each for people.
package struct StatusSheet: Sendable {
    private var rows: [(name: String, cell: Table.Cell, isForPeople: Bool)] = []

    package init() {}

    /// - Parameter isForPeople: false for what another line tells people already.
    package mutating func add(_ name: String, _ cell: Table.Cell, isForPeople: Bool = true) {
        rows.append((name, cell, isForPeople))
    }

    /// Prints the rows: one beside the other for programs, one below the other for people.
    package func print(_ format: OutputFormat, to console: Console) {
        guard format == .table else {
            var listing = Table(rows.map { Table.Column($0.name) })
            listing.add(rows.map(\.cell))
            return listing.print(format, to: console)
        }
        var table = Table(["what", "value"])
        for row in rows where row.isForPeople { table.add([.init(row.name), row.cell]) }
        table.print(.table, to: console)
    }
}

extension Table.Cell {
    /// Troubles by kind for programs, by text for people.
    package init(_ troubles: [Trouble]) {
        self.init(
            troubles.isEmpty ? "none" : troubles.map(\.text).joined(separator: "; "),
            json: "[" + troubles.map { CellText.quoted($0.kind.name) }.joined(separator: ",") + "]")
    }

    /// An instant with how long ago it was, or how far ahead of this clock; never as such.
    package init(since time: Timestamp?, now: Timestamp) {
        guard let time else {
            self.init("never", json: "null")
            return
        }
        let minutes = (now.milliseconds - time.milliseconds) / 60_000
        let length = abs(minutes)
        let span =
            length < 120
            ? "\(length) min" : length < 72 * 60 ? "\(length / 60) h" : "\(length / 1_440) days"
        let text = Table.instant(time)
        let ago = minutes < 0 ? "\(span) ahead of this clock" : "\(span) ago"
        self.init(text, table: "\(text), \(ago)")
    }
}
