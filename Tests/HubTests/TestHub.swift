import Foundation
import Merge
import Store
import Sync

@testable import Hub

/// A hub in a folder of its own, over SQLite.
struct TestHub {
    let folder = StoreFolder(
        FileManager.default.temporaryDirectory.path + "/hub-\(UUID().uuidString)")
    let schema: Schema

    var home: HubHome { HubHome(folder.path) }

    init(schema: Schema, now: Timestamp) throws {
        self.schema = schema
        try SQLiteHub.create(in: folder, schema: schema) { [home] in
            try HubDesk.found(in: home, name: "Group", host: "127.0.0.1", port: 7443, now: now)
        }
    }

    /// Its desk, with rules that allow everything if none are given.
    func desk(
        rules: HubRules? = nil, clock: @escaping @Sendable () -> Timestamp
    ) throws -> HubDesk {
        let lenient = HubRules(
            schema: schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
        let store = try Store(opening: folder, kind: .hub, schema: schema)
        return try HubDesk(SQLiteHub(store), in: home, rules: rules ?? lenient, clock: clock)
    }

    func remove() throws { try FileManager.default.removeItem(atPath: folder.path) }
}
