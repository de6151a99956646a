import Merge
import Simulator
import Sync

/// A hub and three offices over ledgers in memory, and the wire between them.
struct SmallGroup {
    static let id = RecordID(bits: 0xB0)
    static let hubReplica = ReplicaID(bits: 0xFF)
    static let officeIDs = (0..<3).map { RecordID(bits: 0x100 + UInt128($0)) }

    var hub = MemoryHub()
    var offices: [MemoryOffice] = []
    var peers: [Peer] = []
    var rules = SmallSchema.rules
    var now = Timestamp(milliseconds: 1_000_000)
    /// Whether the hub has an authority that vouches for who was shut out.
    var signs = false
    private var nonce: UInt64 = 0

    init() {
        for (index, office) in SmallGroup.officeIDs.enumerated() {
            let peer = Peer(
                replica: ReplicaID(bits: 0x200 + UInt128(index)), role: .office, office: office,
                scopes: [.group, .office(office)])
            add(peer)
        }
    }

    var admission: Admission {
        let sign: (@Sendable ([ReplicaID]) -> RevocationList?)?
        if signs { sign = { RevocationList(replicas: $0, signature: [1]) } } else { sign = nil }
        return Admission(rules: rules, hub: SmallGroup.hubReplica, now: now, sign: sign)
    }

    mutating func add(_ peer: Peer) {
        peers.append(peer)
        hub.principals[peer.replica] = peer
        offices.append(MemoryOffice(replica: peer.replica))
    }

    mutating func nextNonce() -> UInt64 {
        nonce += 1
        return nonce
    }

    /// A write by the hub itself: it sees the hub's state and may do everything.
    @discardableResult
    mutating func hubWrites(_ writes: [Write]) throws -> HubMessage.Acknowledgement {
        let ops = writes.map { write in
            write.op(
                seeing: hub.records[write.record]?.state ?? RecordState(),
                shape: SmallSchema.schema[write.type]?[write.attribute]?.shape)
        }
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: SmallGroup.hubReplica, actor: nil, role: .hub, claimedAt: now,
                parent: nil, nonce: nextNonce(), ops: ops))
        let peer = Peer(replica: SmallGroup.hubReplica, role: .hub, office: nil, scopes: [])
        return try admission.admit(sealed.bytes, from: peer, ledger: &hub)
    }

    /// The hub makes exactly these offices see a record.
    mutating func place(_ record: RecordID, at offices: [Int], type: String = "p") throws {
        try place([(record, offices)], type: type)
    }

    /// The same for many records, in one change set.
    mutating func place(
        _ moves: [(record: RecordID, offices: [Int])], type: String = "p"
    ) throws {
        let writes = moves.flatMap { placing($0.record, at: $0.offices, type: type) }
        guard !writes.isEmpty else { return }
        try hubWrites(writes)
    }

    private func placing(_ record: RecordID, at offices: [Int], type: String) -> [Write] {
        let wanted = offices.map { SmallSchema.reference(SmallGroup.officeIDs[$0]) }
        let current = (hub.records[record]?.state.entries(of: "offices") ?? []).map(\.key)
        return wanted.filter { !current.contains($0) }.map {
            Write(record: record, type: type, attribute: "offices", key: $0, value: [])
        }
            + Set(current).sorted { $0 < $1 }.filter { !wanted.contains($0) }.map {
                Write(record: record, type: type, attribute: "offices", key: $0, value: nil)
            }
    }

    @discardableResult
    mutating func write(_ office: Int, _ writes: [Write]) -> SealedChangeSet {
        offices[office].commit(
            writes, schema: SmallSchema.schema, role: peers[office].role, claimedAt: now,
            nonce: nextNonce())
    }

    /// One exchange; see `Wire` for what can go wrong on it.
    @discardableResult
    mutating func sync(
        _ office: Int, rowsMax: Int = SyncLimits.pageRowsMax, cut: Int = .max,
        doubles: Bool = false
    ) throws -> Wire {
        var wire = Wire(peer: peers[office], now: now, rowsMax: rowsMax)
        try wire.greet(offices[office])
        while wire.delivered < cut, try wire.step(&self, office) {
            if doubles { wire.doubleLast() }
        }
        return wire
    }

    /// What an office's base must be: the hub's live entries in its scope.
    func isLevel(_ office: Int) -> Bool {
        let wanted = hub.restricted(to: peers[office].scopes).mapValues(\.state.canonicalBytes)
        return offices[office].base.mapValues(\.state.canonicalBytes) == wanted
            && offices[office].pendingCount == 0 && offices[office].overlay.isEmpty
            && offices[office].stashed.isEmpty
    }

    func seen(_ office: Int, _ record: RecordID, _ attribute: String = "name") -> [Int] {
        let entries = offices[office].view(of: record)?.state.entries(of: attribute) ?? []
        return entries.compactMap { $0.decoded[0].int.map { Int($0) } }.sorted()
    }
}
