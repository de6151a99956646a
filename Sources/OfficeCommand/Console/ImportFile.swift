import CoreFoundation
import Foundation
import Merge
internal import Tables

/// An ordinary file of bounded size, read once and whole.
struct ImportFile {
    private let path: String
    private let bytesMax: Int

    init(_ path: String, bytesMax: Int = ImportLimits.fileBytesMax) {
        self.path = path
        self.bytesMax = bytesMax
    }

    /// Why a file was not read.
    enum Problem: Error, CustomStringConvertible {
        case missing(String)
        case notAFile(String)
        case tooLarge(String, bytes: Int, limit: Int)
        case unreadable(String)

        var description: String {
            switch self {
            case .missing(let path): "\(path) does not exist: check the name"
            case .notAFile(let path): "\(path) is not an ordinary file: name one"
            case .tooLarge(let path, let bytes, let limit):
                "\(path) has \(bytes) bytes, the limit is \(limit): split it or make it smaller"
            case .unreadable(let path): "\(path) cannot be read: check its permissions"
            }
        }
    }

    func bytes() throws -> Bytes {
        try check()
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem.unreadable(path)
        }
        return Array(data)[...]
    }

    /// Hands the file over in chunks of some megabytes, for one that is too long for memory.
    func chunks(_ take: (Bytes) throws -> Void) throws {
        try check()
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Problem.unreadable(path)
        }
        defer { try? file.close() }
        while let data = try file.read(upToCount: 4 << 20), !data.isEmpty {
            try take(Array(data)[...])
        }
    }

    private func check() throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Problem.missing(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Problem.notAFile(path) }
        guard Int(status.st_size) <= bytesMax else {
            throw Problem.tooLarge(path, bytes: Int(status.st_size), limit: bytesMax)
        }
    }
}
