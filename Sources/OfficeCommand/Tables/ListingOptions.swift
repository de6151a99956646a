package import ArgumentParser
package import Merge
package import Tables

/// How whoever lists something wants it: the same options for every listing.
package struct ListingOptions: ParsableArguments, Sendable {
    @Option(help: "table, json or csv.")
    package var format: OutputFormat = .table

    @Option(help: "Only these columns, in this order: NAME,NAME…; json and csv have them all.")
    package var columns: String?

    @Flag(help: "In a table: every column, and nothing cut, however narrow the terminal is.")
    package var wide = false

    package init() {}

    /// Whether people read it, in what room there is, and nobody said which columns they want.
    package var isFitted: Bool { format == .table && !wide && columns == nil }

    /// The places of the wanted columns, in the order wanted.
    ///
    /// - Throws: `ValidationError` for a name that none of the columns has.
    func places(in all: [Table.Column]) throws -> [Int] {
        guard let columns else { return Array(all.indices) }
        let places = try columns.listed.map { name in
            let place =
                all.firstIndex { $0.name == name }
                ?? all.firstIndex { $0.name.lowercased() == name.lowercased() }
            guard let place else {
                throw ValidationError(
                    "There is no column \(name). There are "
                        + "\(all.map(\.name).joined(separator: ", ")).")
            }
            return place
        }
        guard !places.isEmpty else { throw ValidationError("--columns takes NAME,NAME….") }
        return places
    }

    /// Prints a listing, or with a footer a report.
    ///
    /// - Parameter office: the office whose store it is made from, where an office holds only its
    ///   part of what is listed; `nil` at the centre, and for what everybody holds.
    package func print(
        _ table: Table, _ footer: ReportFooter? = nil, heldBy office: RecordID? = nil,
        to console: Console
    ) throws {
        var printer = try TablePrinter(
            table.columns, self, console, title: footer == nil ? nil : table.title,
            keyColumns: table.keyColumns)
        for row in table.rows { printer.add(row) }
        printer.end(of: table.noun, footer, heldBy: office)
    }
}

extension Table {
    /// Prints what has no columns to choose from, such as the parts of a sheet.
    package func print(_ format: OutputFormat, to console: Console) {
        var printer = TablePrinter(columns, format, console)
        for row in rows { printer.add(row) }
        printer.end(of: nil)
    }
}
