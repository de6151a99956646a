import Foundation
import Merge
import Testing

@testable import Store

/// Needs to mount a small file system; where that is not allowed, it says so and passes.
@Suite(.serialized)
struct DiskFullTests {
    static let canMount: Bool = {
        let probe = NSTemporaryDirectory() + "store-tests-mount"
        mkdir(probe, 0o700)
        defer { rmdir(probe) }
        guard mount("tmpfs", probe, "tmpfs", 0, "size=64k") == 0 else { return false }
        return umount(probe) == 0
    }()

    @Test(.enabled(if: canMount, "this user may not mount a small file system"))
    func `a full disk refuses the write and loses nothing`() throws {
        let scratch = try ScratchFolder()
        let disk = scratch.path + "/disk"
        mkdir(disk, 0o700)
        try #require(mount("tmpfs", disk, "tmpfs", 0, "size=2m,mode=700") == 0)
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let inner = StoreFolder(disk + "/store")
        let store = try Store(
            creating: inner, kind: .replica, schema: Sample.schema, meta: [:])
        var stored = 0
        var failure: (any Error)?
        while failure == nil, stored < 1_000 {
            do {
                try DiskFullTests.write(stored, to: store)
                stored += 1
            } catch { failure = error }
        }
        #expect(failure as? StoreError == .diskFull(file: inner.database))
        #expect(stored > 3)
        #expect(try store.read { try $0.count(of: Sample.thing) } == stored)
        // Somebody frees space.
        try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=16m") == 0)
        try DiskFullTests.write(stored, to: store)
        #expect(try store.read { try $0.count(of: Sample.thing) } == stored + 1)
        #expect(try store.integrityProblems() == [])
        try store.close()
    }

    private static func write(_ number: Int, to store: Store) throws {
        try store.write { transaction in
            let blob = (0..<20_000).map { _ in UInt8.random(in: 0...255) }
            let write = Sample.write(Sample.id(number), "raw", .blob(blob[...]))
            _ = try transaction.append(
                ChangeSet(
                    replica: ReplicaID(bits: 7), actor: nil, role: .office,
                    claimedAt: Timestamp(milliseconds: 1), parent: nil, nonce: UInt64(number),
                    ops: [write.op(seeing: RecordState(), shape: nil)]))
        }
    }
}
