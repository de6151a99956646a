package import Sync

/// What one exchange with the hub did.
package struct SyncSummary: Equatable, Sendable {
    package let pushed: Int
    package let received: Int
    package let head: Head
    /// How far this machine's clock is ahead of the hub's, in milliseconds.
    package let clockOffset: Int64
    package let bytesSent: Int
    package let bytesReceived: Int
    package let messagesSent: Int
    package let messagesReceived: Int

    /// Whether people should be told that the clock is wrong.
    package var isClockOff: Bool { clockOffset.magnitude > UInt64(SyncLimits.clockOffsetWarning) }
}
