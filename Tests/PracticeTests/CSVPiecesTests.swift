import Merge
import Testing

@testable import Practice
@testable import Tables

/// A file in pieces has the rows of the whole file.
struct CSVPiecesTests {
    /// The rows under the header and their lines, read in chunks of that many bytes.
    private func rows(_ text: String, by size: Int) throws -> [String] {
        var pieces = CSVPieces()
        var found: [String] = []
        func take(_ piece: CSVPieces.Piece) {
            var reader = CSVReader(piece.bytes)
            #expect(reader.next()?.fields.isEmpty == false, "a piece begins with the header")
            while let row = reader.next() {
                let texts = row.fields.map { String(decoding: $0, as: UTF8.self) }
                found.append("\(row.line + piece.lineOffset): " + texts.joined(separator: "|"))
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try pieces.add(bytes[start..<min(start + size, bytes.count)]).forEach(take)
        }
        try pieces.rest().forEach(take)
        return found
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "\"a\nx\",b\n\"1\n\n\",\"2\"\"\"\n\n3,4\n",
        "\u{FEFF}a,b\n1,2\n5,6\n7,8\n", "\u{FEFF}\"a\nx\",b\n1,2\n", "\n\na,b\n1,2\n3,4\n",
        "a,b", "a,b\n", "a;b\n1;2,\n3;4\n",
    ])
    func `any cut gives the same rows on the same lines`(text: String) throws {
        let whole = try rows(text, by: .max / 2)
        for size in 1...text.utf8.count {
            #expect(try rows(text, by: size) == whole, "chunks of \(size)")
        }
    }

    @Test func `a stray quote spoils its own row and no other`() throws {
        let text = "a,b\n1,5\" wide\n2,x\n3,\"y\"z\n4,w\n"
        for size in 1...text.utf8.count {
            let found = try rows(text, by: size)
            #expect(found.map { $0.prefix(4) } == ["2: 1", "3: 2", "4: 3", "5: 4"])
        }
    }

    @Test func `a quote that is never closed spoils the row on its line, and no other`() throws {
        let text = "a,b\n1,2\n3,\"four\n5,6\n7,8\n"
        for size in 1...text.utf8.count {
            #expect(
                try rows(text, by: size) == ["2: 1|2", "3: 3|", "4: 5|6", "5: 7|8"],
                "chunks of \(size)")
        }
        var pieces = CSVPieces()
        let line = Array("1,22222222222222222222222222222\n".utf8)
        let chunk = (0..<(1 << 15)).reduce(into: [UInt8]()) { bytes, _ in bytes += line }
        var lines = 0
        for piece in try pieces.add(Array("a,b\n1,\"2\n".utf8)[...]) { lines += count(piece) }
        for _ in 0..<20 {
            for piece in try pieces.add(chunk[...]) { lines += count(piece) }
        }
        #expect(lines > 16 << 15, "it does not wait for the end of the file")
        for piece in try pieces.rest() { lines += count(piece) }
        #expect(lines == 1 + 20 << 15)
    }

    /// Rows under the header.
    private func count(_ piece: CSVPieces.Piece) -> Int {
        piece.bytes.count { $0 == 0x0A } - 1
    }

    @Test func `a line that never ends is an error and not a full memory`() throws {
        var pieces = CSVPieces()
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: CSVPieces.Unreadable.endlessLine(3)) {
            _ = try pieces.add(Array("a,b\n1,2\n\"".utf8)[...])
            for _ in 0..<32 { _ = try pieces.add(chunk[...]) }
        }
    }

    /// Seeded texts of the bytes that matter: any cut gives what the reader makes of the whole.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `random texts are cut as they are read`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("a\",\n\r;".utf8)
        for _ in 0..<2_000 {
            let tail = (0..<random.next() % 24).map { _ in
                alphabet[Int(random.next() % UInt64(alphabet.count))]
            }
            let text = "h,i\n" + String(decoding: tail, as: UTF8.self)
            let whole = try rows(text, by: .max / 2)
            for size in [1, 2, 3, 7] { #expect(try rows(text, by: size) == whole) }
            var reader = CSVReader(Array(text.utf8)[...])
            var read: [CSVRow] = []
            while let row = reader.next() { read.append(row) }
            guard !read.contains(where: \.hasUnclosedQuote) else { continue }
            #expect(
                read.dropFirst().map { row in
                    "\(row.line): "
                        + row.fields.map { String(decoding: $0, as: UTF8.self) }
                        .joined(separator: "|")
                } == whole, "\(tail)")
        }
    }

    @Test func `a file whose quotes are never closed is refused before it takes for ever`() {
        let text = "a,b\n" + String(repeating: "a\"b,\"c\n", count: 200_000)
        #expect(throws: CSVPieces.Unreadable.self) {
            var pieces = CSVPieces()
            _ = try pieces.add(Array(text.utf8)[...])
            _ = try pieces.rest()
        }
    }

    @Test func `an empty file is one empty piece`() throws {
        var pieces = CSVPieces()
        #expect(try pieces.rest().map(\.bytes.isEmpty) == [true])
    }
}

extension CSVRow {
    fileprivate var hasUnclosedQuote: Bool {
        problems.contains { $0.reason == .unclosedQuote }
    }
}
