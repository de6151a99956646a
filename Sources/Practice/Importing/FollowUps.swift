internal import Merge
internal import Tables

/// What follows from a kind's rows beside the drafts of each; one lives while a file is read.
protocol FollowUps: Sendable {
    /// What is asked of the file beside its rows.
    mutating func begin(_ context: ImportContext)

    /// What stands against a row beside the rows before it; a row without such is remembered.
    mutating func problem(with row: ImportRow) -> RowProblem?

    /// What a row writes beside its drafts.
    ///
    /// - Parameters:
    ///   - record: what the row is about.
    ///   - writes: what its drafts come to.
    ///   - view: the records before the row.
    func addition(
        to record: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp?

    /// Remembers a row that is in.
    mutating func note(_ record: RecordID, line: Int, in view: ImportView)

    /// What a whole file without a bad row writes beside its rows.
    func closing(in view: ImportView) -> [ClosingWrite]
}

/// Writes beside a row's drafts, and the unit by whose name people are told of them.
struct FollowUp {
    let writes: [Write]
    let unit: String
}

/// A write that no row asks for by itself, and the line that stands for it.
struct ClosingWrite {
    let line: Int
    let record: RecordID
    let write: Write
}

extension FollowUps {
    mutating func begin(_ context: ImportContext) {}

    mutating func problem(with row: ImportRow) -> RowProblem? { nil }

    func addition(
        to record: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? { nil }

    mutating func note(_ record: RecordID, line: Int, in view: ImportView) {}

    func closing(in view: ImportView) -> [ClosingWrite] { [] }
}

/// Of a kind whose rows say all there is.
struct NoFollowUps: FollowUps {}
