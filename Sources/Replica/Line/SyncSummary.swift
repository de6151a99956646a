package import Sync

/// What one exchange with the hub did.
package struct SyncSummary: Equatable, Sendable {
    package let pushed: Int
    package let received: Int
    package let head: Head
    /// How far this machine's clock is ahead of the hub's, in milliseconds.
    package let clockOffset: Int64
    /// Whether the records were proven to be the hub's; `nil` with a hub that proves nothing.
    package let isEqual: Bool?
    /// How many records were not the hub's, and had to be repaired.
    package let repaired: Int
    package let bytesSent: Int
    package let bytesReceived: Int
    package let messagesSent: Int
    package let messagesReceived: Int

    /// Whether people should be told that the clock is wrong.
    package var isClockOff: Bool { clockOffset.magnitude > UInt64(SyncLimits.clockOffsetWarning) }
}
