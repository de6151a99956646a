package import Merge

/// What the hub says to an office.
package enum HubMessage: Equatable, Sendable {
    case welcome(Welcome)
    case acknowledged([Acknowledgement])
    case page(Page)
    /// The answer to a comparison: whole records.
    case repair(Repair)
    /// The exchange cannot go on; the office keeps everything it has.
    case refused(SyncRefusal)

    /// The hub's answer to a hello: what it knows of the office, and where it stands.
    package struct Welcome: Equatable, Sendable {
        /// Whether the hub's history still contains the office's `top`.
        ///
        /// If not, the hub was restored from a backup: the office forgets the hub's state and
        /// re-supplies its own change sets.
        package let isHistoryKnown: Bool
        package let head: Head
        package let clock: Timestamp
        /// What the office may see.
        ///
        /// A change makes it pull from 0.
        package let scopes: [Scope]
        /// Change sets at or before this position are inside the oldest backup the hub still keeps.
        package let backedUpThrough: UInt64
        /// What an office seals departed records' change sets with; none from a hub without a key.
        package let sealingKey: Bytes
        /// What the replica derives ids with; none for one that owns nothing.
        package let idSecret: IDSecret?
        /// Who was shut out, where the office has another list or none.
        package let revocations: RevocationList?
        /// The hub serves nobody before it has heard every replica: it wants the office's list.
        package let isRestoring: Bool
        /// The hub lacks what the office let go of because it was in a backup: an older one, or
        /// none, made this hub.
        package let isReleasedLost: Bool
        /// Where the hub is reached, the preferred address first; empty from one that does not say.
        package let addresses: [HubAddress]

        package init(
            isHistoryKnown: Bool, head: Head, clock: Timestamp, scopes: [Scope],
            backedUpThrough: UInt64, sealingKey: Bytes = [],
            idSecret: IDSecret? = nil, revocations: RevocationList? = nil,
            isRestoring: Bool = false, isReleasedLost: Bool = false,
            addresses: [HubAddress] = []
        ) {
            self.isHistoryKnown = isHistoryKnown
            self.head = head
            self.clock = clock
            self.scopes = scopes
            self.backedUpThrough = backedUpThrough
            self.sealingKey = sealingKey
            self.idSecret = idSecret
            self.revocations = revocations
            self.isRestoring = isRestoring
            self.isReleasedLost = isReleasedLost
            self.addresses = addresses
        }
    }

    /// Sent after commit: the change set is in the hub's history, with a verdict per op.
    package struct Acknowledgement: Equatable, Sendable {
        package let id: ChangeSetID
        package let head: Head
        package let verdicts: [Verdict]

        package init(id: ChangeSetID, head: Head, verdicts: [Verdict]) {
            self.id = id
            self.head = head
            self.verdicts = verdicts
        }
    }

    /// Rows of records that changed in the office's scope, from one cursor to another.
    package struct Page: Equatable, Sendable {
        /// The cursor it starts at; an office elsewhere ignores it.
        package let at: Cursor
        /// Where `through` moves to, and `from` too if this page is the last, which ends with a
        /// position.
        package let to: RowMark
        package let isLast: Bool
        /// The hub's head it was cut from.
        package let head: Head
        /// Encoded `PageRow`s; see `PageEncoder`.
        package let rows: Bytes
        /// What the base must come to once a last page is applied; `nil` from an older hub.
        package var digest: SetDigest?

        package init(
            at: Cursor, to: RowMark, isLast: Bool, head: Head, rows: Bytes,
            digest: SetDigest? = nil
        ) {
            self.at = at
            self.to = to
            self.isLast = isLast
            self.head = head
            self.rows = rows
            self.digest = digest
        }

        /// A page that ends with a position.
        package init(
            at: Cursor, to position: UInt64, isLast: Bool, head: Head, rows: Bytes,
            digest: SetDigest? = nil
        ) {
            self.init(
                at: at, to: .end(of: position), isLast: isLast, head: head, rows: rows,
                digest: digest)
        }
    }

    /// All records of some places, whole; what the office holds there beside them is not its own.
    package struct Repair: Equatable, Sendable {
        /// The hub's head: both sides stand there.
        package let head: Head
        /// What the whole base must come to.
        package let digest: SetDigest
        /// The places that differed and are covered, in order.
        package let places: [DigestPlace]
        /// Whether other places differ too, or more of the last one; the office's next comparison
        /// brings them.
        package let hasMore: Bool
        /// Of the first place, only the records after this one are covered; `nil` for all.
        package let after: RecordID?
        /// Of the last place, only the records up to this one are covered; `nil` for all.
        package let upTo: RecordID?
        /// Records of these places that no message can carry; what the office holds of them stays.
        package let withheld: [RecordID]
        /// Encoded `PageRow`s; see `PageEncoder`.
        package let rows: Bytes

        package init(
            head: Head, digest: SetDigest, places: [DigestPlace], hasMore: Bool,
            after: RecordID? = nil, upTo: RecordID? = nil, withheld: [RecordID] = [], rows: Bytes
        ) {
            self.head = head
            self.digest = digest
            self.places = places
            self.hasMore = hasMore
            self.after = after
            self.upTo = upTo
            self.withheld = withheld
            self.rows = rows
        }

        /// Whether a record of its places is one that `rows` would hold if the hub had it.
        func covers(_ record: DigestedRecord) -> Bool {
            if let after, record.place == places.first, record.id <= after { return false }
            if let upTo, record.place == places.last, record.id > upTo { return false }
            return true
        }
    }
}
