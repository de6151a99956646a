import Backups
import Foundation
import Identity
import Logging
import Merge
import Simulator
import Store
import Sync
import Synchronization
import Testing

@testable import Hub

/// A hub is written to a file and made again from it.
struct BackupTests {
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "thing", "Something of the group.", visibility: .group, writers: .offices,
                [.register("label", .text(max: 40), .latest)])
        ])
    private let key = RecoveryKey()
    private let folder =
        FileManager.default.temporaryDirectory.path + "/backup-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    private func with(_ body: (TestHub, HubDesk) throws -> Void) throws {
        let hub = try TestHub(schema: Self.schema, now: Self.now)
        defer {
            try? hub.remove()
            try? FileManager.default.removeItem(atPath: folder)
        }
        let desk = try hub.desk { Self.now }
        try write(desk, 1)
        try body(hub, desk)
        try desk.store.close()
    }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    private func write(_ desk: HubDesk, _ number: Int) throws {
        let op = Op(
            record: RecordID(bits: UInt128(number)), type: "thing", attribute: "label",
            value: Value([.text("label \(number)")]).encoded)
        try desk.write([op], reason: "a test")
    }

    private func back(_ desk: HubDesk, up file: String) throws -> BackupEntry {
        let writer = BackupWriter(
            to: folder + "/" + file, of: desk.home, schema: Self.schema, software: "test",
            now: Self.now)
        return try desk.store.snapshot { try writer.write($0) }
    }

    private func restored(_ file: String) throws -> (desk: HubDesk, hub: MemoryHubStore) {
        let home = HubHome(folder + "/restored")
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let store = MemoryHubStore(MemoryHub(schema: Self.schema))
        _ = try Restoration(of: folder + "/" + file, with: key, schema: Self.schema, now: Self.now)
            .run(into: store, home: home)
        let rules = HubRules(
            schema: Self.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
        return (try HubDesk(store, in: home, rules: rules, clock: { Self.now }), store)
    }

    @Test func `a backup makes the hub again, in another kind of store too`() throws {
        try with { hub, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            let entry = try back(desk, up: "b")
            #expect(entry.position == 1)
            let copy = try restored("b")
            #expect(copy.desk.group == desk.group && copy.desk.replica == desk.replica)
            #expect(try copy.desk.digests(office: nil) == desk.digests(office: nil))
            #expect(copy.hub.hub.head == (try desk.store.read { try $0.head }))
            // It has the group's authority and opens what offices sealed.
            #expect(
                try HubKeys(in: copy.desk.home).authority.root.fingerprint
                    == HubKeys(in: hub.home).authority.root.fingerprint)
            _ = try copy.desk.withVault()
        }
    }

    @Test func `offices keep what is in no backup, and what was in a lost one`() throws {
        try with { _, desk in
            #expect(throws: BackupError.noKeySet) { try back(desk, up: "a") }
            try desk.set(recovery: key.publicHalf, replacing: false)
            func through() throws -> UInt64 { try desk.store.read { try $0.backedUpThrough } }
            let first = try back(desk, up: "a")
            #expect(try through() == 0)
            try desk.note(first, forgetting: [])
            #expect(try through() == 1)
            try write(desk, 2)
            let second = try back(desk, up: "b")
            try desk.note(second, forgetting: [])
            #expect(try through() == 1)
            try desk.forget(backup: first.path)
            #expect(try through() == 2)
            #expect(throws: BackupError.unknownBackup(first.path)) {
                try desk.forget(backup: first.path)
            }
            try write(desk, 3)
            try desk.note(back(desk, up: "b"), forgetting: [])
            #expect(try desk.backups().map(\.position) == [3])
            try desk.forget(backup: second.path)
            #expect(try through() == 0)
        }
    }

    @Test func `a key gives way only to whoever says so`() throws {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            #expect(throws: BackupError.keySet(fingerprint: key.publicHalf.fingerprint)) {
                try desk.set(recovery: RecoveryKey().publicHalf, replacing: false)
            }
            try desk.set(recovery: RecoveryKey().publicHalf, replacing: true)
            _ = try back(desk, up: "b")
            #expect(throws: BackupFault.otherKey) { try restored("b") }
        }
    }

    @Test func `nothing but an earlier backup is written over, and half of one is none`() throws {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            let letter = folder + "/letter"
            try Data("dear payor".utf8).write(to: URL(filePath: letter))
            #expect(throws: BackupError.isNoBackup(letter)) { try back(desk, up: "letter") }
            #expect(throws: BackupError.unwritable(folder + "/none/b")) {
                try back(desk, up: "none/b")
            }
            let whole = try back(desk, up: "b")
            #expect(try BackupReader(whole.path).check(with: .none).hash == whole.hash)
            let bytes = try Data(contentsOf: URL(filePath: whole.path))
            try bytes.dropLast(40).write(to: URL(filePath: folder + "/cut"))
            #expect(throws: BackupFault.cutShort) { try restored("cut") }
            #expect(try names == ["b", "cut", "letter", "restored"])
        }
    }

    @Test func `two backups of a hub are not written at once`() throws {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            do {
                let other = try BackupLock(desk.home.backupLock)
                _ = other.whileHeld {
                    #expect(throws: BackupError.underWay) { try back(desk, up: "b") }
                }
            }
            #expect(try names.isEmpty)
            _ = try back(desk, up: "b")
        }
    }

    @Test func `a link, a pipe, a folder and a name that no list shows are not written over`()
        throws
    {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            _ = try back(desk, up: "b")
            let bytes = try Data(contentsOf: URL(filePath: folder + "/b"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: folder + "/b")
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            #expect(mkdir(folder + "/folder", 0o700) == 0)
            for name in ["link", "pipe", "folder", "a\u{1B}b", "a\nb"] {
                #expect(throws: BackupError.badPath, "\(name.count)") { try back(desk, up: name) }
            }
            #expect(try names == ["b", "folder", "link", "pipe"])
            #expect(try Data(contentsOf: URL(filePath: folder + "/b")) == bytes)
        }
    }

    @Test func `drafts of a process that died are removed, and no other hub's`() throws {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            let next = BackupFolder(folder, keep: nil).file(of: desk.group, at: Self.now)
            let name = try #require(next.split(separator: "/").last.map(String.init))
            let prefix = "bridgework-hub-" + desk.group.hexadecimal.suffix(8)
            let others = [
                "bridgework-hub-00000000-2026-01-01T000000Z.backup.part",
                prefix + "-2026-01-01T000000Z.backup", "letter.part",
            ]
            for left in others + [prefix + "-2026-01-01T000000Z.backup.part"] {
                try Data("half".utf8).write(to: URL(filePath: folder + "/" + left))
            }
            _ = try back(desk, up: name)
            #expect(try names == (others + [name]).sorted())
        }
    }

    @Test func `what came into the place of an outlived backup stays`() throws {
        try with { _, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            let first = try back(desk, up: "a")
            let second = try back(desk, up: "b")
            for entry in [first, second] { try desk.note(entry, forgetting: []) }
            try Data("a letter".utf8).write(to: URL(filePath: second.path))
            let outlived = BackupFolder(folder, keep: 1).outlived(
                try desk.backups(), by: folder + "/c")
            #expect(outlived.map(\.path) == [first.path, second.path])
            BackupFolder.remove(outlived)
            #expect(try names == ["b"])
            #expect(try String(contentsOfFile: second.path, encoding: .utf8) == "a letter")
        }
    }

    @Test func `a serving hub is backed up when it is due, and keeps as many as were asked for`()
        async throws
    {
        let hub = try TestHub(schema: Self.schema, now: Self.now)
        defer {
            try? hub.remove()
            try? FileManager.default.removeItem(atPath: folder)
        }
        let clock = Mutex(Self.now)
        let desk = try hub.desk { clock.withLock { $0 } }
        let service = BackupService(
            desk, into: BackupFolder(folder, keep: 2), every: .seconds(3_600), software: "test",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // Without a key there is none, and it is the hub's own fault until there is.
        #expect(await service.step() == .seconds(900))
        #expect(desk.faults.last?.text.contains("recovery key") == true)
        try desk.set(recovery: key.publicHalf, replacing: false)
        for count in [1, 2, 2, 2] {
            #expect(await service.step() == .seconds(3_600))
            #expect(try names.count == count && desk.backups().count == count)
            clock.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + 1_800_000) }
            #expect(await service.step() == .seconds(1_800))
            clock.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + 1_800_000) }
        }
        #expect(try desk.backups().map(\.path).sorted() == names.map { folder + "/" + $0 })
        try desk.store.close()
    }

    @Test func `a row of the history that another hand changed is not backed up in silence`() throws
    {
        try with { hub, desk in
            try desk.set(recovery: key.publicHalf, replacing: false)
            var changed = MemoryHub(schema: Self.schema)
            try desk.store.read { transaction in
                try transaction.visitRows { row in try changed.restore(row.withLaterTime) }
            }
            let writer = BackupWriter(
                to: folder + "/b", of: hub.home, schema: Self.schema, software: "test",
                now: Self.now)
            #expect(throws: HubCopyFault.historyBroken(position: 1)) {
                try writer.write(changed)
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/b"))
        }
    }
}

extension HubRow {
    /// The row as if a change set counted from another time.
    fileprivate var withLaterTime: HubRow {
        guard case .changeSet(let admitted) = self else { return self }
        return .changeSet(
            Admitted(
                head: admitted.head, id: admitted.id, replica: admitted.replica,
                effectiveAt: Timestamp(milliseconds: 5), verdicts: admitted.verdicts,
                bytes: admitted.bytes))
    }
}
