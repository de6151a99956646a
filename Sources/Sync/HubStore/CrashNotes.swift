package import Merge

/// What outlives a process that ends in the middle: which change set it was looking at, and how
/// often a process ended at one.
///
/// They belong to the process and not to a transaction: what one wrote is there although nothing
/// was committed. After a power cut they may say less, never more.
package protocol CrashNotes: Sendable {
    /// The change set that was being looked at when the last process ended, if one was.
    var begun: ChangeSetID? { get }
    /// Writes down which one is looked at now, before it is; `nil` for none.
    ///
    /// A note that cannot be written is no reason not to take a change set in.
    func begin(_ id: ChangeSetID?)

    /// How often the hub ended at which.
    var suspicions: [ChangeSetID: Suspicion] { get }
    func keep(_ suspicions: [ChangeSetID: Suspicion]) throws
}

/// How often the hub ended at one change set.
package struct Suspicion: Equatable, Sendable {
    package var count: Int
    /// When the last end was counted.
    package var lastAt: Timestamp

    package init(count: Int, lastAt: Timestamp) {
        self.count = count
        self.lastAt = lastAt
    }
}
