import Foundation
import Hub
package import Merge
import Practice
import Records
import Replica
import Rulebook
import Store
import Sync

/// A dental group in this process: a hub, its centre and offices, each with a store of its own, and
/// between them the real conversation without a network.
package final class House {
    package let clock = HouseClock()
    package let hub: HubSeat
    private var seats: [String: Seat] = [:]
    private var peers: [ReplicaID: Peer] = [:]
    private let premises: Premises

    /// A house with the centre and the offices A01 and B01, all level.
    package convenience init() async throws {
        let folder = House.newFolder()
        try FileManager.default.copyItem(
            atPath: try await HouseTemplate.folder.value, toPath: folder)
        try self.init(at: folder)
    }

    /// Opens what stands in a folder.
    init(at folder: String) throws {
        premises = Premises(folder)
        let home = StoreFolder(folder + "/hub")
        let store = try Store.opened(home, as: .hub)
        premises.stores.append(store)
        let desk = try HubDesk(
            SQLiteHub(store), in: HubHome(home.path), rules: .practice,
            clock: { [clock] in clock.now }
        ).withVault()
        hub = HubSeat(desk, keeping: premises)
        for registration in try desk.store.read({ try $0.registrations() }) {
            try open(registration.name, registration.peer)
        }
    }

    static func newFolder() -> String {
        NSTemporaryDirectory() + "bridgework-house-" + UUID().uuidString.prefix(8)
    }

    func close() throws {
        for store in premises.stores { try store.close() }
    }

    /// The coordinator's desk.
    package var centre: Seat { self["centre"] }

    /// The desk of that name, which the house must have: an office's code, or `centre`.
    package subscript(_ name: String) -> Seat {
        guard let seat = seats[name] else { preconditionFailure("no desk \(name)") }
        return seat
    }

    /// Makes an office at the centre and seats its machine.
    @discardableResult
    package func join(_ code: String) async throws -> Seat {
        try await centre.done("create office code=\(code) 'name=Office \(code)'")
        try sync(centre)
        return try seat(.office, hub.desk.office(code: code), named: code)
    }

    /// Seats a machine, and brings it level.
    @discardableResult
    package func seat(
        _ role: Role, _ office: RecordID? = nil, named name: String
    ) throws -> Seat {
        let desk = hub.desk
        let id = ReplicaID(bits: UInt128(100 + peers.count) << 64 | UInt128(peers.count + 1))
        let peer = Peer(
            replica: id, role: role, office: office,
            scopes: [.group, office.map { .office($0) } ?? .central])
        let now = clock.now
        try desk.store.write { transaction in
            try transaction.register(
                Registration(
                    peer: peer, name: name, fingerprint: [UInt8](repeating: 1, count: 32)[...],
                    expiresAt: Timestamp(milliseconds: now.milliseconds + 90 * 86_400_000),
                    registeredAt: now), at: now)
        }
        let schema = PracticeSchema.current
        try Store(
            creating: StoreFolder(premises.folder + "/" + name), kind: .replica, schema: schema,
            checks: .practice(schema),
            meta: [
                "replica": id.hexadecimal, "group": desk.group.hexadecimal,
                "role": role.rawValue, "office": office?.hexadecimal,
                "scopes": peer.scopes.map(\.description).joined(separator: " "),
            ].compactMapValues(\.self)
        ).close()
        let seat = try open(name, peer)
        try sync(seat)
        return seat
    }

    @discardableResult
    private func open(_ name: String, _ peer: Peer) throws -> Seat {
        let store = try Store.opened(StoreFolder(premises.folder + "/" + name), as: .replica)
        premises.stores.append(store)
        peers[peer.replica] = peer
        let seat = Seat(try Desk(store) { [clock] in clock.now }, keeping: premises)
        seats[name] = seat
        return seat
    }
}

extension House {
    /// One full exchange of each of these with the hub; without names, of everybody until all have
    /// heard of all.
    package func sync(_ chosen: Seat...) throws {
        let all = seats.sorted { $0.key > $1.key }.map(\.value)
        for seat in chosen.isEmpty ? all : chosen { try exchange(seat.desk) }
        guard chosen.isEmpty else { return }
        let head = try hub.desk.store.read { try $0.head.position }
        for seat in all {
            let known = try seat.desk.store.read { try $0.top.position }
            if known < head { try exchange(seat.desk) }
        }
    }

    private func exchange(_ desk: Desk) throws {
        guard let peer = peers[desk.replica] else { preconditionFailure("a stranger") }
        var office = OfficeSession(now: desk.now)
        var answering = HubSession(peer: peer)
        var toHub = [try desk.hello(&office)]
        var hasFollowed = false
        while !toHub.isEmpty {
            for message in try hubTakes(toHub.removeFirst(), &answering, from: peer) {
                if case .refused(let refusal) = message { throw refusal }
                toHub += try reply(of: desk, &office) { try $0.receive(message, ledger: &$1) }
            }
            guard toHub.isEmpty, office.phase == .level, !hasFollowed else { continue }
            hasFollowed = true
            guard try desk.follow(Routine.practice) else { continue }
            toHub += try reply(of: desk, &office) { try $0.wrote(ledger: &$1) }
        }
        guard office.isDone else { throw Unfinished() }
        try learnAuthors(desk, as: peer)
    }

    /// The hub tells who wrote what waits for a person, as `sync` asks it.
    private func learnAuthors(_ desk: Desk, as peer: Peer) throws {
        let open = try desk.store.write { transaction in
            try transaction.forgetTold()
            return try transaction.unaskedConflicts(limit: 40).map { conflict in
                (conflict, records: try transaction.records(of: conflict))
            }
        }
        guard !open.isEmpty else { return }
        try hub.desk.store.indexHistory()
        for (conflict, records) in open {
            for record in records {
                let told = try hub.desk.store.historicWrites(of: record).map { $0.told(to: peer) }
                try desk.store.write { try $0.note(told, of: record) }
            }
            try desk.store.write { try $0.noteAsked(conflict) }
        }
    }

    private func reply(
        of desk: Desk, _ session: inout OfficeSession,
        _ body: (inout OfficeSession, inout StoreTransaction) throws -> [OfficeMessage]
    ) throws -> [OfficeMessage] {
        let (next, replies) = try desk.take(session, body)
        session = next
        return replies
    }

    private func hubTakes(
        _ message: OfficeMessage, _ session: inout HubSession, from peer: Peer
    ) throws -> [HubMessage] {
        let hub = self.hub.desk
        let (next, replies) = try hub.store.write { [session] transaction in
            try transaction.noteSeen(peer.replica, at: hub.now, address: "ipv4:127.0.0.1:1")
            var next = session
            let replies = try next.receive(
                message, admission: hub.admission, group: hub.group, now: hub.now,
                ledger: &transaction)
            return (next, replies)
        }
        session = next
        return replies
    }

    private struct Unfinished: Error {}
}

/// The folders and open stores of a house, gone once nobody holds the house or one of its desks.
final class Premises {
    let folder: String
    var stores: [Store] = []

    init(_ folder: String) {
        self.folder = folder
    }

    deinit {
        for store in stores { store.closeQuietly() }
        _ = Result { try FileManager.default.removeItem(atPath: folder) }
    }
}
