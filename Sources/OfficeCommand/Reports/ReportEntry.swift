import Merge
import Practice
import Replica

/// A report that `bridgework report` knows by its number and its name.
struct ReportEntry: Sendable {
    /// Such as `R1`.
    let id: String
    /// Such as `matrix`; lower case, words joined by hyphens.
    let name: String
    let summary: String
    let make: @Sendable (Desk, ReportQuery) throws -> ReportTable

    init(
        _ id: String, _ name: String, _ summary: String,
        _ make: @escaping @Sendable (Desk, ReportQuery) throws -> ReportTable
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.make = make
    }

    /// A report that only needs records, read in one transaction.
    static func ofRecords(
        _ id: String, _ name: String, _ summary: String,
        _ make: @escaping @Sendable (StoreLookup, ReportQuery) throws -> ReportTable
    ) -> ReportEntry {
        ReportEntry(id, name, summary) { desk, query in
            try desk.reading { try make($0, query) }
        }
    }

    /// By number or name, in any case.
    static func named(_ name: String) -> ReportEntry? {
        let plain = name.lowercased()
        return all.first { $0.id.lowercased() == plain || $0.name == plain }
    }
}

/// What a report is asked for.
struct ReportQuery: Sendable {
    let asOf: Day
    /// That office alone.
    let office: RecordID?
}
