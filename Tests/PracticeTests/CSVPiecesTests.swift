import Merge
import Testing

@testable import Practice

/// A file in pieces has the rows of the whole file.
struct CSVPiecesTests {
    /// The rows under the header and their lines, read in chunks of that many bytes.
    private func rows(_ text: String, by size: Int) throws -> [String] {
        var pieces = CSVPieces()
        var found: [String] = []
        func take(_ piece: CSVPieces.Piece?) {
            guard let piece else { return }
            var reader = CSVReader(piece.bytes)
            #expect(reader.next()?.fields.isEmpty == false, "a piece begins with the header")
            while let row = reader.next() {
                let texts = row.fields.map { String(decoding: $0, as: UTF8.self) }
                found.append("\(row.line + piece.lineOffset): " + texts.joined(separator: "|"))
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            take(try pieces.add(bytes[start..<min(start + size, bytes.count)]))
        }
        take(pieces.rest())
        return found
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "\"a\nx\",b\n\"1\n\n\",\"2\"\"\"\n\n3,4\n",
        "\u{FEFF}a,b\n1,2\n5,6\n7,8\n", "a,b", "a,b\n", "a;b\n1;2,\n3;4\n",
    ])
    func `any cut gives the same rows on the same lines`(text: String) throws {
        let whole = try rows(text, by: .max / 2)
        for size in 1...text.utf8.count {
            #expect(try rows(text, by: size) == whole, "chunks of \(size)")
        }
    }

    @Test func `a quote that is never closed is an error and not a full memory`() throws {
        var pieces = CSVPieces()
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: CSVPieces.RowTooLong(line: 3)) {
            _ = try pieces.add(Array("a,b\n1,2\n\"".utf8)[...])
            for _ in 0..<32 { _ = try pieces.add(chunk[...]) }
        }
    }

    @Test func `an empty file is one empty piece`() {
        var pieces = CSVPieces()
        #expect(pieces.rest()?.bytes.isEmpty == true)
    }
}
