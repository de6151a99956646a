package import Practice

extension Listing {
    /// A report's rows as a listing.
    package init(_ table: ReportTable) {
        self.init(table.columns)
        for row in table.rows { add(row.map { Cell($0.plain, table: $0.brief, json: $0.json) }) }
    }
}
