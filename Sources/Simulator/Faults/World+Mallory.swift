import Merge
import Sync

// Mallory holds the certificate of the first office and says whatever she likes. She may write what
// that office may write, and nothing else; nothing she says may stop anybody.

extension World {
    static let mallory = Peer(
        replica: ReplicaID(bits: 0xE711), role: .office, office: offices[0],
        scopes: [.group, .office(offices[0])])

    mutating func mallorySpeaks() throws {
        var session = HubSession(peer: World.mallory)
        var messages: [OfficeMessage] = []
        if dice.isLucky(80) { messages.append(malloryHello()) }
        for _ in 0...dice.below(3) {
            messages.append(dice.isLucky(25) ? nonsense() : .push(malloryPush()))
        }
        trace.note(clock, "mallory", UInt64(messages.count))
        let before = hub.head
        for message in messages {
            if case .push(let batch) = message { batch.forEach { journal.pushedByMallory($0) } }
            let answers = try hubTransaction(message, &session)
            if case .refused? = answers.last { sightings.saw(.hostileMessage) }
        }
        if dice.below(150) == 0 { try malloryFillsRecord() }
        if hub.head != before { sightings.saw(.hostileWrite) }
    }

    /// She writes more into one record than a record may hold, half a megabyte at a time.
    private mutating func malloryFillsRecord() throws {
        let value = [UInt8](repeating: 7, count: 480 << 10)[...]
        var session = HubSession(peer: World.mallory)
        _ = try hubTransaction(malloryHello(), &session)
        for number in 0..<10 {
            let content = ChangeSet(
                replica: World.mallory.replica, actor: nil, role: .office, reason: "because",
                claimedAt: now, parent: nil, nonce: dice.next(),
                ops: (0..<2).map { half in
                    Op(
                        record: Workload.tallied, type: "tally", attribute: "zzz",
                        key: [UInt8(number), UInt8(half)], value: value)
                })
            let bytes = SealedChangeSet(sealing: content).bytes
            journal.pushedByMallory(bytes)
            for case .acknowledged(let answers) in try hubTransaction(.push([bytes]), &session) {
                let isFull = answers.contains { $0.verdicts.contains(.recordFull) }
                sightings.saw(.recordFull, isFull ? 1 : 0)
            }
        }
    }

    private mutating func malloryHello() -> OfficeMessage {
        let extremes: [UInt64] = [0, 1, .max, hub.head.position]
        let position = { (dice: inout Dice) in extremes[dice.below(extremes.count)] }
        return .hello(
            OfficeMessage.Hello(
                group: World.group, replica: World.mallory.replica, schemaVersion: .max,
                top: Head(position: position(&dice), chain: ChainHash(bits: dice.bits())),
                cursor: Cursor(from: position(&dice), through: position(&dice)),
                clock: Timestamp(milliseconds: .min), pending: position(&dice),
                scopes: World.mallory.scopes))
    }

    private mutating func nonsense() -> OfficeMessage {
        switch dice.below(4) {
        case 0: .pull(OfficeMessage.Pull(cursor: Cursor(from: .max, through: 0), rowsMax: .min))
        case 1: .pull(OfficeMessage.Pull(cursor: Cursor(from: 0, through: .max), rowsMax: .max))
        case 2: .push([Bytes](repeating: [], count: SyncLimits.pushCountMax + 1))
        default: .pull(OfficeMessage.Pull(cursor: .origin, waits: true))
        }
    }

    private mutating func malloryPush() -> [Bytes] {
        (0...dice.below(3)).map { _ in
            if dice.isLucky(25) {
                sightings.saw(.malformedBytes)
                return garbage()
            }
            let isForeign = dice.isLucky(15)
            let content = ChangeSet(
                replica: isForeign ? sites[1].peer.replica : World.mallory.replica, actor: nil,
                role: dice.isLucky(10) ? .admin : .office, reason: "because",
                claimedAt: Timestamp(milliseconds: dice.isLucky(50) ? .max : .min), parent: nil,
                nonce: dice.next(), ops: (0...dice.below(4)).map { _ in malloryOp() })
            return SealedChangeSet(sealing: content).bytes
        }
    }

    private mutating func garbage() -> Bytes {
        guard let stolen = dice.one(of: hub.history)?.bytes, !stolen.isEmpty else { return [1] }
        var bytes = Array(stolen.prefix(1 + dice.below(stolen.count)))
        bytes[dice.below(bytes.count)] ^= UInt8(1 << dice.below(8))
        return bytes[...]
    }

    /// Writes under an id that everybody could work out when ids were derived without a secret:
    /// the case of a doctor in a contract at an office, before the hub opens it.
    private mutating func squat() -> Op {
        let names = ["practitioner", "payor_contract", "office"].map { type in
            dice.one(of: hub.records(of: type).map(\.description)) ?? ""
        }
        let namespace = RecordID(bits: 0x6f0c_1d1e_58a3_4b7e_9d42_3a57_c01d_b21e)
        let name = (["enrollment"] + names).joined(separator: "\0")
        return Op(
            record: RecordID.v5(namespace: namespace, name: name.utf8), type: "task",
            attribute: "office", value: Value([.blob(World.offices[0].bytes[...])]).encoded)
    }

    private mutating func malloryOp() -> Op {
        let ids = hub.records.keys.sorted()
        let record = dice.one(of: ids) ?? RecordID(bits: dice.bits())
        let stored = hub.records[record]
        let entry = dice.one(of: Array(stored?.state.entries ?? []))
        let elsewhere = dice.one(of: ids).flatMap { hub.records[$0] }
        let foreign = dice.one(of: Array(elsewhere?.state.entries ?? []))
        let type = stored?.type ?? "patient"
        switch dice.below(7) {
        case 0:
            return Op(
                record: record, type: type, attribute: entry?.attribute ?? "name",
                key: entry?.key ?? [], value: nil,
                replaces: [entry?.id ?? EntryID(changeSet: ChangeSetID(bits: 1), index: 0)])
        case 1:
            return Op(
                record: record, type: type, attribute: entry?.attribute ?? "name",
                value: [0x0A, 0], replaces: foreign.map { [$0.id] } ?? [])
        case 2:
            return Op(
                record: record, type: "novelty", attribute: "anything", value: [0xFF])
        case 3:
            return Op(
                record: RecordID(bits: dice.bits()), type: "coverage", attribute: "patient",
                value: Value([.blob(record.bytes[...])]).encoded)
        case 4:
            return Op(
                record: record, type: type, attribute: "offices",
                key: Value([.blob(World.offices[dice.below(3)].bytes[...])]).encoded, value: [])
        case 5: return squat()
        default:
            return Op(
                record: record, type: type, attribute: "invented", value: [],
                replaces: [
                    EntryID(changeSet: ChangeSetID(bits: dice.bits()), index: 65_535)
                ])
        }
    }
}
