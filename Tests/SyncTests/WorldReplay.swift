import Merge
import Simulator
import Sync

/// Plays a recorded world of the model with the real sessions and the real admission.
///
/// The model's events are permits: a change set is admitted, an acknowledgement or a page arrives,
/// exactly when the model's did. What a real session says beyond that waits for its next permit.
struct WorldReplay {
    /// Why a world cannot be played.
    struct Derailed: Error {
        let event: String
    }

    private var hubs: [Int: MemoryHub] = [:]
    private var offices: [Int: MemoryOffice] = [:]
    private var names: [Int: Int] = [:]
    private var sealed: [Int: SealedChangeSet] = [:]
    private var line: (office: Int, hub: Int, session: OfficeSession, hubSession: HubSession)?
    private var outbox: [OfficeMessage] = []
    private var inbox: [HubMessage] = []
    private var nonce: UInt64 = 0
    private let group = SmallGroup()
    private let world: WorldRecording

    init(_ world: WorldRecording) {
        self.world = world
        hubs[0] = group.hub
        for (number, name) in world.names {
            guard let number = Int(number), let place = ["A", "B", "C"].firstIndex(of: name) else {
                continue
            }
            names[number] = place
            var office = MemoryOffice(replica: group.peers[place].replica)
            office.pushCountMax = 1
            if number < 3 { offices[number] = office }
        }
    }

    mutating func play() throws {
        for event in world.events.split(separator: " ") {
            do { try play(event) } catch { throw Derailed(event: "\(event): \(error)") }
        }
        for _ in 0..<5 {
            for office in world.final {
                try open(office, world.hub)
                try finish()
            }
        }
    }

    private mutating func play(_ event: Substring) throws {
        let parts = event.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
        let number = { (index: Int) in parts.count > index ? Int(parts[index]) ?? -1 : -1 }
        switch event.first {
        case "k": try hubWrites(number(0), parts[2])
        case "w": write(number(0), number(1), parts[2])
        case "h": try open(number(0), number(1))
        case "a": try admit(number(0))
        case "y": try deliver { $0.kind == "acknowledged" }
        case "g": try cutPage(rowsMax: number(0))
        case "f": try deliver { $0.kind == "page" }
        case "s": hubs[number(1)] = hubs[number(0)]
        case "o": offices[number(1)] = offices[number(0)]
        default: throw Derailed(event: String(event))
        }
    }

    // MARK: Writes

    private func record(_ name: Substring) -> RecordID {
        // In the model's order, which is that of texts: p1, p10, p2.
        let text = Array(name.utf8.prefix(8)) + [UInt8](repeating: 0, count: 8)
        return RecordID(bits: text.prefix(8).reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// One change set that moves records: `p1:AB;p2:B`.
    private mutating func hubWrites(_ hub: Int, _ text: Substring) throws {
        let moves = text.split(separator: ";").map { move in
            let parts = move.split(separator: ":", omittingEmptySubsequences: false)
            let wanted = parts[1].compactMap { ["A", "B", "C"].firstIndex(of: String($0)) }
            return (record: record(parts[0]), offices: wanted)
        }
        try place(moves, hub)
    }

    private mutating func place(
        _ moves: [(record: RecordID, offices: [Int])], _ hub: Int
    ) throws {
        var here = group
        here.hub = hubs[hub] ?? MemoryHub()
        nonce += 1
        here.now = Timestamp(milliseconds: Int64(nonce))
        try here.place(moves)
        hubs[hub] = here.hub
    }

    private mutating func write(_ office: Int, _ number: Int, _ text: Substring) {
        let ops = text.split(separator: ";").map { op in
            let parts = op.split(separator: ":", omittingEmptySubsequences: false)
            let key = Int(parts[2]) ?? 0
            let seen = parts[4].split(separator: "+").compactMap { entry in
                let pair = entry.split(separator: ".").compactMap { Int($0) }
                return sealed[pair[0]].map {
                    EntryID(changeSet: $0.id, index: UInt32(pair[1]))
                }
            }
            return Op(
                record: record(parts[0]), type: "p", attribute: String(parts[1]),
                key: parts[1] == "tags" ? SmallSchema.number(key) : [],
                value: Int(parts[3]).map { SmallSchema.number($0) }, replaces: seen)
        }
        guard let store = offices[office] else { return }
        let change = SealedChangeSet(
            sealing: ChangeSet(
                replica: store.replica, actor: nil, role: .office,
                claimedAt: Timestamp(milliseconds: Int64(number)), parent: store.tip,
                nonce: UInt64(number), ops: ops))
        sealed[number] = change
        offices[office]?.adopt(OwnChangeSet(change))
    }

    // MARK: Exchanges

    private mutating func open(_ office: Int, _ hub: Int) throws {
        guard let store = offices[office], let place = names[office] else {
            throw Derailed(event: "no office \(office)")
        }
        let session = OfficeSession(now: group.now)
        line = (office, hub, session, HubSession(peer: group.peers[place]))
        inbox = []
        outbox = [
            try session.hello(
                group: SmallGroup.id, replica: store.replica, schemaVersion: 1, ledger: store)
        ]
        try send()
        try deliver { $0.kind == "welcome" }
    }

    /// Hands the office's next message to the hub.
    private mutating func send() throws {
        guard var line, var hub = hubs[line.hub], !outbox.isEmpty else { return }
        let message = outbox.removeFirst()
        inbox += try line.hubSession.receive(
            message, admission: group.admission, group: SmallGroup.id, now: group.now, ledger: &hub)
        hubs[line.hub] = hub
        self.line = line
    }

    private mutating func deliver(_ isMeant: (HubMessage) -> Bool) throws {
        guard var line, var store = offices[line.office],
            let index = inbox.firstIndex(where: isMeant)
        else { return }
        let message = inbox.remove(at: index)
        outbox += try line.session.receive(message, ledger: &store)
        offices[line.office] = store
        self.line = line
    }

    /// The model admits this change set now.
    ///
    /// If the real office thinks it must say others first, they are ones the hub has: it remembers
    /// less than the model's, never more.
    private mutating func admit(_ number: Int) throws {
        guard let change = sealed[number], let line else { return }
        if hubs[line.hub]?.answer(to: change.id) == nil { try adoptOrphans(change, line) }
        while case .push(let batch) = outbox.first {
            let isMeant = batch == [change.bytes]
            try send()
            if isMeant { return }
            try deliver { $0.kind == "acknowledged" }
        }
        guard hubs[line.hub]?.answer(to: change.id) != nil else {
            throw Derailed(event: "the office does not push change set \(number)")
        }
    }

    /// The model gives a record that a rewound hub never heard of to whoever writes to it.
    private mutating func adoptOrphans(
        _ change: SealedChangeSet,
        _ line: (office: Int, hub: Int, session: OfficeSession, hubSession: HubSession)
    ) throws {
        for op in change.content.ops where op.attribute != "plan" {
            guard hubs[line.hub]?.records[op.record] == nil, let place = names[line.office] else {
                continue
            }
            try self.place([(op.record, [place])], line.hub)
        }
    }

    private mutating func cutPage(rowsMax: Int) throws {
        while case .push = outbox.first {
            try send()
            try deliver { $0.kind == "acknowledged" }
        }
        guard case .pull(let pull) = outbox.first else { return }
        outbox[0] = .pull(OfficeMessage.Pull(cursor: pull.cursor, rowsMax: rowsMax))
        try send()
    }

    private mutating func finish() throws {
        while true {
            if let first = inbox.first {
                try deliver { $0 == first }
            } else if case .push(let batch) = outbox.first, let line {
                for bytes in batch
                where hubs[line.hub]?.answer(
                    to: SealedChangeSet.address(of: bytes)) == nil
                {
                    try adoptOrphans(try SealedChangeSet(opening: bytes), line)
                }
                try send()
            } else if outbox.isEmpty {
                return
            } else {
                try send()
            }
        }
    }

    // MARK: The end

    /// What differs from the model's end; empty when nothing does.
    func differences() -> [String] {
        var found: [String] = []
        guard let hub = hubs[world.hub] else { return ["no hub"] }
        var live: [RecordID: Set<EntryID>] = [:]
        for (name, entries) in world.live {
            live[record(name[...])] = Set(
                entries.compactMap { entry in
                    let pair = entry.split(separator: ".").compactMap { Int($0) }
                    return sealed[pair[0]].map {
                        EntryID(changeSet: $0.id, index: UInt32(pair[1]))
                    }
                })
        }
        for (id, stored) in hub.records where live[id] ?? [] != data(stored.state) {
            found.append("hub, record \(id.bits)")
        }
        for office in world.final {
            let base = offices[office]?.base ?? [:]
            let wanted = Set((world.base[String(office)] ?? []).map { record($0[...]) })
            if Set(base.keys) != wanted { found.append("office \(office), which records") }
            for (id, stored) in base where live[id] ?? [] != data(stored.state) {
                found.append("office \(office), record \(id.bits)")
            }
            if offices[office]?.overlay.isEmpty != true {
                found.append("office \(office), overlay")
            }
        }
        return found
    }

    /// The live entries the model knows of; its scopes are no entries.
    private func data(_ state: RecordState) -> Set<EntryID> {
        Set(state.entries.filter { $0.attribute != "offices" }.map(\.id))
    }
}
