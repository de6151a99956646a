import Foundation
import Identity
import Merge
import Sync
import Testing
import Wire

extension EndToEnd {
    /// What one office may ask of the hub, and what the others notice of it.
    struct QuotaTests {
        /// Pushes messages of ten pieces that nobody can read, one after the other is answered.
        ///
        /// - Returns: what the hub said to each push.
        private func push(noise count: Int, as site: Site, _ group: Group) async throws
            -> [HubMessage]
        {
            let client = HubClient(
                host: "localhost", port: group.port, identity: try site.identity,
                authority: try site.authority)
            let hello = try site.hello
            return try await client.withExchange { exchange in
                var heard: [HubMessage] = []
                var sent = 0
                try await exchange.send([hello])
                for try await message in exchange.messages {
                    switch message {
                    case .welcome: break
                    case .acknowledged: heard.append(message)
                    case .refused: return heard + [message]
                    default: continue
                    }
                    guard sent < count else { return heard }
                    let pieces = (0..<10).map { [0xFF, UInt8(sent), UInt8($0)][...] as Bytes }
                    try await exchange.send([.push(pieces)])
                    sent += 1
                }
                return heard
            }
        }

        /// Has an office certified again and again; the first refusal ends it.
        private func renewals(of site: Site, _ group: Group, max: Int) async throws -> Int {
            let identity = try site.identity
            let request = try SigningRequest(keyPEM: identity.key)
            let client = HubClient(
                host: "localhost", port: group.port, identity: identity,
                authority: try site.authority)
            for count in 0..<max {
                do {
                    _ = try await client.renew(RenewalRequest(signingRequest: request.pem))
                } catch RegistrationRefusal.tryLater {
                    return count
                }
            }
            return max
        }

        /// Says so often in one exchange that it purged something.
        private func receipts(_ count: Int, as site: Site, _ group: Group) async throws {
            let client = HubClient(
                host: "localhost", port: group.port, identity: try site.identity,
                authority: try site.authority)
            let hello = try site.hello
            try await client.withExchange { exchange in
                try await exchange.send([hello])
                for try await message in exchange.messages {
                    guard case .welcome = message else { continue }
                    for number in 0..<count {
                        let receipt = PurgeReceipt(through: 1, count: UInt64(number))
                        try await exchange.send([.purged(receipt)])
                    }
                    return
                }
            }
        }

        /// Begins exchange after exchange, each with a history that the hub does not hold, until it
        /// is told no.
        private func hellos(as site: Site, _ group: Group, max: Int) async throws -> Int {
            let client = HubClient(
                host: "localhost", port: group.port, identity: try site.identity,
                authority: try site.authority)
            let hello = OfficeMessage.hello(
                OfficeMessage.Hello(
                    group: try site.principal.group, replica: try site.principal.replica,
                    schemaVersion: 1, top: Head(position: 1, chain: ChainHash(bits: 7)),
                    cursor: .origin, clock: Clock.now(), pending: 1, scopes: []))
            for count in 0..<max {
                let answer = try await client.withExchange { exchange in
                    try await exchange.send([hello])
                    for try await message in exchange.messages { return message as HubMessage? }
                    return nil
                }
                if case .refused(let refusal)? = answer {
                    #expect(refusal == .overQuota)
                    return count
                }
            }
            return max
        }

        @Test func `a flood of hellos is refused, fills no log and keeps nobody else out`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let burst = Int(QuotaLimits.exchanges.burst)
                let before = try group.hub.rows("events", "--limit", "100000").count
                let count = try await hellos(as: group.a, group, max: 4 * burst)
                #expect(count >= burst && count < 4 * burst)
                try group.sync(group.b, group.central)
                // The office itself goes on once the flood is over.
                let isIn = try Deadline.reached(within: 30) { try group.a.run("sync").code == 0 }
                #expect(isIn)
                let events = try group.hub.rows("events", "--limit", "100000").dropFirst(before)
                #expect(events.count { $0.text("event") == "history-unknown" } <= 12)
                #expect(events.count { $0.text("event") == "over-quota" } <= 12)
                #expect(events.count < 40)
                let check = try group.hub.run("status", "--check")
                #expect(check.code == 1 && check.out.contains("too many exchanges"), "\(check)")
                #expect(try group.hub.done("verify") == "ok")
            }
        }

        @Test func `floods of a registered office fill no log and stop nobody`() async throws {
            try await Group.with { group in
                let before = try group.hub.rows("events", "--limit", "100000").count
                let count = try await renewals(of: group.a, group, max: 40)
                #expect(count == Int(QuotaLimits.renewals.burst))
                try await receipts(300, as: group.a, group)
                try group.sync(group.b)
                let events = try group.hub.rows("events", "--limit", "100000").dropFirst(before)
                #expect(events.count { $0.text("event") == "certificate-renewed" } <= 12)
                #expect(events.count { $0.text("event") == "purged" } <= 12)
                #expect(events.count < 40)
                let check = try group.hub.run("status", "--check")
                #expect(check.code == 1 && check.out.contains("too many renewals"), "\(check)")
                #expect(try group.hub.done("verify") == "ok")
            }
        }

        @Test func `an office that pushes noise is told to slow down, and nobody else is`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let limit = Int(QuotaLimits.junk.burst)
                let heard = try await push(noise: limit + 2, as: group.a, group)
                #expect(heard.count == limit + 1)
                #expect(heard.last == .refused(.overQuota))
                for message in heard.dropLast() {
                    guard case .acknowledged(let answers) = message else { continue }
                    #expect(answers.map(\.verdicts) == Array(repeating: [.malformed], count: 10))
                }
                // One item for each message, and its office may look at what it was.
                try group.sync(group.central)
                let items = try group.central.rows("quarantine", "list")
                #expect(items.count == limit)
                let shown = try group.central.rows(
                    "quarantine", "show", try #require(items.first?.text("id")))
                #expect(shown.contains { $0.text("value")?.contains("9 others") == true })
                // The office keeps what it has and is told to come back.
                try group.a.done(
                    "create", "patient", "family=Waits", "given=Pat", "birthDate=1980-01-01")
                let outcome = try group.a.run("sync")
                #expect(outcome.code == 3)
                #expect(outcome.err.contains("asks more of the hub than it may"))
                #expect(try group.a.rows("status").first?.number("pending") == 1)
                try group.b.done(
                    "create", "patient", "family=Goes", "given=Pat", "birthDate=1980-01-01")
                try group.b.done("sync")
                let check = try group.hub.run("status", "--check")
                #expect(check.code == 1)
                #expect(check.out.contains("refused within a day for too many unreadable-pushes"))
                let events = try group.hub.rows("events", "--limit", "1000")
                #expect(events.count { $0.text("event") == "over-quota" } == 1)
            }
        }
    }
}
