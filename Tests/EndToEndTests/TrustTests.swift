import Foundation
import Hub
import Identity
import Merge
import Practice
import Store
import Sync
import Testing
import Wire

extension EndToEnd {
    /// The hub speaks with nobody but the replica whose certificate it issued.
    struct TrustTests {
        private func refused(
            _ group: Group, _ identity: TLSIdentity, authority: String? = nil,
            _ hello: OfficeMessage
        ) async throws {
            let before = try group.position
            let client = HubClient(
                host: "localhost", port: group.port, identity: identity,
                authority: try authority ?? group.a.authority)
            let heard = await Stranger(client: client, hello: hello).call()
            #expect(!Stranger.isTold(heard), "\(heard)")
            #expect(try group.position == before)
        }

        @Test func `a replica with its own certificate is answered`() async throws {
            try await Group.with { group in
                let client = HubClient(
                    host: "localhost", port: group.port, identity: try group.a.identity,
                    authority: try group.a.authority)
                let heard = await Stranger(client: client, hello: try group.a.hello).call()
                #expect(Stranger.isTold(heard))
            }
        }

        @Test func `one office's certificate cannot speak for another`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                try await refused(group, group.a.identity, group.b.hello)
                try Group.copyFolder(
                    group.a.folder + "/identity", to: group.b.folder + "/identity")
                let outcome = try group.b.run("sync")
                #expect(outcome.code == 1, "\(outcome)")
                #expect(outcome.err.contains("join"))
            }
        }

        @Test func `certificates that the hub did not issue or no longer holds are refused`()
            async throws
        {
            try await Group.with { group in
                let (hello, principal) = (try group.a.hello, try group.a.principal)
                let foreign = try Mint.foreign(principal.group)
                try await refused(group, foreign.identity(principal).tls, hello)
                let stolen = try Mint.stolen(from: group.hub)
                try await refused(group, stolen.identity(principal).tls, hello)
                let unknown = Principal(
                    group: principal.group, seat: .coordinator, replica: ReplicaID(bits: 77))
                try await refused(group, stolen.identity(unknown).tls, hello)
                let keys = KeyFolder(group.hub.folder + "/identity")
                let server = TLSIdentity(
                    certificate: try keys.read(.serverCertificate), key: try keys.read(.serverKey))
                try await refused(group, server, hello)
            }
        }

        @Test(arguments: [false, true])
        func `an expired certificate is refused where a fresh one is answered`(
            isExpired: Bool
        ) async throws {
            let now = Clock.now().asDate
            let group = try Template.empty(madeAt: now - 100 * 86_400)
            defer { group.remove() }
            let mint = try Mint.stolen(from: group.hub)
            let replica = ReplicaID(bits: 99)
            let id = mint.authority.root.group
            let principal = Principal(group: id, seat: .coordinator, replica: replica)
            let minted = try mint.identity(principal, at: isExpired ? now - 90 * 86_400 : now)
            let peer = Peer(
                replica: replica, role: .coordinator, office: nil, scopes: [.group, .central])
            try group.hub.open { store in
                try store.write { transaction in
                    try transaction.register(
                        Registration(
                            peer: peer, name: "old", fingerprint: minted.fingerprint.bytes[...],
                            expiresAt: Clock.ahead(years: 1)(), registeredAt: Clock.now()))
                }
            }
            try group.serve()
            let hello = OfficeMessage.hello(
                OfficeMessage.Hello(
                    group: id, replica: replica, schemaVersion: PracticeSchema.current.version,
                    top: Head(position: 0, chain: .origin), cursor: Cursor(from: 0, through: 0),
                    clock: Clock.now(), pending: 0, scopes: peer.scopes))
            let client = HubClient(
                host: "localhost", port: group.port, identity: minted.tls,
                authority: mint.authority.root.pem)
            let heard = await Stranger(client: client, hello: hello).call()
            #expect(Stranger.isTold(heard) == !isExpired, "\(heard)")
        }

        @Test func `a revoked office is refused and keeps what it wrote`() async throws {
            try await Group.with { group in
                try group.a.done(
                    "create", "patient", "family=One", "given=Pat", "birthDate=1980-01-01")
                let replica = try group.a.principal.replica.description
                try group.hub.done("revoke", replica)
                let before = try group.position
                let outcome = try group.a.run("sync")
                #expect(outcome.code == 1, "\(outcome)")
                #expect(outcome.err.contains("revoked"))
                #expect(outcome.err.contains("invitation"))
                #expect(try group.position == before)
                let held = try group.a.run("join", "--token", group.token("A01"))
                #expect(held.code == 1 && held.err.contains("--again"), "\(held)")
                let joined = try group.a.run("join", "--again", "--token", group.token("A01"))
                #expect(joined.code == 0 && joined.err.contains("revoke \(replica)"), "\(joined)")
                try group.a.done("sync")
                #expect(try group.position == before + 1)
            }
        }

        @Test func `revoking ends an open line`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let replica = try group.a.principal.replica.description
                let agent = try group.agent(group.a)
                try group.central.done("create", "payor", "code=EARLY", "name=Early")
                try group.sync(group.central)
                let isOn = try Deadline.reached(within: 20) {
                    try group.a.run("show", "payor", "EARLY").code == 0
                }
                #expect(isOn)
                try group.hub.done("revoke", replica)
                try group.central.done("create", "payor", "code=LATE", "name=Late")
                try group.sync(group.central)
                let isTold = Deadline.reached(within: 20) {
                    agent.said.contains("revoked")
                }
                #expect(isTold, "\(agent.said)")
                #expect(try group.a.run("show", "payor", "LATE").code == 1)
                #expect(agent.stop() == 0)
            }
        }

        @Test func `plain connections and connections without a certificate hear nothing`()
            async throws
        {
            guard OpenSSL.isHere else { return print("skipped: no openssl here") }
            try await Group.with { group in
                let openssl = OpenSSL(group: group)
                let raw = try RawExchange.bytes(group.a.hello)
                let before = try group.position
                let marker = "office/"
                let own = ["-cert", "replica.pem", "-key", "replica.key"].map {
                    $0.hasPrefix("-") ? $0 : group.a.folder + "/identity/" + $0
                }
                #expect(try openssl.talk(raw, own, until: marker).contains(marker))
                #expect(try !openssl.talk(raw, [], until: marker).contains(marker))
                // Seven bytes hold a TLS alert, the only answer to what is no TLS.
                #expect(try FreePort.reply(group.port, to: raw).count <= 7)
                #expect(try group.position == before)
            }
        }

        @Test(arguments: ["-tls1_2", "-tls1_3"])
        func `a resumed session of a revoked office hears nothing`(version: String) async throws {
            guard OpenSSL.isHere else { return print("skipped: no openssl here") }
            try await Group.with(isQuietAtEnd: false) { group in
                let openssl = OpenSSL(group: group)
                let raw = try RawExchange.bytes(group.a.hello)
                let session = group.folder + "/session"
                let marker = "office/"
                let identity = group.a.folder + "/identity/"
                let first = try openssl.talk(
                    raw,
                    [
                        "-cert", identity + "replica.pem", "-key", identity + "replica.key",
                        "-sess_out", session, version,
                    ], until: marker)
                #expect(first.contains(marker))
                guard FileManager.default.fileExists(atPath: session) else {
                    return print("\(version): the hub offers no session to resume")
                }
                try group.hub.done("revoke", group.a.principal.replica.description)
                let before = try group.position
                let again = try openssl.talk(raw, ["-sess_in", session, version], until: marker)
                print("\(version): \(again.contains("Reused") ? "resumed" : "not resumed")")
                #expect(!again.contains(marker))
                #expect(try group.position == before)
            }
        }
    }
}
