import Foundation

/// Whose program holds the other end of a line on this machine, as Linux tells it.
///
/// A browser sends its cookies to every port of an address, so another user's server may come to
/// hold ours. His own programs do not use it here: their sockets are his.
enum ConnectionOwner {
    private static let tables = ["/proc/net/tcp", "/proc/net/tcp6"]

    /// Whether a line's other end is known to be another user's; `false` where the system has no
    /// such tables, and nothing is known.
    ///
    /// - Parameters:
    ///   - port: of the other end.
    ///   - door: the port on which we listen.
    static func isForeign(port: Int, to door: Int) -> Bool {
        // A table that changes while it is read may leave a row out: so it is read again.
        for _ in 0..<3 {
            let texts = tables.compactMap(text)
            guard !texts.isEmpty else { return false }
            let users = users(of: port, to: door, in: texts)
            if !users.isEmpty { return !isOurs(users, own: getuid()) }
        }
        return true
    }

    /// All of a table: the system gives a page of it at a time, which is no sign of its end.
    ///
    /// - Returns: `nil` where there is no such table.
    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// A row for each socket between the two ports: all of them ours, and at least one.
    static func isOurs(_ users: [UInt32], own: UInt32) -> Bool {
        !users.isEmpty && users.allSatisfy { $0 == own }
    }

    /// The users of all sockets with these ports, whatever their addresses.
    ///
    /// - Parameter tables: as in `proc_pid_net(5)`: number, own address, other address, state, two
    ///   columns of queues, one of retransmissions, user.
    static func users(of port: Int, to door: Int, in tables: [String]) -> [UInt32] {
        tables.flatMap { table in
            table.split(separator: "\n").dropFirst().compactMap { line -> UInt32? in
                let words = line.split(separator: " ")
                guard words.count > 7, number(words[1]) == port, number(words[2]) == door
                else { return nil }
                return UInt32(words[7])
            }
        }
    }

    /// The port of `0100007F:1D17`.
    private static func number(_ address: Substring) -> Int? {
        address.split(separator: ":").last.flatMap { Int($0, radix: 16) }
    }
}
