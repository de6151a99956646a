import Foundation
import Wire

/// Two neighbouring ports that nobody listens on: the hub's, and that for joining above it.
enum FreePort {
    static func pair() -> Int {
        while true {
            let port = Int.random(in: 10_000...15_000) * 2
            if !answers(port), !answers(port + 1) { return port }
        }
    }

    /// Whether somebody on this machine accepts connections there.
    static func answers(_ port: Int) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
