import Foundation
import Merge
import Sync
import Testing
import Wire

/// The bytes of one exchange as they stand inside TLS, for tools that know only TLS: HTTP/2 with
/// one request and one message in it.
enum RawExchange {
    static func bytes(_ message: OfficeMessage) throws -> [UInt8] {
        let payload = try message.encoded
        let head = frame(
            type: 0, flags: 0, stream: 1, [0] + number(payload.count, 4) + payload)
        return preface + call(stream: 1) + head
    }

    /// So many calls, each with the beginning of a message of that length.
    static func opening(_ calls: Int, length: Int) -> [UInt8] {
        preface
            + streams(calls).flatMap { stream in
                call(stream: stream)
                    + frame(type: 0, flags: 0, stream: stream, [0] + number(length, 4))
            }
    }

    /// So many bytes more for each of those calls.
    static func pieces(_ calls: Int, bytes: Int) -> [UInt8] {
        let piece = [UInt8](repeating: 7, count: bytes)
        return streams(calls).flatMap { frame(type: 0, flags: 0, stream: $0, piece) }
    }

    private static func streams(_ count: Int) -> [Int] { (0..<count).map { 2 * $0 + 1 } }

    private static let preface =
        Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(type: 4, flags: 0, stream: 0, [])

    private static func call(stream: Int) -> [UInt8] {
        let fields = [
            (":method", "POST"), (":scheme", "https"),
            (":path", "/bridgework.v1.Sync/Exchange"), (":authority", "localhost"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ]
        return frame(
            type: 1, flags: 4, stream: stream, fields.flatMap { field($0.0, $0.1) })
    }

    /// A header field that neither side remembers, without compression.
    private static func field(_ name: String, _ value: String) -> [UInt8] {
        [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)]
            + Array(value.utf8)
    }

    private static func frame(
        type: UInt8, flags: UInt8, stream: Int, _ payload: [UInt8]
    ) -> [UInt8] {
        number(payload.count, 3) + [type, flags] + number(stream, 4) + payload
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// `openssl s_client`, as an attacker's tool.
struct OpenSSL {
    let group: Group

    static let url = URL(filePath: "/usr/bin/openssl")

    static var isHere: Bool { FileManager.default.isExecutableFile(atPath: url.path) }

    /// Sends raw bytes through TLS and returns all that came back until the hub hung up, or until
    /// `enough` was among it.
    func talk(_ bytes: [UInt8], _ more: [String], until enough: String) throws -> String {
        let file = group.folder + "/raw-" + UUID().uuidString
        try Data(bytes).write(to: URL(filePath: file))
        let input = try #require(FileHandle(forReadingAtPath: file))
        let run = try Run(
            OpenSSL.url,
            [
                "s_client", "-connect", "localhost:\(group.port)", "-alpn", "h2", "-ign_eof",
                "-CAfile", group.a.folder + "/identity/ca.pem",
            ] + more, input: input)
        _ = try Deadline.reached(within: 4) {
            try !run.process.isRunning || run.soFar().contains(enough)
        }
        if run.process.isRunning { run.kill() }
        return try run.soFar()
    }
}
