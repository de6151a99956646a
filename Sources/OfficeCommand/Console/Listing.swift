import Foundation
package import Merge

/// Rows with named columns, printed as a table that fits, as JSON, or as CSV.
package struct Listing: Sendable {
    package let columns: [String]
    private var rows: [[Cell]] = []

    /// One cell in its three spellings.
    package struct Cell: Sendable {
        let table: String
        let plain: String
        let json: String

        /// - Parameters:
        ///   - plain: as CSV has it.
        ///   - table: as a narrow table has it; the plain text unless said.
        ///   - json: a JSON value; a string unless said.
        package init(_ plain: String, table: String? = nil, json: String? = nil) {
            self.plain = plain
            self.table = table ?? plain
            self.json = json ?? CellText.quoted(plain)
        }

        var isEmpty: Bool { plain.isEmpty }

        package init(_ number: some BinaryInteger) {
            self.init(String(number), json: String(number))
        }

        package init(_ flag: Bool) {
            self.init(
                flag ? "true" : "false", table: flag ? "yes" : "no", json: flag ? "true" : "false")
        }
    }

    package init(_ columns: [String]) {
        self.columns = columns
    }

    /// An instant as every listing writes it: UTC, to the second.
    package static func instant(_ time: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(time.milliseconds / 1_000)).formatted(.iso8601)
    }

    package mutating func add(_ row: [Cell]) {
        rows.append(row)
    }

    /// Only these columns, and of them those that say something, for a table that must fit.
    func showing(_ wanted: [String]) -> Listing {
        keeping(
            wanted.filter { name in
                let place = columns.firstIndex(of: name) ?? 0
                return rows.isEmpty || rows.contains { !$0[place].table.isEmpty }
            })
    }

    /// Only these columns, whatever they say: a program asks for each.
    func keeping(_ wanted: [String]) -> Listing {
        let places = wanted.compactMap { columns.firstIndex(of: $0) }
        var narrow = Listing(places.map { columns[$0] })
        for row in rows { narrow.add(places.map { row[$0] }) }
        return narrow
    }

    /// Adds the rows of a listing with the same columns.
    mutating func append(_ listing: Listing) {
        rows += listing.rows
    }

    package var count: Int { rows.count }

    package func print(_ format: OutputFormat, to console: Console) {
        switch format {
        case .table: for line in table(width: console.width) { console.line(line) }
        case .json: console.line(json)
        case .csv:
            console.line(columns.map(Listing.quoted).joined(separator: ","))
            for record in records { console.line(record) }
        }
    }

    /// An array of objects with the column names as keys.
    package var json: String {
        let objects = objects
        return objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n]"
    }

    /// The rows as JSON objects, for whoever prints a long list page by page.
    var objects: [String] {
        rows.map { row in
            let members = zip(columns, row).map { CellText.quoted($0) + ":" + $1.json }
            return "  {" + members.joined(separator: ", ") + "}"
        }
    }

    /// The rows as CSV, without their heading.
    var records: [String] {
        rows.map { row in row.map { Listing.quoted($0.plain) }.joined(separator: ",") }
    }

    /// RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe.
    private static func quoted(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Int(text) == nil,
            Double(text) == nil
        {
            text = "'" + text
        }
        let needsQuotes = text.utf8.contains {
            $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D
        }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    func table(width: Int) -> [String] {
        guard !rows.isEmpty else { return [] }
        let texts = rows.map { $0.map { DisplayText.visible($0.table) } }
        var widths = columns.indices.map { column in
            texts.map { DisplayText.width($0[column]) }.max().map {
                max(columns[column].count, $0)
            } ?? columns[column].count
        }
        Listing.fit(&widths, to: width)
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([columns, rule] + texts).map { row in
            let cells = zip(row, widths).map { DisplayText.fitted($0, to: $1) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Takes space from the widest columns until the table fits.
    private static func fit(_ widths: inout [Int], to width: Int) {
        while widths.reduce(0, +) + 2 * (widths.count - 1) > width {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > 8
            else { return }
            widths[widest] -= 1
        }
    }
}
