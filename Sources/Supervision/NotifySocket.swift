import Foundation

/// Where whoever started this process listens for its notes: a unix datagram socket.
package struct NotifySocket: Equatable, Sendable {
    /// A path, or `@` and a name that no file has.
    package let address: String

    /// - Returns: `nil` for what names no unix socket.
    package init?(_ address: String) {
        guard address.hasPrefix("/") || address.hasPrefix("@"), address.utf8.count > 1,
            address.utf8.count <= NotifySocket.addressBytesMax, !address.utf8.contains(0)
        else { return nil }
        self.address = address
    }

    /// What the address of a unix socket holds, less the zero that ends a path.
    package static let addressBytesMax = 107

    /// Sends one note and waits for nothing.
    ///
    /// - Returns: whether it was taken. Who does not listen any more is no reason to stop working.
    @discardableResult
    package func send(_ note: String) -> Bool {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(note.utf8)
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        return withSocketAddress { address, length in
            sendto(descriptor, bytes, bytes.count, flags, address, length) == bytes.count
        }
    }

    /// The address for the system: a name that no file has begins with a zero and ends where it is
    /// said to end, without one.
    private func withSocketAddress<Answer>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer
    ) -> Answer {
        var socketAddress = sockaddr_un()
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        var name = Array(address.utf8)
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: name) }
        let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 0
        let length = socklen_t(start + name.count)
        return withUnsafePointer(to: socketAddress) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
