import Foundation
import Testing
import Wire

extension EndToEnd {
    /// One office that begins messages and finishes none.
    struct UnfinishedTests {
        /// Of one message, just below what a hub takes in one.
        private static let pieceCount = 128
        private static let pieceBytes = 16_000
        /// What the hub may grow by: full messages of four calls on four connections are 32 MiB, a
        /// buffer may have twice that, and what was freed is not given back at once.
        private static let growthMax = 160 << 20

        /// Connects and sends all but the end of so many messages, each in a call of its own.
        ///
        /// It goes slowly, as it reads nothing of what the hub has to say about its windows.
        private func begin(_ calls: Int, as site: Site, _ group: Group) throws -> Daemon {
            let opening = group.folder + "/opening-\(calls)"
            let pieces = group.folder + "/pieces-\(calls)"
            let length = Self.pieceCount * Self.pieceBytes + 1
            try Data(RawExchange.opening(calls, length: length)).write(to: URL(filePath: opening))
            let four = (0..<4).flatMap { _ in
                RawExchange.pieces(calls, bytes: Self.pieceBytes)
            }
            try Data(four).write(to: URL(filePath: pieces))
            let rounds = Self.pieceCount / 4
            let script = """
                (cat "$1"; sleep 1; for i in $(seq \(rounds)); do cat "$2"; sleep 0.05; done; \
                sleep 20) | \(OpenSSL.url.path) s_client -connect localhost:\(group.port) \
                -alpn h2 -quiet -CAfile "$3/ca.pem" -cert "$3/replica.pem" -key "$3/replica.key"
                """
            return try Daemon(
                URL(filePath: "/bin/bash"),
                ["-c", script, "sh", opening, pieces, site.folder + "/identity"],
                log: group.folder + "/unfinished.log")
        }

        private func residentBytes(_ daemon: Daemon) throws -> Int {
            let text = try String(contentsOfFile: "/proc/\(daemon.id)/status", encoding: .utf8)
            let match = try #require(text.firstMatch(of: /VmHWM:\s+([0-9]+) kB/))
            return try #require(Int(match.1)) << 10
        }

        @Test(.enabled(if: OpenSSL.isHere))
        func `unfinished messages of one office cost a hub no more than its budget`()
            async throws
        {
            try await Group.with { group in
                let hub = try #require(group.hubDaemon)
                let before = try residentBytes(hub)
                let greedy = try begin(100, as: group.a, group)
                let crowd = try (0..<8).map { _ in
                    let daemon = try begin(WireLimits.streamsMax, as: group.a, group)
                    Deadline.pause(0.1)
                    return daemon
                }
                defer { for daemon in crowd + [greedy] { daemon.kill() } }
                _ = Deadline.reached(within: 10) {
                    (try? residentBytes(hub)).map { $0 - before > Self.growthMax } ?? false
                }
                let growth = try residentBytes(hub) - before
                #expect(growth <= Self.growthMax, "\(growth >> 20) MiB")
                try group.b.done("sync")
                let closed = try group.hub.rows("status").first?.number("closedAtDoor") ?? 0
                #expect(closed >= 1)
            }
        }
    }
}
