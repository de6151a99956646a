package import Merge

/// What an office says to the hub.
package enum OfficeMessage: Equatable, Sendable {
    case hello(Hello)
    /// Change sets in the store's own order, as their exact bytes.
    case push([Bytes])
    /// The same, of change sets that only the hub can open.
    case pushSealed([SealedBox])
    case pull(Pull)
    /// The base is not what the last page's digest says.
    case compare(Compare)
    /// What left the scope is gone from the disk; it is not answered.
    case purged(PurgeReceipt)
    /// Whom this office knows to be shut out and the hub does not; it is not answered, but while
    /// the hub is being restored.
    case revocations(RevocationList)

    /// The first message of every exchange.
    package struct Hello: Equatable, Sendable {
        package let version: UInt32
        package let group: RecordID
        package let replica: ReplicaID
        package let schemaVersion: Int
        /// The highest point of the hub's history this office has heard of, from acknowledgements
        /// and from the heads that pages were cut from.
        package let top: Head
        package let cursor: Cursor
        package let clock: Timestamp
        /// Change sets the hub has not acknowledged.
        ///
        /// With none, the hub adds the first page at once.
        package let pending: UInt64
        /// Whether the last known subscription still holds; see `Welcome.scopes`.
        package let scopes: [Scope]
        /// The position at which the base was last proven equal to the hub's; 0 for never.
        package let certified: UInt64
        /// Which list of who was shut out it has.
        package let revocations: UInt64
        /// The last of its own change sets that it let go of; the origin while it keeps all.
        package let released: Head
        /// Whether it completes rows from the change sets it has pushed in this exchange, so that
        /// they need not come back whole.
        package let completesOwn: Bool

        package init(
            version: UInt32 = SyncLimits.version, group: RecordID, replica: ReplicaID,
            schemaVersion: Int, top: Head, cursor: Cursor, clock: Timestamp, pending: UInt64,
            scopes: [Scope], certified: UInt64 = 0, revocations: UInt64 = 0,
            released: Head = .origin, completesOwn: Bool = false
        ) {
            self.version = version
            self.group = group
            self.replica = replica
            self.schemaVersion = schemaVersion
            self.top = top
            self.cursor = cursor
            self.clock = clock
            self.pending = pending
            self.scopes = scopes
            self.certified = certified
            self.revocations = revocations
            self.released = released
            self.completesOwn = completesOwn
        }
    }

    /// Asks for the rows after a cursor; also acknowledges the page that led to it.
    package struct Pull: Equatable, Sendable {
        package let cursor: Cursor
        package let rowsMax: Int
        /// Hold the answer until there is something to say: live mode.
        package let waits: Bool
        /// The position at which the base has just been proven equal to the hub's; 0 says nothing.
        package let certified: UInt64

        package init(
            cursor: Cursor, rowsMax: Int = SyncLimits.pageRowsMax, waits: Bool = false,
            certified: UInt64 = 0
        ) {
            self.cursor = cursor
            self.rowsMax = rowsMax
            self.waits = waits
            self.certified = certified
        }
    }

    /// What the office's base comes to, place by place.
    package struct Compare: Equatable, Sendable {
        package let cursor: Cursor
        package let sums: DigestSums

        package init(cursor: Cursor, sums: DigestSums) {
            self.cursor = cursor
            self.sums = sums
        }
    }
}
