internal import Tables

/// Why a row makes no drafts.
enum RowRefusal: Error {
    case bad(RowProblem.Reason, column: String)
    case skipped(SkipReason)
}
