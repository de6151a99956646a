import Foundation
import HouseKit
import Testing

/// `upgrade`, at an office and at the hub.
struct UpgradeCommandTests {
    @Test(arguments: ["A01", "hub"])
    func `a store of this release has nothing to upgrade`(name: String) async throws {
        let store = try await LooseStore(name)
        for words in ["upgrade --dry-run", "upgrade"] {
            let rows = try await store.rows(words)
            #expect(rows.map { $0["part"] } == ["tables", "record types", "rules"])
            #expect(rows.allSatisfy { $0["upgrade"] == "false" && $0["store"] == $0["program"] })
            #expect(try await store.run(words).err.contains("nothing to upgrade"))
        }
        #expect(try await store.done("verify") == "ok")
    }

    @Test func `there must be a store, and one of that kind`() async throws {
        let store = try await LooseStore("A01")
        let hub = try await LooseStore("hub")
        let none = try await store.bare("upgrade --dry-run --store /nowhere/at/all")
        #expect(none.code == 1 && none.refusal.contains("there is no store"))
        let other = try await hub.bare("upgrade --store \(store.folderPath)")
        #expect(other.code == 1 && other.refusal.contains("store of a replica"))
    }
}
