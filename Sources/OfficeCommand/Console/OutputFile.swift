import Foundation

/// A new file that appears whole or not at all, readable by its owner alone.
package struct OutputFile {
    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Why a file was not written.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case exists(String)
        case unwritable(String)

        package var description: String {
            switch self {
            case .exists(let path): "\(path) exists: name another file, or give --force"
            case .unwritable(let path):
                "\(path) cannot be written: check that its folder exists, and its permissions"
            }
        }
    }

    /// Writes a file beside it, makes it durable, and gives it the name in one step.
    ///
    /// - Parameter replacing: whether a file of that name may give way.
    package func write(_ bytes: [UInt8], replacing: Bool) throws {
        let temporary = path + ".\(UInt64.random(in: 0 ... .max)).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Problem.unwritable(path) }
        let isWritten = Self.write(bytes, to: descriptor) && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWritten else {
            unlink(temporary)
            throw Problem.unwritable(path)
        }
        if replacing {
            guard rename(temporary, path) == 0 else {
                unlink(temporary)
                throw Problem.unwritable(path)
            }
            return
        }
        // A link never takes the place of another file.
        let isLinked = link(temporary, path) == 0
        let isTaken = !isLinked && errno == EEXIST
        unlink(temporary)
        if isTaken { throw Problem.exists(path) }
        guard isLinked else { throw Problem.unwritable(path) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
