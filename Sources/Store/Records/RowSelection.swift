package import Merge

/// Which of a type's readable rows, and in which order.
package enum RowSelection {
    /// Those that have all these values, by columns and then by id.
    case matching(
        [(column: Column, scalar: Scalar)] = [], orderedBy: [Column] = [], limit: Int = .max)
    /// These, as they are named; what is not here is left out.
    case these([RecordID])
}
