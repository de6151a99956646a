import Foundation

/// Stands for a supervisor: a datagram socket that takes in what a program tells.
package final class NoteBox {
    /// What the program is told as `NOTIFY_SOCKET`.
    package let address: String
    private let descriptor: Int32
    private let path: String?

    /// - Parameter isAbstract: whether the address is a name that no file has.
    package init(isAbstract: Bool = false) throws {
        let name = "bridgework-notes-\(UInt64.random(in: 0 ... .max))"
        address = isAbstract ? "@" + name : "/tmp/" + name
        path = isAbstract ? nil : address
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var socketAddress = sockaddr_un()
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        let bytes = (isAbstract ? [0] + Array(name.utf8) : Array(address.utf8))
        withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: bytes) }
        let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 0
        let isBound = withUnsafePointer(to: socketAddress) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(start + bytes.count)) == 0
            }
        }
        guard descriptor >= 0, isBound else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit {
        close(descriptor)
        if let path { unlink(path) }
    }

    /// The lines of the next note that is there already; `nil` where there is none.
    package func next() -> [String]? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        guard count >= 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
            .map(String.init)
    }

    /// All lines that are there already.
    package func all() -> [String] {
        var lines: [String] = []
        while let note = next() { lines += note }
        return lines
    }
}
