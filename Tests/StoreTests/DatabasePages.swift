import Foundation
import Testing

@testable import Store

/// The pages of a closed store's file, for a test that damages some.
struct DatabasePages {
    private let file: String
    private let size: Int

    init(_ folder: StoreFolder) throws {
        file = folder.database
        let header = try #require(FileHandle(forReadingAtPath: file)?.readData(ofLength: 100))
        size = Int(header[16]) << 8 | Int(header[17])
    }

    func overwriteRoot(of name: String) throws { try overwrite(root(of: name)) }

    private func root(of name: String) throws -> Int {
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = '\(name)'"
        return try #require(Int(try Office.sql(sql, in: file).first ?? ""))
    }

    /// The leaves, or the branches over them, below the root of a table or index, in order.
    func children(of name: String) throws -> [Int] {
        let root = try root(of: name)
        let page = try bytes(of: root)
        try #require([2, 5].contains(page[0]), "the root of \(name) is a leaf")
        let count = Int(page[3]) << 8 | Int(page[4])
        let cells = (0..<count).map { Int(page[12 + 2 * $0]) << 8 | Int(page[13 + 2 * $0]) }
        return cells.map { number(page[$0..<$0 + 4]) } + [number(page[8..<12])]
    }

    /// Overwrites a page with what nobody wrote.
    func overwrite(_ page: Int) throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: file))
        try handle.seek(toOffset: UInt64((page - 1) * size))
        try handle.write(contentsOf: Data(repeating: 0xA5, count: size))
        try handle.close()
    }

    private func bytes(of page: Int) throws -> [UInt8] {
        let handle = try #require(FileHandle(forReadingAtPath: file))
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64((page - 1) * size))
        return [UInt8](handle.readData(ofLength: size))
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
