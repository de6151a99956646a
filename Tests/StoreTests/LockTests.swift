import Foundation
import Merge
import Testing

@testable import Store

struct LockTests {
    @Test func `a second opener in the process is refused`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        #expect(throws: StoreError.inUse(folder: office.folder.path)) {
            try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
        }
    }

    @Test func `a second opener in another process is refused`() async throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let path = office.folder.path
        await #expect(processExitsWith: .exitCode(42)) { [path = path as String] in
            do {
                _ = try Store(
                    opening: StoreFolder(path), kind: .replica, schema: Sample.schema)
            } catch StoreError.inUse { exit(42) }
        }
    }

    @Test func `closing lets the next one in`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.store.close()
        _ = try Store(opening: office.folder, kind: .replica, schema: Sample.schema)
    }

    @Test func `a closed store answers with an error`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.store.close()
        #expect(throws: StoreError.self) { try office.store.read { try $0.meta("kind") } }
        #expect(throws: StoreError.self) { try office.store.write { try $0.setMeta("a", "b") } }
    }
}
