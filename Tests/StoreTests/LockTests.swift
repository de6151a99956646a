import Foundation
import Merge
import Testing

@testable import Store

struct LockTests {
    @Test func `a second opener in the process is refused`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        #expect(throws: StoreError.inUse(folder: office.folder.path, holder: getpid())) {
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

    @Test func `closing lets the next one in while a child process holds the descriptor`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        // Between fork and exec a child has a copy of every descriptor; here this process has.
        let copies = open.compactMap(Int32.init).filter { descriptor in
            var target = [CChar](repeating: 0, count: 4_096)
            let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            let path = target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
            return String(decoding: path, as: UTF8.self) == office.folder.lock
        }.map { dup($0) }
        defer { for copy in copies { close(copy) } }
        #expect(copies.count == 1)
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
