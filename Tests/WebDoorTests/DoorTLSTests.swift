import Foundation
import Identity
import Logging
import Merge
import Testing
import WebDesk
import WebDoor

/// What a door on the network shows to whoever comes.
struct DoorTLSTests {
    private static func authority() throws -> WebAuthority {
        try WebAuthority(for: ["127.0.0.1"], group: RecordID(bits: 7), now: Date())
    }

    @Test func `whoever comes after a renewal sees the next certificate, without a new start`()
        async throws
    {
        let first = try Self.authority()
        let next = try WebAuthority(
            renewing: first.rootPEM, authorityKeyPEM: first.authorityKeyPEM, for: ["127.0.0.1"],
            now: Date())
        let tls = try DoorTLS(chainPEM: first.pem, keyPEM: first.keyPEM)
        let ports = AsyncStream<Int>.makeStream()
        let door = WebDoor(
            at: .network(address: "127.0.0.1", port: 0, tls),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) {
            ports.continuation.yield($0)
            return WebDoor.Answer { _ in WebAnswer(200, type: "text/plain", "here") }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await door.run() }
            defer { group.cancelAll() }
            var iterator = ports.stream.makeAsyncIterator()
            let port = try #require(await iterator.next())
            #expect(try await Self.shown(at: port).contains(Self.body(first.pem)))
            try tls.show(chainPEM: next.pem, keyPEM: next.keyPEM)
            let page = try await Self.shown(at: port)
            #expect(page.contains(Self.body(next.pem)) && !page.contains(Self.body(first.pem)))
            // What does not fit together leaves the one before.
            #expect(throws: WebDoorError.unusable) {
                try tls.show(chainPEM: first.pem, keyPEM: next.keyPEM)
            }
            #expect(throws: WebDoorError.unusable) { try tls.show(chainPEM: "", keyPEM: "") }
            #expect(try await Self.shown(at: port).contains(Self.body(next.pem)))
        }
    }

    /// The lines of a certificate.
    private static func body(_ pem: String) -> String {
        pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined(separator: "\n")
    }

    /// What the door shows to OpenSSL's client, in a thread of its own: the door needs those of the
    /// tasks.
    private static func shown(at port: Int) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        let pipe = Pipe()
                        process.executableURL = URL(filePath: "/usr/bin/openssl")
                        process.arguments = [
                            "s_client", "-connect", "127.0.0.1:\(port)", "-showcerts",
                        ]
                        process.standardInput = FileHandle.nullDevice
                        process.standardOutput = pipe
                        process.standardError = FileHandle.nullDevice
                        try process.run()
                        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        return String(decoding: output, as: UTF8.self)
                    })
            }
        }
    }
}
