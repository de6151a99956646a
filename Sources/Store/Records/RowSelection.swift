package import Merge

/// Which of a type's readable rows, and in which order.
package enum RowSelection {
    /// Those that have all these values, by columns and then by id; in the order of ids alone also
    /// only those after one.
    case matching(
        [(column: Column, scalar: Scalar)] = [], orderedBy: [Column] = [], limit: Int = .max,
        after: RecordID? = nil)
    /// These, as they are named; what is not here is left out.
    case these([RecordID])
}
