internal import Foundation

// The address of a unix socket holds 107 bytes, and stores lie deep in people's folders. A longer
// path is reached through its folder: open the folder, and name the socket as /proc/self/fd/N/name.

/// A unix socket's path of any length, usable while this value lives.
final class SocketPath: Sendable {
    let path: String
    private let folder: Int32?
    /// What to hand to the system: the path itself if it is short enough.
    let address: String

    /// - Throws: `WireError.cannotReach` when the folder of a long path cannot be opened.
    init(_ path: String) throws(WireError) {
        self.path = path
        guard path.utf8.count > WireLimits.socketPathBytesMax else {
            folder = nil
            address = path
            return
        }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let parent = String(path.dropLast(name.count))
        let descriptor = open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotReach(path: path, errorCode: errno) }
        folder = descriptor
        address = "/proc/self/fd/\(descriptor)/\(name)"
        guard address.utf8.count <= WireLimits.socketPathBytesMax else {
            throw .cannotReach(path: path, errorCode: ENAMETOOLONG)
        }
    }

    deinit {
        if let folder { close(folder) }
    }

    /// A socket bound to the path that only its owner may open.
    ///
    /// A socket file that nobody answers at, left by a process that died, is replaced.
    ///
    /// - Throws: `WireError.cannotListen`, with EADDRINUSE if a live process answers there.
    func listeningDescriptor() throws(WireError) -> Int32 {
        let probe = try descriptor()
        let isAnswered = with(socketAddress) { connect(probe, $0, $1) } == 0
        close(probe)
        guard !isAnswered else { throw .cannotListen(address: path, errorCode: EADDRINUSE) }
        try removeStale()
        let listening = try descriptor()
        guard fchmod(listening, 0o600) == 0,
            with(socketAddress, { bind(listening, $0, $1) }) == 0,
            listen(listening, 64) == 0
        else {
            let code = errno
            close(listening)
            throw .cannotListen(address: path, errorCode: code)
        }
        return listening
    }

    private func removeStale() throws(WireError) {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: address)
        } catch {
            return
        }
        guard attributes[.type] as? FileAttributeType == .typeSocket else {
            throw .cannotListen(address: path, errorCode: EEXIST)
        }
        guard unlink(address) == 0 else {
            throw .cannotListen(address: path, errorCode: errno)
        }
    }

    private func descriptor() throws(WireError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw .cannotListen(address: path, errorCode: errno) }
        return descriptor
    }

    private var socketAddress: sockaddr_un {
        var socketAddress = sockaddr_un()
        socketAddress.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &socketAddress.sun_path) { $0.copyBytes(from: address.utf8) }
        return socketAddress
    }

    private func with(
        _ socketAddress: sockaddr_un, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: socketAddress) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
