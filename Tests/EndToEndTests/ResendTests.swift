import Foundation
import Merge
import Store
import Sync
import Testing
import Wire

extension EndToEnd {
    /// A change set may be sent any number of times.
    struct ResendTests {
        @Test func `a change set sent three times has one position and one answer`()
            async throws
        {
            try await Group.with { group in
                try group.a.done(
                    "create", "patient", "family=One", "given=Pat", "birthDate=1980-01-01")
                let waiting = try group.a.open { try $0.read { try $0.unacknowledged() } }
                #expect(waiting.count == 1)
                let before = try group.position
                let answers = try await push(waiting, times: 3, group)
                #expect(answers.count == 3)
                #expect(Set(answers.map(\.head.position)) == [UInt64(before + 1)])
                #expect(answers.allSatisfy { $0 == answers[0] })
                #expect(try group.position == before + 1)
                try group.sync(group.a)
                #expect(try group.position == before + 1)
                #expect(try group.a.rows("list", "patient").count == 1)
            }
        }

        private func push(
            _ changeSets: [Bytes], times: Int, _ group: Group
        ) async throws -> [HubMessage.Acknowledgement] {
            let client = HubClient(
                host: "localhost", port: group.port, identity: try group.a.identity,
                authority: try group.a.authority)
            let hello = try group.a.hello
            return try await client.withExchange { exchange in
                var answers: [HubMessage.Acknowledgement] = []
                try await exchange.send([hello])
                for try await message in exchange.messages {
                    if case .acknowledged(let more) = message { answers += more }
                    guard answers.count < times else { break }
                    try await exchange.send([.push(changeSets)])
                }
                return answers
            }
        }
    }
}
