package import Merge

/// What rows of a hub come to, counted as they pass; equal on both sides of a copy where nothing
/// was lost, added or changed.
package struct HubCensus: Sendable {
    private var counts = HubCount()
    private var head = Head.origin
    private var records = StoreDigests()
    private var lastRecord: RecordID?

    package init() {}

    /// Counts a row among those of its kind.
    ///
    /// - Throws: `HubCopyFault` where it cannot follow those before it: the history's chain is
    ///   worked out anew.
    package mutating func add(_ row: HubRow) throws(HubCopyFault) {
        switch row {
        case .setting: counts.settings += 1
        case .replica: counts.replicas += 1
        case .invitation: counts.invitations += 1
        case .event: counts.events += 1
        case .changeSet(let admitted):
            let chain = head.chain.next(
                admitted.id, admitted.verdicts, effectiveAt: admitted.effectiveAt)
            guard admitted.head == Head(position: head.position + 1, chain: chain),
                SealedChangeSet.address(of: admitted.bytes) == admitted.id
            else { throw .historyBroken(position: head.position + 1) }
            head = admitted.head
            counts.changeSets += 1
        case .record(let placed):
            guard lastRecord.map({ $0 < placed.record.id }) ?? true else {
                throw .outOfOrder(record: placed.record.id)
            }
            lastRecord = placed.record.id
            counts.records += 1
            guard !placed.record.state.isEmpty else { return }
            records.add(placed.record.id, type: placed.record.type, placed.record.state)
        }
    }

    /// Counts a row of a replica's store.
    ///
    /// - Throws: `HubCopyFault.altered` where a change set is not what its id says.
    package mutating func add(_ row: OfficeRow) throws(HubCopyFault) {
        switch row {
        case .changeSet(let own):
            guard own.isSealed || SealedChangeSet.address(of: own.bytes) == own.id else {
                throw .altered(changeSet: own.id)
            }
            counts.own += 1
        case .note: counts.notes += 1
        case .document: counts.documents += 1
        }
    }

    package var totals: HubTotals { HubTotals(head: head, counts: counts, digests: records.lines) }
}

/// How many rows of each kind.
package struct HubCount: Equatable, Sendable {
    package var settings = 0
    package var replicas = 0
    package var invitations = 0
    package var events = 0
    package var changeSets = 0
    package var records = 0
    /// A replica's own change sets, what it alone knows, and documents' files.
    package var own = 0
    package var notes = 0
    package var documents = 0

    package init() {}
}

/// What a hub came to when it was copied.
package struct HubTotals: Equatable, Sendable {
    /// The end of the history, with its chain.
    package let head: Head
    package let counts: HubCount
    /// One line per record type.
    package let digests: [StoreDigest]

    package init(head: Head, counts: HubCount, digests: [StoreDigest]) {
        self.head = head
        self.counts = counts
        self.digests = digests
    }
}

/// Why rows are no hub's.
package enum HubCopyFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// A change set does not follow the one before it, or is not what its id says.
    case historyBroken(position: UInt64)
    case outOfOrder(record: RecordID)
    /// A change set of a replica's is not what its id says.
    case altered(changeSet: ChangeSetID)
    /// A row cannot be read.
    case unreadable(MergeError)
    /// What was counted is not what the copy says of itself.
    case totalsDiffer
    /// A row of a kind that only a later release knows.
    case unknownRow(number: UInt64)

    package var description: String {
        switch self {
        case .historyBroken(let position):
            "the change set at position \(position) does not follow the one before it"
        case .outOfOrder(let record): "record \(record) comes twice, or out of order"
        case .altered(let id): "the change set \(id) is not what was written"
        case .unreadable(let error): "a row cannot be read: \(error)"
        case .totalsDiffer: "its rows are not those it was made of"
        case .unknownRow(let number):
            "it holds rows of kind \(number), which only a later release knows: use that one"
        }
    }
}
