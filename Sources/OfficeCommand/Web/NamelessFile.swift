import Foundation

/// Bytes as a file that commands can read, and that nobody else can find: it has no name, is this
/// user's alone, and is gone when this process lets go of it, however that comes.
final class NamelessFile {
    private let descriptor: Int32

    /// - Parameter folder: private, and on a disk with room.
    init(_ bytes: [UInt8], in folder: String) throws {
        // Six of these letters are how mkstemp(3) is asked for a name.
        var pattern = Array("\(folder)/upload-XXXXXX".utf8CString)
        descriptor = mkstemp(&pattern)
        guard descriptor >= 0 else { throw NamelessFileProblem.notMade }
        unlink(pattern)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw NamelessFileProblem.notMade }
            rest = rest.dropFirst(count)
        }
    }

    deinit { close(descriptor) }

    /// By which this process alone opens it.
    var path: String { "/proc/self/fd/\(descriptor)" }
}

/// Why what was handed over could not be read.
enum NamelessFileProblem: Error, CustomStringConvertible {
    case notMade

    var description: String {
        "the file could not be put down for the command: see whether the store's disk is full"
    }
}
