import AsyncHTTPClient
import Foundation
import Testing

@testable import Interface

/// Webhooks that do not take what they are told.
@Suite(.timeLimit(.minutes(1))) struct DeliveryTests {
    /// A port of this machine that takes connections and answers nothing, while this value lives.
    private final class SilentPort {
        let number: Int
        private let descriptor: Int32

        init() throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = descriptor
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                        && getsockname(descriptor, $0, &length) == 0
                }
            }
            try #require(isBound)
            number = Int(in_port_t(bigEndian: address.sin_port))
        }

        deinit {
            close(descriptor)
        }
    }

    private func tell(_ address: String) async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        var delivery = Delivery(hearer: try Hearer(webhook: address), client: client)
        delivery.duration = .seconds(1)
        let batch = AnnouncedBatch(delivery: "one", announcements: [Announcement(.missed)])
        var failure: (any Error)?
        do { try await delivery.tell(batch) } catch { failure = error }
        try await client.shutdown()
        if let failure { throw failure }
    }

    @Test func `one that never answers is given up in time`() async throws {
        let port = try SilentPort()
        await #expect(throws: DeliveryProblem.tookTooLong) {
            try await tell("http://127.0.0.1:\(port.number)/")
        }
    }

    @Test func `one that is not there is told as such`() async throws {
        let port = try SilentPort().number
        await #expect(throws: DeliveryProblem.self) { try await tell("http://127.0.0.1:\(port)/") }
    }
}
