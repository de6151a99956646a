/// What people see while siblings stand.
///
/// Policies are read at projection and never touch the data.
package enum Policy: String, Hashable, Sendable {
    /// The greatest effective time wins, then the greatest change set id; the others stay siblings.
    case latest
    /// Siblings that differ are a conflict for a person; the latest is shown and marked.
    case review
    /// As `review`, and everything that depends on it answers "unknown" until it is settled.
    case blocking
    /// The greatest first field of the siblings.
    case maximum
    /// The smallest first field of the siblings.
    case minimum
    /// Written once. Two concurrent first writes are a conflict; the earliest is shown.
    case immutable
}
