import Foundation
import Identity
import Merge
import Practice
import Replica
import Store
import Testing

extension EndToEnd {
    /// An office's certificate ends after 45 days, and nobody should notice.
    struct RenewalTests {
        private static let minute: Int64 = 60_000
        private static let day = 24 * 60 * minute

        /// Has an office look after its certificate with a clock that is off by so much.
        ///
        /// - Returns: whether it holds another certificate now.
        private func isRenewed(at site: Site, after milliseconds: Int64) async throws -> Bool {
            let keys = KeyFolder(StoreFolder(site.folder).identity)
            let before = try keys.read(.replicaCertificate)
            let store = try Store(
                opening: StoreFolder(site.folder), kind: .replica, schema: PracticeSchema.current)
            defer { try? store.close() }
            let line = try HubLine(
                Desk(store) {
                    Timestamp(milliseconds: Clock.now().milliseconds + milliseconds)
                })
            try await line.renewIfDue()
            return try keys.read(.replicaCertificate) != before
        }

        @Test func `a certificate near its end is renewed, and the next sync is by the new one`()
            async throws
        {
            try await Group.with { group in
                try group.sync(group.a)
                #expect(try await !isRenewed(at: group.a, after: 0))
                #expect(try await !isRenewed(at: group.a, after: 29 * Self.day))
                #expect(try await isRenewed(at: group.a, after: 31 * Self.day))
                #expect(try !group.a.run("sync").err.contains("warning"))
            }
        }

        @Test func `no certificate is judged by a clock that was set back, and slack is no such`()
            async throws
        {
            try await Group.with { group in
                try group.sync(group.a)
                #expect(try await !isRenewed(at: group.a, after: -4 * Self.minute))
                await #expect(throws: ReplicaError.clockBehind(minutes: 59)) {
                    try await isRenewed(at: group.a, after: -60 * Self.minute)
                }
            }
        }
    }
}
