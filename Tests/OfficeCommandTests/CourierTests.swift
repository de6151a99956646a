import Backups
import Foundation
import HouseKit
import Hub
import Identity
import Logging
import Merge
import Replica
import Store
import Sync
import Testing

@testable import OfficeCommand

/// The conversation by file, between a house's desks and its hub.
struct CourierTests {
    let house: House
    private let folder: String

    init() async throws {
        house = try await House()
        folder = NSTemporaryDirectory() + "courier-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        for name in ["A01", "B01"] { try certify(house[name].desk) }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    /// Gives a desk the certificate that joining would have given it.
    private func certify(_ desk: Desk) throws {
        let authority = try CertificateAuthority(
            from: KeyFolder(house.hub.folderPath + "/identity"))
        let keys = KeyFolder(desk.store.folder.identity)
        try keys.create()
        let request = try SigningRequest()
        let office = try #require(desk.office)
        let issued = try authority.issueReplica(
            for: request.der,
            principal: Principal(
                group: desk.group, seat: .office(office), replica: desk.replica),
            now: house.clock.now.date)
        try keys.write(request.keyPEM, as: .replicaKey)
        try keys.write(issued.pem, as: .replicaCertificate)
        try keys.write(authority.root.pem, as: .authorityCertificate)
        let now = house.clock.now
        try house.hub.desk.store.write { transaction in
            let known = try #require(try transaction.registration(of: desk.replica))
            try transaction.register(
                Registration(
                    peer: known.peer, name: known.name,
                    fingerprint: issued.fingerprint.bytes[...],
                    expiresAt: Timestamp(date: issued.notAfter), registeredAt: known.registeredAt),
                at: now)
        }
    }

    func create(_ name: String, _ family: String) async throws {
        try await house[name].done(
            "create patient family=\(family) given=Pat birthDate=1980-01-01")
    }

    /// Carries a file up, and the answer to a file of that name.
    func carry(_ name: String, to file: String) async throws {
        try await house[name].done("courier export \(path(file + ".up"))")
        try await house.hub.done("courier import \(path(file + ".up"))")
        try await house.hub.done("courier export \(path(file)) --to \(name)")
    }

    func bring(_ file: String, to name: String = "A01") async throws -> JSONRow {
        try await house[name].row("courier import \(path(file))")
    }

    private func isEqual(_ name: String) async throws -> Bool {
        try await house[name].done("digest")
            == house.hub.done("digest --office \(name)")
    }

    @Test func `what was written goes up, what others wrote comes down, and both are equal`()
        async throws
    {
        try await create("A01", "Alpha")
        try await create("B01", "Beta")
        try await house.centre.done("create payor code=P7 'name=Payor Seven'")
        try house.sync(house.centre)
        try await carry("A01", to: "one")
        let row = try await bring("one")
        #expect(row["outcome"] == "taken" && row["acknowledged"] == "1")
        #expect(row["equal"] == "true")
        #expect(try await house["A01"].row("status")["pending"] == "0")
        #expect(try await isEqual("A01"))
        let codes = try await house["A01"].rows("list payor").compactMap { $0["code"] }
        #expect(codes.contains("P7"))
        // Nothing of the other office's came along.
        let families = try await house["A01"].rows("list patient").compactMap { $0["family"] }
        #expect(families == ["Alpha"])
        try house.sync()
        for name in ["A01", "B01"] { #expect(try await isEqual(name), "\(name)") }
    }

    @Test func `a file counts once, however often and late it comes`() async throws {
        try await create("A01", "First")
        try await carry("A01", to: "one")
        try await create("A01", "Second")
        try await carry("A01", to: "two")
        // The answer to the second overtakes that to the first, and says all of it.
        #expect(try await bring("two")["acknowledged"] == "2")
        for file in ["one", "two", "one"] {
            #expect(try await bring(file)["outcome"] == "known", "\(file)")
        }
        let position = try await house.hub.row("status")["position"]
        for file in ["one.up", "two.up", "one.up"] {
            let row = try await house.hub.row("courier import \(path(file))")
            #expect(row["machine"] == "A01" && row["applied"] != "0")
        }
        #expect(try await house.hub.row("status")["position"] == position)
        #expect(try await isEqual("A01"))
        #expect(try await house["A01"].rows("list patient").count == 2)
    }

    @Test func `one that goes on from where the store is not yet waits, and follows`()
        async throws
    {
        let desk = house["A01"].desk
        let before = try desk.store.read { try $0.cursor }
        try await create("A01", "First")
        try await carry("A01", to: "one")
        _ = try await bring("one")
        try await create("A01", "Second")
        try await carry("A01", to: "two")
        // As a store is that was put back to where it was before the first answer.
        try desk.store.write { try $0.move(to: before) }
        let waiting = try await house["A01"].run("courier import \(path("two")) --format json")
        #expect(waiting.code == 0 && waiting.text.contains("waits"))
        #expect(waiting.err.contains("\(before.through)"))
        #expect(try await house["A01"].run("status").text.contains("1 file waiting"))
        let row = try await bring("one")
        #expect(row["outcome"] == "taken" && row["followed"] == "1")
        #expect(try await !house["A01"].run("status").text.contains("waiting"))
        #expect(try await isEqual("A01"))
    }

    @Test func `a file for another, of another, torn or altered is refused and changes nothing`()
        async throws
    {
        try await create("A01", "Alpha")
        try await carry("A01", to: "one")
        try await carry("B01", to: "other")
        let stranger = try await CourierTests()
        try await stranger.create("A01", "Foreign")
        try await stranger.carry("A01", to: "one")
        let bytes = try Data(contentsOf: URL(filePath: path("one")))
        let up = try Data(contentsOf: URL(filePath: path("one.up")))
        for (name, data) in [("one", bytes), ("up", up)] {
            try data.prefix(data.count - 9).write(to: URL(filePath: path(name + ".torn")))
            var altered = data
            altered[data.count / 2] ^= 1
            try altered.write(to: URL(filePath: path(name + ".altered")))
        }
        try Data("dear hub".utf8).write(to: URL(filePath: path("letter")))
        let cursor = try house["A01"].desk.store.read { try $0.cursor }
        for file in [
            path("other"), path("one.torn"), path("one.altered"), path("letter"),
            path("one.up"), stranger.path("one"), path("none"),
        ] {
            #expect(try await house["A01"].run("courier import \(file)").code == 1, "\(file)")
        }
        #expect(try house["A01"].desk.store.read { try $0.cursor } == cursor)
        let position = try await house.hub.row("status")["position"]
        for file in [
            path("up.torn"), path("up.altered"), path("letter"), path("one"),
            stranger.path("one.up"), path("none"),
        ] {
            #expect(try await house.hub.run("courier import \(file)").code == 1, "\(file)")
        }
        #expect(try await house.hub.run("courier export \(path("x")) --to nobody").code == 1)
        #expect(try await house.hub.run("courier export \(path("x")) --to centre").code == 1)
        #expect(try await house.hub.row("status")["position"] == position)
        #expect(!FileManager.default.fileExists(atPath: path("x")))
        #expect(try await bring("one")["outcome"] == "taken")
        try FileManager.default.removeItem(atPath: stranger.folder)
    }

    @Test func `whoever was shut out, or signs with a key that is not his, is not heard`()
        async throws
    {
        try await create("A01", "Alpha")
        let desk = house["A01"].desk
        let keys = KeyFolder(desk.store.folder.identity)
        let own = try keys.read(.replicaKey)
        try keys.write(SigningRequest().keyPEM, as: .replicaKey)
        try await house["A01"].done("courier export \(path("forged"))")
        let refused = try await house.hub.refusal("courier import \(path("forged"))")
        #expect(refused.contains("not signed"))
        try keys.write(own, as: .replicaKey)
        try await house["A01"].done("courier export \(path("good"))")
        let position = try await house.hub.row("status")["position"]
        try await house.hub.done("revoke A01")
        #expect(try await house.hub.run("courier import \(path("good"))").code == 1)
        #expect(try await house.hub.row("status")["position"] == position)
    }

    @Test func `an answer of several files is whole in any order`() async throws {
        for code in ["P5", "P6", "P7"] {
            try await house.centre.done("create payor code=\(code) 'name=Payor \(code)'")
        }
        try house.sync(house.centre)
        try await create("A01", "Alpha")
        try await house["A01"].done("courier export \(path("up"))")
        try await house.hub.done("courier import \(path("up"))")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let courier = try HubCourier(house.hub.desk, logger: logger, fileBytes: 1, pageRows: 2)
        let answered = try await courier.answer(to: "A01") { bytes, part in
            try Data(bytes).write(to: URL(filePath: path("part-\(part)")))
        }
        let parts = (1...max(1, answered.files)).map { "part-\($0)" }
        try #require((2...16).contains(parts.count))
        // The last comes first, and one of them twice: one place, one file.
        for part in parts.dropFirst().reversed() + [parts[1]] {
            #expect(try await bring(part)["outcome"] == "waits", "\(part)")
        }
        let row = try await bring(parts[0])
        #expect(row["outcome"] == "taken" && row["followed"] == "\(parts.count - 1)")
        #expect(try await isEqual("A01"))
        #expect(try await house["A01"].row("status")["pending"] == "0")
        for part in parts { #expect(try await bring(part)["outcome"] == "known", "\(part)") }
    }

    @Test func `status says what is outstanding, at both ends`() async throws {
        try await create("A01", "Alpha")
        try await house["A01"].done("courier export \(path("up"))")
        #expect(try await house["A01"].run("status").text.contains("not answered"))
        #expect(try await house.hub.row("status")["courierUnanswered"] == "0")
        try await house.hub.done("courier import \(path("up"))")
        #expect(try await house.hub.row("status")["courierUnanswered"] == "1")
        try await house.hub.done("courier export \(path("down")) --to A01")
        #expect(try await house.hub.row("status")["courierUnanswered"] == "0")
        _ = try await bring("down")
        #expect(try await !house["A01"].run("status").text.contains("not answered"))
        let events = try await house.hub.rows("events").compactMap { $0["event"] }
        #expect(events.contains("courier-taken") && events.contains("courier-answered"))
        // A file is not written over by chance.
        #expect(try await house["A01"].run("courier export \(path("up"))").code == 1)
        try await house["A01"].done("courier export \(path("up")) --force")
    }
}
