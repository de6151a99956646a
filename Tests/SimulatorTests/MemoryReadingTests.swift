import DeskKit
import Merge
import Practice
import Records
import Rulebook
import Store
import Sync
import Testing

@testable import Simulator

/// A simulated disk answers what rules ask as SQLite does, or deeds would be tried on another
/// store than people's.
struct MemoryReadingTests {
    /// What the centre holds after a world of faults, in memory and in SQLite.
    private static func pair(_ seed: UInt64) throws -> (MemoryReading, LoneDesk) {
        var world = World(WorldOptions(seed: seed, events: 900))
        _ = try world.run()
        let site = try #require(world.sites.first { $0.peer.office == nil })
        let lone = try LoneDesk()
        try lone.store.write { transaction in
            for stored in site.disk.visibleRecords.values
            where PracticeSchema.current[stored.type] != nil {
                try transaction.put(
                    PageRow(
                        record: stored.id, type: stored.type,
                        content: .current(Manifest(of: stored.state), stored.state.entries)))
            }
        }
        return (MemoryReading(site.disk, of: site.peer), lone)
    }

    @Test(arguments: [2, 5, 11] as [UInt64])
    func `both show the same records, by type, by reference, by text and settled`(
        seed: UInt64
    ) throws {
        let (memory, lone) = try Self.pair(seed)
        try lone.store.read { disk in
            for type in PracticeSchema.current.types {
                let ids = try disk.records(of: type.name)
                #expect(memory.records(of: type.name) == ids, "\(type.name)")
                for id in ids {
                    let (mine, its) = (try memory.projection(of: id), try disk.projection(of: id))
                    #expect(mine?.1 == its?.1, "\(type.name) \(id)")
                    #expect(try memory.settlements(naming: id) == disk.settlements(naming: id))
                    try Self.compareReferences(of: id, type, memory, disk)
                    #expect(
                        memory.ids(of: type, endingIn: String(id.description.suffix(3)))
                            == (try disk.ids(of: type, endingIn: String(id.description.suffix(3)))))
                }
                guard let key = type.naturalKey, let column = type.column(key) else { continue }
                let texts = try memory.texts(of: type, in: column)
                let stored = try disk.texts(of: type, in: column)
                #expect(texts.map(\.id) == stored.map(\.id))
                #expect(texts.map(\.text) == stored.map(\.text))
            }
        }
    }

    /// Each record by what it refers to.
    private static func compareReferences(
        of id: RecordID, _ type: RecordType, _ memory: MemoryReading, _ disk: StoreTransaction
    ) throws {
        guard let (_, projection) = try disk.projection(of: id) else { return }
        let view = RecordView(id: id, type: type, projection: projection)
        for column in type.columns {
            guard case .reference = column.kind, let scalar = view.scalar(named: column.name),
                let target = scalar.blob.flatMap({ RecordID(bytes: $0) })
            else { continue }
            #expect(
                try memory.records(of: type.name, where: column.name, is: target)
                    == disk.records(of: type.name, where: column.name, is: target))
            for isInError in [true, false] {
                #expect(
                    try memory.ids(of: type, where: column, is: scalar, withErrors: isInError)
                        == disk.ids(of: type, where: column, is: scalar, withErrors: isInError))
            }
        }
    }
}
