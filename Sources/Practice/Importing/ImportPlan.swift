package import Merge

/// What an import would do, row by row; nothing is written until somebody takes its writes.
package struct ImportPlan: Sendable {
    package let kind: ImportKind
    package let fileName: String
    package let shape: ImportShape
    package let rows: [RowOutcome]
    package let counts: ImportCounts
    /// The file as a whole cannot be read; not even its good rows go in.
    package let fileProblems: [RowProblem]
    /// Columns that nobody knows, and that an import would leave out.
    package let unknownColumns: [RowProblem]
    /// The problems of rows, the first `ImportLimits.problemsMax` of them.
    package let rowProblems: [RowProblem]
    /// How many more there are.
    package let unlistedProblems: Int

    /// Whether everything in the file can go in.
    package var isClean: Bool {
        fileProblems.isEmpty && unknownColumns.isEmpty && counts.bad == 0
    }

    /// The writes by row, in the order of the file; `nil` where the import is refused.
    ///
    /// - Parameter skippingBad: whether bad rows and unknown columns may be left out.
    package func writes(skippingBad: Bool = false) -> [[Write]]? {
        guard fileProblems.isEmpty, skippingBad || isClean else { return nil }
        return rows.map(\.writes).filter { !$0.isEmpty }
    }

    /// Every problem with the file's name, in the order of the lines; then how many are not listed.
    package var report: [String] {
        let problems = (fileProblems + unknownColumns + rowProblems).map { "\(fileName): \($0)" }
        guard unlistedProblems > 0 else { return problems }
        return problems + ["\(fileName): \(unlistedProblems) more problems"]
    }

    /// Where a person changed since the last import what the file changed too, in the order of the
    /// lines; then how many are not listed.
    package var differences: [String] {
        let all = rows.flatMap { $0.differences(kind.recordType) }
        let listed = all.prefix(ImportLimits.problemsMax).map { "\(fileName): \($0)" }
        guard all.count > listed.count else { return listed }
        return listed + ["\(fileName): \(all.count - listed.count) more such units"]
    }

    /// What a dry run shows.
    package var diff: [String] {
        rows.flatMap { $0.text(kind.recordType) }
    }
}

extension ImportPlan {
    /// Reads a whole file and lays it over what stands.
    ///
    /// Nothing in a file makes this fail. The file name, without its folders, is for the report.
    package static func make(
        kind: ImportKind, bytes: Bytes, fileName: String, lookup: ImportLookup,
        context: ImportContext
    ) -> ImportPlan {
        var planning = ImportPlanning(kind: kind, lookup: lookup, context: context)
        planning.read(bytes)
        return planning.plan(fileName: fileName)
    }
}
