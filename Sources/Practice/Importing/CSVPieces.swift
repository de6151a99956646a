package import Merge

/// Cuts a CSV file of any length into pieces that fit into memory: each begins with the file's
/// header and ends with a whole row.
///
///     var pieces = CSVPieces()
///     for chunk in file { if let piece = try pieces.add(chunk) { … } }
///     if let piece = pieces.rest() { … }
package struct CSVPieces: Sendable {
    private var header: [UInt8] = []
    private var pending: [UInt8] = []
    /// How much of `pending` has been looked at, and whether a quoted field was open there.
    private var seen = 0
    private var isQuoted = false
    private var lastEnd: Int?
    /// Line ends in front of `pending`.
    private var lines = 0

    package init() {}

    /// Some rows under the header, and how many lines of the file stand before them.
    package struct Piece: Sendable {
        package let bytes: Bytes
        /// What to add to a line of the piece for the line of the file.
        package let lineOffset: Int

        package init(bytes: Bytes, lineOffset: Int = 0) {
            self.bytes = bytes
            self.lineOffset = lineOffset
        }
    }

    /// A row is longer than any row of such a file: a quote is not closed.
    package struct RowTooLong: Error, Equatable, CustomStringConvertible {
        package let line: Int

        package var description: String {
            "the row on line \(line) does not end: a quote is not closed; fetch the file again"
        }
    }

    private static let rowBytesMax = 16 << 20

    /// - Returns: the rows that are whole now; `nil` where none is.
    package mutating func add(_ chunk: Bytes) throws(RowTooLong) -> Piece? {
        pending += chunk
        while seen < pending.count {
            switch pending[seen] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case 0x0A where !isQuoted: lastEnd = seen + 1
            default: break
            }
            seen += 1
        }
        guard let end = lastEnd else {
            guard pending.count <= Self.rowBytesMax else { throw RowTooLong(line: lines + 1) }
            return nil
        }
        return cut(end)
    }

    /// What stands after the last line end, once the file is at its end; an empty piece where the
    /// file is empty.
    package mutating func rest() -> Piece? {
        pending.isEmpty && !header.isEmpty ? nil : cut(pending.count)
    }

    private mutating func cut(_ end: Int) -> Piece {
        let rows = pending[..<end]
        let before = lines
        lines += rows.count { $0 == 0x0A }
        let headed: [UInt8]
        if header.isEmpty {
            header = Self.firstRow(rows)
            headed = Array(rows)
        } else {
            headed = header + rows
        }
        let ownLines = headed.count == rows.count ? 0 : header.count { $0 == 0x0A }
        pending.removeSubrange(..<end)
        seen -= end
        lastEnd = nil
        return Piece(bytes: headed[...], lineOffset: before - ownLines)
    }

    private static func firstRow(_ rows: ArraySlice<UInt8>) -> [UInt8] {
        var isQuoted = false
        for (offset, byte) in rows.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 0x0A, !isQuoted { return Array(rows.prefix(offset + 1)) }
        }
        return Array(rows)
    }
}
