import Merge
import Sync

/// All that can be seen of a hub's store, to be compared with what is seen of it later.
struct HubStorePicture: Equatable {
    let head: Head
    let records: [StoredRecord]
    let rows: [VisibilityRow]
    let children: [RecordID]
    let registrations: [Registration]
    let invitation: Invitation?
    let lines: [AuditLine]
    var settings: [String: String]
    let digest: SetDigest
    let digests: [StoreDigest]
    let verdicts: [UInt8: Int]
    let history: [ChangeSetID]
    let purges: [OutstandingPurge]
    let word: ReplicaWord?

    static let scopes: [Scope] =
        [.group, .central, .clinical] + (1...4).map { .office(Sample.id($0)) }

    /// - Parameter secret: the hash of an invitation's secret.
    init(_ hub: StoredHub, secret: Bytes = [7]) throws {
        self = try hub.store.read { try HubStorePicture($0, secret) }
    }

    init(_ transaction: any HubTransaction, _ secret: Bytes) throws {
        head = try transaction.head
        let ids = try ["thing", "place", "part"].flatMap { try transaction.records(of: $0) }
        records = try ids.compactMap { try transaction.record($0) }
        rows = try transaction.rows(
            in: HubStorePicture.scopes, after: RowMark(position: 0, record: RecordID(bits: 0)),
            limit: 1_000)
        children = try ids.flatMap { try transaction.children(of: $0) }
        registrations = try transaction.registrations()
        invitation = try transaction.invitation(secretHash: secret)
        lines = try transaction.auditLines(limit: 1_000)
        settings = Dictionary(
            uniqueKeysWithValues: try transaction.meta(startingWith: "").map { ($0.key, $0.value) })
        digest = try transaction.digest(in: HubStorePicture.scopes)
        digests = try transaction.digests(in: nil)
        verdicts = try transaction.verdictCounts()
        history = try transaction.history(
            .after(0), touching: nil, countMax: 1_000, bytesMax: .max
        ).map(\.id)
        purges = try transaction.outstandingPurges()
        word = try transaction.word(of: StoredHub.peer(2).replica)?.word
    }
}
