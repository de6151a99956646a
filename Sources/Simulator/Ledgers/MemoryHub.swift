package import Merge
package import Sync

/// The hub's store as plain values: the simplest thing that is right.
///
/// A copy of it is a backup.
package struct MemoryHub: HubTransaction, Sendable {
    /// The name under which the hub of a world writes.
    static let replica = ReplicaID(bits: 0xFFFF)

    /// One position of the history.
    package struct Admitted: Sendable {
        package let id: ChangeSetID
        package let bytes: Bytes
        /// `nil` where the bytes are no change set.
        package let content: ChangeSet?
        /// Who brought it.
        package let replica: ReplicaID
        package let effectiveAt: Timestamp
        package let head: Head
        package let verdicts: [Verdict]
    }

    package private(set) var history: [Admitted] = []
    package private(set) var records: [RecordID: StoredRecord] = [:]
    package private(set) var visibilityRows: [RecordID: [VisibilityRow]] = [:]
    /// The registry: who was ever registered.
    package var principals: [ReplicaID: Peer] = [:]
    /// The end of the oldest backup.
    package var backedUpThrough: UInt64 {
        get { settings[SettingName.backedUpThrough].flatMap { UInt64($0) } ?? 0 }
        set { settings[SettingName.backedUpThrough] = String(newValue) }
    }
    /// What each replica last said of the history.
    package private(set) var words: [ReplicaID: ReplicaWord] = [:]
    package private(set) var incidents: [Incident] = []
    /// The last receipt of each replica.
    package private(set) var receipts: [ReplicaID: PurgeReceipt] = [:]
    package let schema: Schema
    /// The scopes in which something to be seen has changed since somebody emptied it.
    package var changedScopes: Set<Scope> = []
    private var digests: [RecordID: SetDigest] = [:]
    private var places: [ChangeSetID: Int] = [:]
    private var parents: [RecordID: Set<RecordID>] = [:]
    /// Which change sets of which replicas another one of the same follows.
    private var followed: Set<Followed> = []
    // What belongs to no record; see the extensions.
    var settings: [String: String] = [:]
    var lines: [AuditLine] = []
    var registered: [ReplicaID: Registration] = [:]
    var invitations: [Bytes: Invitation] = [:]
    /// Who joined with which of them.
    var usedBy: [Bytes: ReplicaID] = [:]
    /// When a replica's base was last proven equal.
    var certifiedAt: [ReplicaID: Timestamp] = [:]
    /// Through which departure a replica vouches for its disk.
    var purgedThrough: [ReplicaID: UInt64] = [:]

    private struct Followed: Hashable {
        let replica: ReplicaID
        let parent: ChangeSetID
    }

    package init(schema: Schema = SimulatedRules.schema) {
        self.schema = schema
    }

    package var head: Head { history.last?.head ?? .origin }

    package func chain(at position: UInt64) -> ChainHash? {
        guard position > 0 else { return .origin }
        guard position <= UInt64(history.count) else { return nil }
        return history[Int(position) - 1].head.chain
    }

    package func effectiveAt(_ position: UInt64) -> Timestamp? {
        let place = Int(clamping: position) - 1
        return history.indices.contains(place) ? history[place].effectiveAt : nil
    }

    package mutating func note(
        _ receipt: PurgeReceipt, of replica: ReplicaID, at now: Timestamp
    ) throws {
        receipts[replica] = receipt
        purgedThrough[replica] = max(purgedThrough[replica] ?? 0, receipt.through)
        try auditRepeatable(
            at: now, "purged", subject: replica,
            detail: "\(receipt.count) records, through \(receipt.through)")
    }

    package func answer(to id: ChangeSetID) -> HubMessage.Acknowledgement? {
        places[id].map { place in
            let known = history[place]
            return HubMessage.Acknowledgement(
                id: id, head: known.head, verdicts: known.verdicts)
        }
    }

    package func op(of entry: EntryID) -> Op? {
        guard let place = places[entry.changeSet],
            let content = history[place].content ?? opened(history[place].bytes),
            Int(entry.index) < content.ops.count
        else { return nil }
        return content.ops[Int(entry.index)]
    }

    private func opened(_ bytes: Bytes) -> ChangeSet? {
        do { return try SealedChangeSet(opening: bytes).content } catch { return nil }
    }

    package func principal(of replica: ReplicaID) -> Peer? { principals[replica] }

    /// The replica that the history names with it.
    func account(of admitted: Admitted) -> ReplicaID {
        guard let author = admitted.content?.replica,
            !admitted.verdicts.contains(where: \.isForged), principals[author] != nil
        else { return admitted.replica }
        return author
    }

    /// Takes a change set of another hub's history in.
    mutating func restore(_ admitted: HubRow.Admitted) {
        let content = opened(admitted.bytes)
        places[admitted.id] = history.count
        history.append(
            Admitted(
                id: admitted.id, bytes: admitted.bytes, content: content,
                replica: admitted.replica, effectiveAt: admitted.effectiveAt, head: admitted.head,
                verdicts: admitted.verdicts))
        guard let parent = content?.parent, !admitted.verdicts.contains(where: \.isForged) else {
            return
        }
        followed.insert(Followed(replica: admitted.replica, parent: parent))
    }

    mutating func restore(_ registration: Registration, _ standing: HubRow.Standing) {
        let replica = registration.peer.replica
        registered[replica] = registration
        principals[replica] = registration.peer
        words[replica] = standing.word
        certifiedAt[replica] = standing.certifiedAt
        purgedThrough[replica] = standing.purgedThrough
    }

    package mutating func append(
        _ id: ChangeSetID, bytes: Bytes, content: ChangeSet?, from replica: ReplicaID,
        effectiveAt: Timestamp, head: Head, verdicts: [Verdict]
    ) throws {
        places[id] = history.count
        let admitted = Admitted(
            id: id, bytes: bytes, content: content, replica: replica, effectiveAt: effectiveAt,
            head: head, verdicts: verdicts)
        history.append(admitted)
        guard let parent = content?.parent, !verdicts.contains(where: \.isForged) else { return }
        let owner = content.flatMap { principals[$0.replica] == nil ? nil : $0.replica } ?? replica
        guard !followed.insert(Followed(replica: owner, parent: parent)).inserted else { return }
        try auditRepeatable(
            at: effectiveAt, "copied-disk", subject: owner,
            detail: "two change sets follow \(parent.hexadecimal.prefix(8))")
    }

    package func kept(_ id: ChangeSetID) -> KeptChangeSet? {
        places[id].map { place in
            KeptChangeSet(bytes: history[place].bytes, replica: holder(of: history[place]))
        }
    }

    package func release(of id: ChangeSetID) -> ChangeSetID? {
        history.first {
            $0.content?.released == id && !$0.verdicts.contains(where: \.isForged)
        }?.id
    }

    /// On whose account it stands.
    func holder(of admitted: Admitted) -> ReplicaID? {
        guard let content = admitted.content, !admitted.verdicts.contains(where: \.isForged) else {
            return admitted.replica
        }
        guard let released = content.released else {
            return principals[content.replica] == nil ? admitted.replica : content.replica
        }
        return places[released].flatMap { holder(of: history[$0]) }
    }

    package func record(_ id: RecordID) -> StoredRecord? { records[id] }

    package mutating func put(_ record: StoredRecord, changed position: UInt64) {
        records[record.id] = record
        digests[record.id] = SetDigest(of: record.id, type: record.type, state: record.state)
    }

    package func records(of type: String) -> [RecordID] {
        records.values.filter { $0.type == type }.map(\.id).sorted()
    }

    package func records(
        of type: String, where field: String, is record: RecordID
    ) -> [RecordID] {
        records(of: type).filter { id in
            guard let declared = schema[type], let state = records[id]?.state else { return false }
            return declared.shows(record, in: field, of: state)
        }
    }

    package func texts(of type: String, in field: String) -> [(id: RecordID, text: String)] {
        guard let declared = schema[type],
            let place = declared.columns.firstIndex(where: { $0.name == field })
        else { return [] }
        return records(of: type).compactMap { id in
            guard let state = records[id]?.state,
                case .scalar(let scalar) = declared.project(state).cells[place]
            else { return nil }
            return scalar.text.map { (id, $0) }
        }
    }

    package func visibility(of record: RecordID) -> [VisibilityRow] {
        visibilityRows[record] ?? []
    }

    package mutating func set(_ row: VisibilityRow) {
        changedScopes.insert(row.scope)
        var rows = visibilityRows[row.record] ?? []
        if let index = rows.firstIndex(where: { $0.scope == row.scope }) {
            rows[index] = row
        } else {
            rows.append(row)
        }
        visibilityRows[row.record] = rows
    }

    func parents(of record: RecordID) -> Set<RecordID> { parents[record] ?? [] }

    package func children(of record: RecordID) -> [RecordID] {
        parents.compactMap { $0.value.contains(record) ? $0.key : nil }.sorted()
    }

    package mutating func setParents(of record: RecordID, to parents: Set<RecordID>) {
        self.parents[record] = parents
    }

    package func rows(
        in scopes: [Scope], after mark: RowMark, limit: Int
    ) -> [VisibilityRow] {
        var found: [VisibilityRow] = []
        for rows in visibilityRows.values {
            for row in rows where row.mark > mark && scopes.contains(row.scope) {
                found.append(row)
            }
        }
        found.sort {
            ($0.changed, $0.record, $0.scope) < ($1.changed, $1.record, $1.scope)
        }
        return Array(found.prefix(limit))
    }

    /// What a replica with these scopes must hold once it is level.
    package func restricted(to scopes: [Scope]) -> [RecordID: StoredRecord] {
        records.filter { id, _ in
            isVisible(id, in: scopes)
        }
    }

    func isVisible(_ id: RecordID, in scopes: [Scope]) -> Bool {
        visibility(of: id).contains { $0.isIn && scopes.contains($0.scope) }
    }

    package func digest(in scopes: [Scope]) -> SetDigest {
        digests.reduce(.empty) { sum, pair in
            isVisible(pair.key, in: scopes) ? sum + pair.value : sum
        }
    }

    package mutating func recordDigests(in scopes: [Scope]) -> [DigestedRecord] {
        restricted(to: scopes).values.map { $0.digested }.sorted { $0.id < $1.id }
    }

    package mutating func rebuildDigests() {
        digests = records.mapValues(\.digested.digest)
    }

    package mutating func note(_ word: ReplicaWord, of replica: ReplicaID, at now: Timestamp) {
        let known = words[replica]
        if word.certified > 0, word.certified != known?.certified { certifiedAt[replica] = now }
        let isHigher = known.map { $0.vouched.position < word.vouched.position } ?? true
        words[replica] = ReplicaWord(
            vouched: isHigher ? word.vouched : known?.vouched ?? word.vouched,
            certified: word.certified)
    }

    package mutating func note(
        _ incident: Incident, about replica: ReplicaID?, at now: Timestamp
    ) throws {
        incidents.append(incident)
        try auditRepeatable(
            at: now, incident.event, subject: replica, detail: incident.detail)
    }
}
