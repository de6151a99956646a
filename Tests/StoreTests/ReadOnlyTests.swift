import Foundation
import Merge
import Testing

@testable import Store

/// A store on a disk that takes no writes can be read; needs to mount a small file system.
@Suite(.serialized)
struct ReadOnlyTests {
    private func onDisk(_ body: (_ disk: String, _ folder: StoreFolder) throws -> Void) throws {
        let scratch = try ScratchFolder()
        let disk = scratch.path + "/disk"
        mkdir(disk, 0o700)
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=4m,mode=700") == 0)
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let folder = StoreFolder(disk + "/store")
        let store = try Store(
            creating: folder, kind: .replica, schema: Sample.schema, meta: ["k": "v"])
        try store.close()
        try body(disk, folder)
    }

    private func expectReading(_ folder: StoreFolder) throws {
        let store = try Store(opening: folder, kind: .replica, schema: Sample.schema)
        #expect(store.isReadOnly)
        #expect(try store.read { try $0.meta("k") } == "v")
        #expect(throws: StoreError.readOnly(folder: folder.path)) {
            try store.write { try $0.setMeta("k", "w") }
        }
        #expect(try store.integrityProblems() == [])
        try store.close()
    }

    @Test(.enabled(if: DiskFullTests.canMount, "this user may not mount a small file system"))
    func `a store on a disk mounted for reading is read`() throws {
        try onDisk { disk, folder in
            let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
            try #require(mount("tmpfs", disk, "tmpfs", flags, "size=4m") == 0)
            try expectReading(folder)
        }
    }

    @Test(.enabled(if: DiskFullTests.canMount, "this user may not mount a small file system"))
    func `a store on a disk without a byte to spare is read, and closed without a fault`() throws {
        try onDisk { disk, folder in
            let path = disk + "/filler"
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            let file = open(path, O_WRONLY)
            let block = [UInt8](repeating: 1, count: 4_096)
            while write(file, block, block.count) > 0 {}
            close(file)
            try expectReading(folder)
            #expect(folder.freeBytes == 0)
        }
    }
}
