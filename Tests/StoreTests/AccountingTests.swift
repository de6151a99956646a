import Merge
import Simulator
import Sync
import Testing

@testable import Store

/// The accounting over real stores: worlds of the simulator, written to SQLite.
struct AccountingTests {
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `a store accounts for a world as the model's ledgers do`(seed: UInt64) throws {
        var world = World(WorldOptions(seed: seed, events: 120))
        _ = try world.run()
        let scratch = try ScratchFolder()
        let hub = try AccountedStores.hub(world.hub, in: scratch)
        let found = try AccountedStores.audit(StoreBook(hub))
        let wanted = try AccountedStores.audit(world.hub)
        #expect(found.accounts == wanted.accounts)
        #expect(found.total.isKept)
        for (number, site) in world.sites.enumerated() {
            let store = try AccountedStores.office(site.disk, number, in: scratch)
            let found = try AccountedStores.audit(StoreBook(store))
            let wanted = try AccountedStores.audit(site.disk)
            #expect(found.total == wanted.total, "\(site.name)")
            #expect(found.total.isKept)
            try store.close()
        }
        try hub.close()
    }

    @Test(arguments: ["DELETE FROM record WHERE id IN (SELECT id FROM record LIMIT 3)"])
    func `records that somebody deleted from a hub's file are missing`(sql: String) throws {
        try requireMissing(after: sql)
    }

    @Test func `a change set that somebody deleted from a hub's file is missing`() throws {
        try requireMissing(after: "DELETE FROM change_set WHERE ordinal = 4")
    }

    private func requireMissing(after sql: String) throws {
        var world = World(WorldOptions(seed: 5, events: 120))
        _ = try world.run()
        let scratch = try ScratchFolder()
        let hub = try AccountedStores.hub(world.hub, in: scratch)
        #expect(try AccountedStores.audit(StoreBook(hub)).total.isKept)
        try hub.write { try $0.connection.run(sql) }
        let audit = try AccountedStores.audit(StoreBook(hub))
        #expect(audit.total[.missing] > 0)
        #expect(audit.total.isBalanced)
        try hub.close()
    }

    @Test func `a change set that vanished from a replica's own is missing`() throws {
        var world = World(WorldOptions(seed: 6, events: 120))
        _ = try world.run()
        let scratch = try ScratchFolder()
        let site = try #require(world.sites.max { $0.disk.own.count < $1.disk.own.count })
        try #require(site.disk.own.count > 2)
        let store = try AccountedStores.office(site.disk, 0, in: scratch)
        #expect(try AccountedStores.audit(StoreBook(store)).total.isKept)
        try store.write { try $0.connection.run("DELETE FROM change_set WHERE ordinal = 2") }
        #expect(try AccountedStores.audit(StoreBook(store)).total[.missing] == 1)
        try store.close()
    }
}

/// Ledgers of the simulator as SQLite stores.
enum AccountedStores {
    static func audit(_ book: some AccountBook) throws -> WriteAudit {
        var audit = WriteAudit(schema: SimulatedRules.schema, suspectsMax: 50)
        try audit.run(book)
        return audit
    }

    static func hub(_ memory: MemoryHub, in scratch: ScratchFolder) throws -> Store {
        let own = ReplicaID(bits: 0xFFFF)
        let store = try Store(
            creating: StoreFolder(scratch.path + "/hub"), kind: .hub,
            schema: SimulatedRules.schema, meta: ["replica": own.hexadecimal])
        try store.write { transaction in
            for peer in memory.principals.values {
                try transaction.register(
                    Registration(
                        peer: peer, name: "", fingerprint: [],
                        expiresAt: Timestamp(milliseconds: 0),
                        registeredAt: Timestamp(milliseconds: 0)))
            }
            for admitted in memory.history {
                try transaction.append(
                    admitted.id, bytes: admitted.bytes, content: admitted.content,
                    from: admitted.replica, effectiveAt: admitted.effectiveAt,
                    head: admitted.head, verdicts: admitted.verdicts)
            }
            for stored in memory.records.values { try transaction.put(stored, changed: 1) }
        }
        return store
    }

    static func office(
        _ memory: MemoryOffice, _ number: Int, in scratch: ScratchFolder
    ) throws -> Store {
        let store = try Store(
            creating: StoreFolder(scratch.path + "/office-\(number)"), kind: .replica,
            schema: SimulatedRules.schema, meta: ["replica": memory.replica.hexadecimal])
        try store.write { transaction in
            for own in memory.own { _ = try transaction.append(own.sealed.content) }
            for own in memory.own {
                if let answer = own.answer { try transaction.acknowledge(answer) }
            }
            for stored in memory.base.values {
                try transaction.put(
                    PageRow(
                        record: stored.id, type: stored.type,
                        content: .current(Manifest(of: stored.state), stored.state.entries)))
            }
            try transaction.move(to: memory.cursor)
        }
        return store
    }
}
