/// Bounds of the conversation; `protocol/README.md` lists them for other implementations.
package enum SyncLimits {
    /// The protocol both sides speak; a hub answers an older office, an older hub refuses a newer
    /// one.
    package static let version: UInt32 = 1
    /// Change sets of one push message: small enough that a lost line costs a second of a slow one.
    package static let pushBytesMax = 1 << 20
    package static let pushCountMax = 1_024
    /// Rows of one page, before the rows of its last position are completed.
    package static let pageRowsMax = 4_096
    /// Where a page stops taking more records.
    ///
    /// One record is never split.
    package static let pageBytesMax = 1 << 20
    /// What a transport must carry in one message: a page closes after the position that fills it.
    package static let messageBytesMax = 64 << 20
    /// How often an office asks for a repair before it says that repairing does not help.
    package static let repairRoundsMax = 3
    /// How many of the hub's heads an office keeps.
    package static let headsKeptMax = 64
    /// How far an office's clock may be off before people are warned.
    package static let clockOffsetWarning: Int64 = 5 * 60 * 1_000
}
