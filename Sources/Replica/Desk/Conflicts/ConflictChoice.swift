/// How a person settles a conflict.
package enum ConflictChoice: Sendable {
    /// The candidate of that number, from 1.
    case take(Int)
    /// A new value, as `FIELD=VALUE` assignments.
    case value([String])
    /// Each field from the candidate of that number.
    case merge([(field: String, number: Int)])
    /// They are not the same.
    case distinct
}
