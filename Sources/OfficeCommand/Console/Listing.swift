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

    package var count: Int { rows.count }

    package func print(_ format: OutputFormat, to console: Console) {
        switch format {
        case .table: for line in table(width: console.width) { console.line(line) }
        case .json: console.line(json)
        case .csv:
            console.line(columns.map(Listing.quoted).joined(separator: ","))
            for row in rows {
                console.line(row.map { Listing.quoted($0.plain) }.joined(separator: ","))
            }
        }
    }

    /// An array of objects with the column names as keys.
    var json: String {
        let objects = rows.map { row in
            let members = zip(columns, row).map { CellText.quoted($0) + ":" + $1.json }
            return "  {" + members.joined(separator: ", ") + "}"
        }
        return objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n]"
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
        let texts = rows.map { $0.map { Listing.visible($0.table) } }
        var widths = columns.indices.map { column in
            max(columns[column].count, texts.map { $0[column].count }.max() ?? 0)
        }
        Listing.fit(&widths, to: width)
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([columns, rule] + texts).map { row in
            let cells = zip(row, widths).map { Listing.padded($0, $1) }
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

    private static func padded(_ text: String, _ width: Int) -> String {
        guard text.count > width else {
            return text + String(repeating: " ", count: width - text.count)
        }
        return text.prefix(max(0, width - 1)) + "…"
    }

    /// Control characters never reach a terminal.
    private static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    let steers =
                        (0x202A...0x202E).contains(scalar.value)
                        || (0x2066...0x2069).contains(scalar.value)
                    return isControl || steers ? "\u{FFFD}" : scalar
                }))
    }
}
