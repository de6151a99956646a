/// A replica's word that what left its scope is gone from its disk.
package struct PurgeReceipt: Equatable, Sendable {
    /// Every departure up to this position has been seen to.
    package let through: UInt64
    /// Records purged since the last receipt.
    package let count: UInt64

    package init(through: UInt64, count: UInt64) {
        self.through = through
        self.count = count
    }
}
