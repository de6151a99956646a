import Backups
import Foundation
import HouseKit
import Hub
import Identity
import Merge
import Replica
import Store
import Sync
import Testing

@testable import OfficeCommand

/// What a courier file must not do.
extension CourierTests {
    private func shelf(_ name: String) -> String {
        house[name].desk.store.folder.path + "/courier"
    }

    /// A file on a desk's shelf that nobody wrote, from before everything or after it.
    private func shelve(_ name: String, isAhead: Bool) throws -> String {
        try FileManager.default.createDirectory(
            atPath: shelf(name), withIntermediateDirectories: true)
        let position = (isAhead ? "09" : "00") + String(repeating: "0", count: 18)
        let record = String(repeating: "f", count: 32)
        let path = "\(shelf(name))/\(position)-\(record)-9-1.courier"
        try Data("no letter".utf8).write(to: URL(filePath: path))
        return path
    }

    /// How often the hub has written down that records were purged.
    private func receipts() async throws -> Int {
        try await house.hub.rows("events").count { $0["event"] == "purged" }
    }

    /// A patient that B01 has and that leaves it at its next pull.
    private func depart() async throws {
        let id = try await house["A01"].done("create patient family=Own given=Pat")
        try house.sync()
        try await house.centre.done("edit patient \(id) offices+=B01")
        try house.sync()
        try await house.centre.done("edit patient \(id) offices-=B01")
        try house.sync(house.centre)
    }

    @Test func `to a hub that was restored a file proves nothing about today`() async throws {
        try await create("A01", "Alpha")
        try await house["A01"].done("courier export \(path("up"))")
        let (hub, now) = (house.hub.desk, house.clock.now)
        try hub.store.write { try $0.beginRestoring(from: now, at: now) }
        let awaited = try hub.store.read { try $0.awaited }
        let position = try hub.store.read { try $0.head.position }
        #expect(try await house.hub.refusal("courier import \(path("up"))").contains("restored"))
        #expect(try hub.store.read { try $0.awaited } == awaited)
        #expect(try hub.store.read { try $0.head.position } == position)
        #expect(try await house.hub.rows("events").contains { $0["event"] == "courier-refused" })
        try hub.store.write { try $0.stopAwaiting(awaited, at: now) }
        try await house.hub.done("courier import \(path("up"))")
        #expect(try hub.store.read { try $0.head.position } > position)
    }

    @Test func `frames are not looked at before the signature`() throws {
        let desk = house["A01"].desk
        let keys = KeyFolder(desk.store.folder.identity)
        let der = try #require(PEMText.der(keys.read(.replicaCertificate)))
        let start = CourierStart(
            group: desk.group, from: desk.replica, number: 1, madeAt: desk.now,
            direction: .up(.init(certificate: der[...], answerKey: [4])))
        let key = try SealingKey(in: KeyFolder(house.hub.folderPath + "/identity"))
        let letter = CourierLetter(start: start, frames: [])
        // A frame that is not whole, and no signature.
        let signature = [UInt8](repeating: 0, count: CourierLetter.signatureBytes)
        let file = try CourierSeal.sealed(letter.encoded + [9] + signature, for: key.publicKey)
        let opened = try CourierFile(opening: file, with: key)
        #expect(opened.start == start)
        #expect(throws: CourierFault.unsigned) { try opened.letter { _, _ in false } }
        #expect(throws: CourierFault.damaged) { try opened.letter { _, _ in true } }
        #expect(throws: CourierFault.badAnswerKey) {
            try CourierFile.sealed(letter, for: [4], signing: { _ in signature })
        }
    }

    @Test func `one that waits and is no letter goes, and the file at hand counts`()
        async throws
    {
        try await create("A01", "Alpha")
        try await carry("A01", to: "one")
        let bad = try shelve("A01", isAhead: true)
        let row = try await bring("one")
        #expect(row["outcome"] == "taken" && row["dropped"] == "1")
        #expect(!FileManager.default.fileExists(atPath: bad))
        #expect(try await house["A01"].row("status")["pending"] == "0")
    }

    @Test func `a receipt is said once files that were overtaken are gone, and counted once`()
        async throws
    {
        try await depart()
        try await carry("B01", to: "one")
        _ = try await bring("one", to: "B01")
        #expect(try await receipts() == 0)
        let old = try shelve("B01", isAhead: false)
        try await house["B01"].done("courier export \(path("two.up"))")
        #expect(!FileManager.default.fileExists(atPath: old))
        try await house.hub.done("courier import \(path("two.up"))")
        #expect(try await receipts() == 1)
        try await house.hub.done("courier export \(path("two")) --to B01")
        try await house.hub.done("courier import \(path("two.up"))")
        let late = try await house.hub.run("courier import \(path("one.up"))")
        #expect(late.code == 0 && late.err.contains("a later file"))
        #expect(try await receipts() == 1)
        _ = try await bring("two", to: "B01")
        #expect(try house["B01"].desk.store.read { try $0.receiptDue } == nil)
    }

    @Test func `over a line a receipt is said once no file waits`() async throws {
        try await depart()
        _ = try shelve("B01", isAhead: true)
        try house.sync(house["B01"])
        #expect(try await receipts() == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf("B01")) == [])
    }

    @Test func `an older answer does not empty a store that has other scopes since`()
        async throws
    {
        try await create("A01", "Alpha")
        try await carry("A01", to: "one")
        _ = try await bring("one")
        try await carry("A01", to: "two")
        let desk = house["A01"].desk
        let scopes = try #require(try desk.store.read { try $0.meta("scopes") })
        try desk.store.write { try $0.setMeta("scopes", scopes + " central") }
        #expect(try await bring("two")["outcome"] == "known")
        #expect(try await house["A01"].rows("list patient").count == 1)
        let cursor = try desk.store.read { try $0.cursor }
        #expect(cursor.from > 0)
    }

    @Test func `a shelf that cannot be read is not an empty one`() throws {
        let folder = house["A01"].desk.store.folder
        try FileManager.default.createSymbolicLink(
            atPath: shelf("A01"), withDestinationPath: shelf("A01"))
        #expect(throws: CourierFault.unreadable(shelf("A01"))) { try CourierShelf(folder).count }
    }
}
