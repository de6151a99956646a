import Foundation

@testable import Wire

/// Somebody who calls the hub, says so much and then nothing more.
final class SilentCaller {
    /// How far he goes before he falls silent.
    enum Stage: CaseIterable {
        case connected, halfHello, secured, preface, call, halfMessage
        /// So many calls at once, and never a word on the settings of the other side.
        case calls(Int)

        static let allCases: [Stage] = [
            .connected, .halfHello, .secured, .preface, .call, .halfMessage,
        ]
    }

    private let process = Process()
    private let input = Pipe()
    private var socket: Int32 = -1

    init(_ stage: Stage, port: Int, options: [String] = []) throws {
        switch stage {
        case .connected: socket = try SilentCaller.connect(port)
        case .halfHello:
            socket = try SilentCaller.connect(port)
            let half: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]
            _ = send(socket, half, half.count, Int32(MSG_NOSIGNAL))
        case .secured: try talk([], port, options)
        case .preface: try talk(SilentCaller.preface, port, options)
        case .call: try talk(SilentCaller.preface + SilentCaller.call, port, options)
        case .calls(let count):
            let calls = (0..<count).flatMap { SilentCaller.call(stream: 2 * $0 + 1) }
            try talk(SilentCaller.preface + calls, port, options)
        case .halfMessage:
            let half = SilentCaller.frame(type: 0, flags: 0, stream: 1, [0, 0, 0, 2, 0, 1, 2, 3])
            try talk(SilentCaller.preface + SilentCaller.call + half, port, options)
        }
    }

    /// Whether the other side hung up within so many seconds.
    ///
    /// Looks now and then: a thread that waited here would be one of the two that answer.
    func isHungUpOn(within seconds: Double) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if hasHungUp { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private var hasHungUp: Bool {
        guard socket >= 0 else { return !process.isRunning }
        var byte: UInt8 = 0
        while true {
            let count = recv(socket, &byte, 1, Int32(MSG_DONTWAIT))
            if count == 0 || count < 0 && errno == ECONNRESET { return true }
            if count < 0 { return false }
        }
    }

    func leave() {
        if socket >= 0 { close(socket) }
        socket = -1
        if process.isRunning { process.terminate() }
    }

    private func talk(_ bytes: [UInt8], _ port: Int, _ options: [String]) throws {
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments =
            ["s_client", "-connect", "127.0.0.1:\(port)", "-alpn", "h2", "-quiet"] + options
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    static func connect(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard outcome == 0 else { throw CocoaError(.fileReadUnknown) }
        return socket
    }

    static let preface =
        Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(type: 4, flags: 0, stream: 0, [])

    static let call = call(stream: 1)

    static func call(stream: Int) -> [UInt8] {
        let fields = [
            (":method", "POST"), (":scheme", "https"), (":path", "/bridgework.v1.Sync/Exchange"),
            (":authority", "localhost"), ("content-type", "application/grpc"), ("te", "trailers"),
        ]
        var block: [UInt8] = []
        for (name, value) in fields {
            block += [0, UInt8(name.utf8.count)]
            block += Array(name.utf8)
            block.append(UInt8(value.utf8.count))
            block += Array(value.utf8)
        }
        return frame(type: 1, flags: 4, stream: stream, block)
    }

    static func frame(type: UInt8, flags: UInt8, stream: Int, _ payload: [UInt8]) -> [UInt8] {
        number(payload.count, 3) + [type, flags] + number(stream, 4) + payload
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
