import Disk

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
        do {
            let suffix = ".\(UInt64.random(in: 0 ... .max)).part"
            var draft = try DraftFile(of: path, suffix: suffix)
            try draft.write(bytes)
            try draft.place(replacing: replacing)
        } catch .taken {
            throw Problem.exists(path)
        } catch {
            throw Problem.unwritable(path)
        }
    }
}
