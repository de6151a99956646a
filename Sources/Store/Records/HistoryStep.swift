package import Merge

/// What one change set did to one record.
package struct HistoryStep: Sendable {
    package let changeSet: SealedChangeSet
    /// The ops that touch the record.
    package let indexes: [Int]
    package let position: UInt64?
    /// One per op of the change set; empty while pending.
    package let verdicts: Bytes
}
