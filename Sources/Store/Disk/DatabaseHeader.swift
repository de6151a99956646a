import Foundation

/// Looks at a database file before SQLite does, so that a stranger's file is never touched.
enum DatabaseHeader {
    /// - Throws: `StoreError.corrupt`, `.foreign` or `.schemaTooNew`; an absent file is fine.
    static func check(_ path: String, tables known: Int) throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 else {
            throw .corrupt(file: path, detail: "not an ordinary file with one name")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unwritable(file: path, detail: "no permission to read it")
        }
        let header: Data
        do {
            header = try file.read(upToCount: 100) ?? Data()
            try file.close()
        } catch {
            throw .corrupt(file: path, detail: "it cannot be read")
        }
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .corrupt(file: path, detail: "not an SQLite database")
        }
        guard word(header, at: 68) == Int(StoreTables.applicationID) else {
            throw .foreign(file: path)
        }
        let version = word(header, at: 60)
        guard version <= known else { throw .schemaTooNew(found: version, known: known) }
    }

    private static func word(_ header: Data, at offset: Int) -> Int {
        header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
