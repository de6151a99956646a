import CoreFoundation
import Foundation
import Merge
import Practice

/// An ordinary file of bounded size, read once and whole.
struct ImportFile {
    private let path: String

    init(_ path: String) {
        self.path = path
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
            case .notAFile(let path): "\(path) is not an ordinary file: name a CSV file"
            case .tooLarge(let path, let bytes, let limit):
                "\(path) has \(bytes) bytes, the limit is \(limit): split it"
            case .unreadable(let path): "\(path) cannot be read: check its permissions"
            }
        }
    }

    func bytes() throws -> Bytes {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Problem.missing(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Problem.notAFile(path) }
        let limit = ImportLimits.fileBytesMax
        guard Int(status.st_size) <= limit else {
            throw Problem.tooLarge(path, bytes: Int(status.st_size), limit: limit)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem.unreadable(path)
        }
        return Array(data)[...]
    }
}
