package import Merge
package import Records
package import Tables

/// What an import would do, row by row; nothing is written until somebody takes its writes.
package struct ImportPlan: Sendable {
    package let kind: ImportKind
    package let fileName: String
    package let rows: [RowOutcome]
    package let counts: ImportCounts
    /// The file as a whole cannot be read; not even its good rows go in.
    package let fileProblems: [RowProblem]
    /// Rows above the header, which were passed over.
    package let titleRows: Int
    let longRows: LongRows
    /// New records whose names are near known ones: proposed, never matched.
    let near: [String]
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

    /// Whether leaving out rows and columns is a way to get the rest in.
    package var isSkippable: Bool { fileProblems.isEmpty }

    /// What a person does about a file that is refused.
    package var advice: String {
        guard isSkippable else { return "mend the file as said above" }
        guard unknownColumns.isEmpty else {
            return "take the columns named above out of the file, or give them one of the names "
                + "that `bridgework import \(kind.rawValue) --columns` lists"
        }
        return "mend the rows above, or leave them out with --skip-bad"
    }

    /// Whether the file goes in.
    ///
    /// - Parameter skippingBad: whether bad rows and unknown columns may be left out.
    package func isAccepted(skippingBad: Bool) -> Bool {
        fileProblems.isEmpty && (skippingBad || isClean)
    }

    /// The writes of all rows in the order of the file, some rows' at a time; each time anew.
    package var batches: ImportBatches { ImportBatches(rows) }

    /// Every problem with the file's name, in the order of the lines; then how many are not listed.
    package var report: [String] {
        let problems = (fileProblems + unknownColumns + rowProblems).map { "\(fileName): \($0)" }
        guard unlistedProblems > 0 else { return problems }
        return problems + ["\(fileName): \(Counted(unlistedProblems, "more problem"))"]
    }

    /// Where a person changed since the last import what the file changed too, in the order of the
    /// lines; then how many are not listed.
    package func differences(_ lookup: some RecordLookup) -> [String] {
        let all = rows.flatMap { $0.differences(kind.recordType, lookup) }
        let listed = all.prefix(ImportLimits.problemsMax).map { "\(fileName): \($0)" }
        guard all.count > listed.count else { return listed }
        return listed + ["\(fileName): \(Counted(all.count - listed.count, "more such unit"))"]
    }

    /// Why rows were passed over and what of the file was, in the order of the reasons.
    package var remarks: [String] {
        let lines = Dictionary(
            grouping: rows.compactMap { row -> (reason: SkipReason, line: Int)? in
                guard case .skipped(let reason) = row.result else { return nil }
                return (reason, row.line)
            }, by: \.reason)
        let skipped = SkipReason.allCases.compactMap { reason -> String? in
            guard let found = lines[reason]?.map(\.line), let first = found.first else {
                return nil
            }
            let shown = found.prefix(ImportLimits.linesShownMax).map(String.init)
                .joined(separator: ", ")
            let more = found.count > ImportLimits.linesShownMax ? ", …" : ""
            return found.count == 1
                ? "\(fileName): line \(first) skipped: \(reason.rawValue)"
                : "\(fileName): \(found.count) rows skipped: \(reason.rawValue) "
                    + "(lines \(shown)\(more))"
        }
        let titles =
            titleRows > 0 ? ["\(fileName): \(Counted(titleRows, "title row")) passed over"] : []
        let long = longRows.remark.map { ["\(fileName): \($0)"] } ?? []
        return titles + long + skipped + near.map { "\(fileName): \($0)" }
    }

    /// What a dry run shows.
    package func diff(_ lookup: some RecordLookup) -> [String] {
        rows.flatMap { $0.text(kind.recordType, lookup) }
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
