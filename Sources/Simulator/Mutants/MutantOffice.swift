import Merge
import Sync

/// An office's store with at most one planted bug.
struct MutantOffice: OfficeLedger {
    private(set) var inner: MemoryOffice
    private let mutant: Mutant?

    init(_ inner: MemoryOffice, _ mutant: Mutant?) {
        self.inner = inner
        self.mutant = mutant
    }

    var cursor: Cursor { inner.cursor }
    var top: Head { inner.top }
    var scopes: [Scope] { inner.scopes }
    var pendingCount: UInt64 { inner.pendingCount }

    func unacknowledged() -> [Bytes] { inner.unacknowledged() }

    mutating func acknowledge(_ acknowledgement: HubMessage.Acknowledgement) {
        inner.acknowledge(acknowledgement)
        guard mutant == .dropsPendingAtAcknowledgement else { return }
        inner.release(through: acknowledgement.head.position)
    }

    mutating func raiseTop(_ head: Head) {
        if mutant != .neverHearsOfHeads { inner.raiseTop(head) }
    }

    mutating func put(_ row: PageRow) throws {
        if mutant == .ignoresExits, row.content == .out { return }
        try inner.put(row)
    }

    mutating func stash(_ rows: Bytes) { inner.stash(rows) }

    mutating func unstash() -> [Bytes] {
        let pages = inner.unstash()
        return mutant == .losesStash ? [] : pages
    }

    mutating func move(to cursor: Cursor) {
        let isHasty = mutant == .movesFromWithEveryPage
        inner.move(
            to: isHasty
                ? Cursor(from: cursor.through.position, through: cursor.through) : cursor)
    }

    mutating func restart(scopes: [Scope]) {
        let base = inner.base
        inner.restart(scopes: scopes)
        if mutant == .forgetsOwnAtRestart {
            inner.release(through: .max)
        }
        guard mutant == .keepsBaseAtRestart else { return }
        for (id, stored) in base {
            let row = PageRow(
                record: id, type: stored.type,
                content: .current(Manifest(of: stored.state), stored.state.entries))
            do { try inner.put(row) } catch { continue }
        }
    }

    mutating func forgetAcknowledgements() {
        if mutant == .keepsAnswersOfRewoundHub || mutant == .forgetsOwnAtRestart { return }
        inner.forgetAcknowledgements()
    }

    var released: Head { inner.released }

    mutating func forgetReleased() { inner.forgetReleased() }

    var revocations: RevocationList? { inner.revocations }

    mutating func keep(revocations list: RevocationList) { inner.keep(revocations: list) }

    mutating func release(through position: UInt64) {
        inner.release(through: mutant == .releasesEverything ? .max : position)
    }

    var baseDigest: SetDigest {
        guard mutant == .digestIgnoresTypes else { return inner.baseDigest }
        return inner.base.values.map(\.digested).filter { $0.type == "tally" }
            .reduce(.empty) { $0 + $1.digest }
    }

    var certified: UInt64 { inner.certified }

    mutating func recordDigests() -> [DigestedRecord] {
        let records = inner.recordDigests()
        return mutant == .digestIgnoresTypes
            ? records.filter { $0.type == "tally" } : records
    }

    mutating func rebuildDigests() { inner.rebuildDigests() }

    mutating func certify(_ certificate: Certificate) { inner.certify(certificate) }

    mutating func uncertify() { inner.uncertify() }

    func chainHeard(at position: UInt64) -> ChainHash? { inner.chainHeard(at: position) }

    mutating func withhold(_ records: [RecordID]) -> [RecordID] { inner.withhold(records) }

    mutating func note(_ incident: Incident, about replica: ReplicaID?, at now: Timestamp) {
        inner.note(incident, about: replica, at: now)
    }
}
