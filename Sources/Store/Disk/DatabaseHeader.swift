import Foundation
import Sealing

/// A database file's beginning, looked at before SQLite does, so that a stranger's file is never
/// touched.
struct DatabaseHeader {
    let bytes: Data
    let isThere: Bool
    private let path: String

    /// - Throws: `StoreError.corrupt` or `.unwritable`; an absent file is fine.
    init(_ path: String) throws(StoreError) {
        self.path = path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            isThere = false
            bytes = Data()
            return
        }
        isThere = true
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
            throw .corrupt(file: path, detail: "not an ordinary file with one name")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unwritable(file: path, detail: "no permission to read it")
        }
        do {
            bytes = try file.read(upToCount: 100) ?? Data()
            try file.close()
        } catch {
            throw .corrupt(file: path, detail: "it cannot be read")
        }
    }

    /// Whether the file is a sealed database, whoever's; all else of it is then inside.
    var isSealed: Bool { KeyRing.isMark(bytes) }

    /// Looks at a database in clear.
    ///
    /// - Throws: `StoreError.corrupt`, `.foreign` or `.schemaTooNew`; an absent file is fine.
    func check(tables known: Int) throws(StoreError) {
        guard isThere else { return }
        guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .corrupt(file: path, detail: "not an SQLite database")
        }
        guard word(at: 68) == Int(StoreTables.applicationID) else {
            throw .foreign(file: path)
        }
        let version = word(at: 60)
        guard version <= known else { throw .schemaTooNew(found: version, known: known) }
    }

    private func word(at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
