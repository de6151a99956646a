import Foundation
import Wire

/// Two neighbouring ports that nobody listens on: the hub's, and that for joining above it.
enum FreePort {
    /// The pair stays ours while this process lives, also while its hub is stopped.
    static func pair() -> Int {
        while true {
            let port = Int.random(in: 10_000...15_000) * 2
            if isReserved(port), !answers(port), !answers(port + 1) { return port }
        }
    }

    /// Holds the datagram port of the same number, which says "taken" to another run of tests.
    private static func isReserved(_ port: Int) -> Bool {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = socket(AF_INET, kind, 0)
        guard socket >= 0 else { return false }
        guard isDone(bind, socket, port) else {
            close(socket)
            return false
        }
        return true
    }

    /// Whether somebody on this machine accepts connections there.
    static func answers(_ port: Int) -> Bool {
        let socket = connected(port)
        if socket >= 0 { close(socket) }
        return socket >= 0
    }

    /// What a listener answers to bytes without TLS, until it hangs up or two seconds have passed.
    static func reply(_ port: Int, to bytes: [UInt8]) throws -> [UInt8] {
        let socket = connected(port)
        guard socket >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(socket) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var answer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(socket, &answer, answer.count, 0)
        return Array(answer.prefix(max(0, count)))
    }

    /// A connected socket; negative if nobody listens there.
    static func connected(_ port: Int) -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return -1 }
        guard isDone(connect, socket, port) else {
            close(socket)
            return -1
        }
        return socket
    }

    private static func isDone(
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ socket: Int32, _ port: Int
    ) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
