import ArgumentParser
import Foundation
import HouseKit
import Identity
import Merge
import Replica
import Store
import Testing

@testable import OfficeCommand

/// What a desk on the network is opened with, and what is refused before it listens.
struct NetworkDeskTests {
    private let folder: String
    private let store: StoreFolder
    private let made: WebAuthority

    init() throws {
        folder = NSTemporaryDirectory() + "network-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        store = StoreFolder(folder)
        made = try WebAuthority(
            for: ["desk.lan", "10.0.0.7"], group: RecordID(bits: 7), now: SystemClock.now().date)
    }

    private func file(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func pair(mode: Int = 0o600) throws -> (certificate: String, key: String) {
        (try file("desk.pem", made.pem), try file("desk.key", made.keyPEM, mode: mode))
    }

    private func desk(
        _ place: String = "10.0.0.7", _ pair: (certificate: String, key: String)? = nil,
        hosts: [String] = []
    ) throws -> NetworkDesk {
        try NetworkDesk(at: place, port: 7_447, pair, hosts: hosts, store: store)
    }

    @Test func `it answers to the names of its certificate, or to those of them that are given`()
        throws
    {
        #expect(try desk("0.0.0.0", pair()).names == ["desk.lan", "10.0.0.7"])
        let one = try desk("0.0.0.0", pair(), hosts: ["10.0.0.7"])
        #expect(one.names == ["10.0.0.7"] && one.link(7_447) == "https://10.0.0.7:7447/")
        #expect(one.link(443) == "https://10.0.0.7/")
        #expect(throws: WebCertificateFault.notFor("evil.example")) {
            try desk("0.0.0.0", pair(), hosts: ["desk.lan", "evil.example"])
        }
    }

    @Test func `a certificate that was renewed is taken up, and one that does not serve is not`()
        throws
    {
        var watch = try desk("10.0.0.7", pair()).watch
        #expect(watch.look() == .same)
        #expect((396...397).contains(watch.days(at: SystemClock.now().date)))
        let next = try WebAuthority(
            renewing: made.rootPEM, authorityKeyPEM: made.authorityKeyPEM,
            for: ["desk.lan", "10.0.0.7"], now: SystemClock.now().date)
        // Between the two files.
        _ = try file("desk.key", next.keyPEM)
        #expect(watch.look() == .unusable("\(WebCertificateFault.otherKey)"))
        _ = try file("desk.pem", next.pem)
        guard case .renewed = watch.look() else {
            Issue.record("it was not taken up")
            return
        }
        #expect(watch.look() == .same)
        let less = try WebAuthority(
            renewing: made.rootPEM, authorityKeyPEM: made.authorityKeyPEM, for: ["desk.lan"],
            now: SystemClock.now().date)
        _ = try file("desk.key", less.keyPEM)
        _ = try file("desk.pem", less.pem)
        #expect(watch.look() == .unusable("\(WebCertificateFault.notFor("10.0.0.7"))"))
        #expect(store.webCertificateEnd == nil)
    }

    @Test func `an authority that was cut off halfway is gone on with by the same command`() throws
    {
        let folder = store.web
        try folder.create()
        let command = try #require(
            Bridgework.parseAsRoot(["desk", "authority", "--host", "desk.lan"]) as? DeskAuthority)
        let (group, now) = (RecordID(bits: 7), SystemClock.now().date)
        let first = try command.made(in: folder, for: group, now)
        #expect(throws: NetworkDeskProblem.authorityExists) {
            try command.made(in: folder, for: group, now)
        }
        // The power goes before the desk's certificate is there, or its key.
        for gone in [[KeyFile.webCertificate], [.webCertificate, .webKey]] {
            for file in gone { try folder.remove(file) }
            #expect(throws: NetworkDeskProblem.noCertificate) { try desk() }
            let again = try command.made(in: folder, for: group, now)
            #expect(again.fingerprint == first.fingerprint)
            #expect(try desk().names == ["desk.lan"])
            #expect(store.webCertificateEnd != nil)
        }
        // Before the authority's key is there: nobody has heard of its root.
        for file in [KeyFile.webCertificate, .webKey, .webAuthorityKey] { try folder.remove(file) }
        let other = try command.made(in: folder, for: group, now)
        #expect(other.fingerprint != first.fingerprint)
        try folder.remove(.webCertificate)
        let renewing = try #require(
            Bridgework.parseAsRoot(["desk", "authority", "--renew"]) as? DeskAuthority)
        #expect(throws: NetworkDeskProblem.noHosts) {
            try renewing.made(in: folder, for: group, now)
        }
    }

    @Test func `without a certificate it says how to come by one`() {
        #expect(throws: NetworkDeskProblem.noCertificate) { try desk() }
        #expect("\(NetworkDeskProblem.noCertificate)".contains("desk authority --host NAME"))
    }

    @Test func `files that do not serve are refused by what is wrong with them`() throws {
        let good = try pair()
        #expect(throws: ImportFile.Problem.self) {
            try desk("10.0.0.7", (folder + "/no", good.key))
        }
        #expect(throws: WebCertificateFault.noCertificate) {
            try desk("10.0.0.7", (good.key, good.key))
        }
        #expect(throws: WebCertificateFault.noKey) {
            try desk("10.0.0.7", (good.certificate, good.certificate))
        }
        let other = try file("other.key", made.authorityKeyPEM)
        #expect(throws: WebCertificateFault.otherKey) {
            try desk("10.0.0.7", (good.certificate, other))
        }
        let open = try pair(mode: 0o644)
        #expect(throws: NetworkDeskProblem.exposedKey(open.key)) { try desk("10.0.0.7", open) }
        #expect(try desk("10.0.0.7", pair(mode: 0o640)).names.count == 2)
    }

    @Test(
        arguments: [
            ("192.0.2.7", "192.0.2.7", 7_447), ("192.0.2.7:8443", "192.0.2.7", 8_443),
            ("::1", "::1", 7_447), ("[2001:db8::7]:443", "2001:db8::7", 443), ("[::]", "::", 7_447),
            ("0.0.0.0:0", "0.0.0.0", 0),
        ] as [(String, String, Int)])
    func `a place is an address, with a port or without`(
        place: String, address: String, port: Int
    ) throws {
        let found = try NetworkDesk.parted(place, 7_447)
        #expect(found.address == address && found.port == port)
    }

    @Test(arguments: [
        "", "desk.lan", "10.0.0", "10.0.0.7:", "10.0.0.7:x", "10.0.0.7:65536", "10.0.0.7:-1",
        "[::1", "[::1]x", "[::1]:", "https://10.0.0.7", "10.0.0.7:80:80",
    ])
    func `a name, a half or a port that is none is no place`(place: String) {
        #expect(throws: NetworkDeskProblem.noAddress) { try NetworkDesk.parted(place, 7_447) }
    }

    @Test(arguments: [
        "desk --lan 10.0.0.7 --as ada", "desk --certificate a.pem --lan 10.0.0.7",
        "desk --key a.pem --lan 10.0.0.7", "desk --certificate a.pem --key a.pem",
        "desk --host desk.lan", "desk --listen 0.0.0.0", "desk authority",
        "desk authority --host a.lan --renew --again",
    ])
    func `options that do not go together are misuse`(line: String) {
        #expect(throws: (any Error).self) {
            try Bridgework.parseAsRoot(line.split(separator: " ").map(String.init))
        }
    }

    @Test(arguments: ["desk", "desk --lan 0.0.0.0:8443 --host desk.lan", "desk --as ada --port 0"])
    func `the desk is opened without another word`(line: String) throws {
        let command = try Bridgework.parseAsRoot(line.split(separator: " ").map(String.init))
        #expect(command is OpenDesk)
    }
}
