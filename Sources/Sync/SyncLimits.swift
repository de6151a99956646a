/// Bounds of the conversation; `protocol/README.md` lists them for other implementations.
package enum SyncLimits {
    /// The protocol both sides speak; a hub answers an older office, an older hub refuses a newer
    /// one.
    package static let version: UInt32 = 2
    /// Change sets of one push message: small enough that a lost line costs a second of a slow one.
    package static let pushBytesMax = 1 << 20
    package static let pushCountMax = 1_024
    /// Where a part of a push ends: about what a hub takes in within some milliseconds.
    package static let partBytesMax = 16 << 10
    /// Rows of one page; what a change set did to more records takes several.
    package static let pageRowsMax = 4_096
    /// Where a page or a repair stops taking more records.
    ///
    /// One record is never split: the one that passes this is the last.
    package static let pageBytesMax = 1 << 20
    /// What a transport must carry in one message.
    ///
    /// The largest is a page or a repair: `pageBytesMax`, one record of
    /// `MergeLimits.recordBytesMax` and, in a repair, the names of `placesMax` places.
    package static let messageBytesMax = 16 << 20
    /// Places of one comparison: every type of ours three times over.
    package static let placesMax = 1 << 16
    /// Records that one repair names as too large to send; an honest hub has none.
    package static let withheldMax = 1_024
    /// How often an office asks for a repair before it says that repairing does not help.
    package static let repairRoundsMax = 3
    /// How many of the hub's heads an office keeps.
    package static let headsKeptMax = 64
    /// Addresses under which one hub is reached.
    package static let addressesMax = 8
    /// Of a hub's name; DNS has no longer ones (RFC 1035, section 3.1).
    package static let hostBytesMax = 253
    /// Replicas on a list of who was shut out.
    package static let revocationsMax = 1 << 14
    /// How far an office's clock may be off before people are warned.
    package static let clockOffsetWarning: Int64 = 5 * 60 * 1_000
    /// Where a courier file stops taking more frames: a stick, and a machine's memory, hold it.
    package static let courierBytesMax = 64 << 20
    /// What a courier file may have at most: the last frame passes the bound, and sealing adds.
    package static let courierFileBytesMax = courierBytesMax + 2 * messageBytesMax
    /// Frames in a courier file; a batch of one small change set is the smallest.
    package static let courierFramesMax = 1 << 16
    /// What a courier file says of itself before its frames: a certificate is most of it.
    package static let courierStartBytesMax = 64 << 10
    /// Courier files that a replica keeps until it is where they go on from.
    package static let courierWaitingMax = 16
}
