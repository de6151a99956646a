package import Merge

/// Cuts a CSV file of any length into pieces that fit into memory: each begins with the file's
/// header and ends with a whole row.
///
///     var pieces = CSVPieces()
///     for chunk in file { for piece in try pieces.add(chunk) { … } }
///     for piece in pieces.rest() { … }
///
/// Quotes are read as `CSVReader` reads them: one opens a field only as its first byte. A row that
/// opens one and closes it nowhere is cut at the end of its line, so that it alone is bad.
package struct CSVPieces: Sendable {
    /// Empty until the header's row has ended.
    private var header: [UInt8] = []
    private var delimiters: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    private var pending: [UInt8] = []
    /// How much of `pending` has been looked at, and where in a field that is.
    private var seen = 0
    private var place = Place.start
    private var lastEnd: Int?
    /// Whether anything but line ends has been seen.
    private var hasText = false
    private var unclosed = 0
    /// Whether a piece with the header's own row has been cut.
    private var isHeaderCut = false
    /// Line ends in front of `pending`.
    private var lines = 0

    private enum Place {
        /// In front of a field's first byte.
        case start
        /// In a field that no quote opened, or behind the quote that closed one.
        case plain
        case quoted
        /// Behind a quote in a quoted field: its end, or one half of a doubled quote.
        case quote
    }

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

    /// Why no rows can be told apart.
    package enum Unreadable: Error, Equatable, CustomStringConvertible {
        /// A line is longer than any line of such a file.
        case endlessLine(Int)
        /// More rows than a mistake explains open a quote and close it nowhere; the last one's
        /// line.
        case unclosedQuotes(Int)

        package var description: String {
            switch self {
            case .endlessLine(let line):
                "line \(line) is longer than \(rowBytesMax >> 20) MiB: this is no CSV file of lines"
            case .unclosedQuotes(let line):
                "\(unclosedMax) rows up to line \(line) open a quote that is never closed: this is "
                    + "no CSV file; fetch it again"
            }
        }
    }

    private static let rowBytesMax = 16 << 20
    /// Each costs a second look at what follows it.
    private static let unclosedMax = 100

    /// - Returns: the rows that are whole now.
    package mutating func add(_ chunk: Bytes) throws(Unreadable) -> [Piece] {
        pending += chunk
        var pieces: [Piece] = []
        while true {
            scan()
            if let end = lastEnd, !header.isEmpty { pieces.append(cut(end)) }
            guard pending.count > Self.rowBytesMax else { return pieces }
            guard let piece = try cutUnclosed() else { throw .endlessLine(lines + 1) }
            pieces.append(piece)
        }
    }

    /// What stands after the last row that is whole, once the file is at its end; an empty piece
    /// where the file is empty.
    package mutating func rest() throws(Unreadable) -> [Piece] {
        var pieces: [Piece] = []
        while place == .quoted, let piece = try cutUnclosed() {
            pieces.append(piece)
            scan()
            if let end = lastEnd, !header.isEmpty { pieces.append(cut(end)) }
        }
        if !pending.isEmpty || !isHeaderCut { pieces.append(cut(pending.count)) }
        return pieces
    }

    private mutating func scan() {
        while seen < pending.count {
            step(pending[seen])
            seen += 1
        }
    }

    private mutating func step(_ byte: UInt8) {
        let quote = UInt8(ascii: "\"")
        switch place {
        case .quoted:
            if byte == quote { place = .quote }
            return
        case .quote where byte == quote:
            place = .quoted
            return
        default: break
        }
        hasText = hasText || (byte != 0x0A && byte != 0x0D)
        if byte == 0x0A {
            endRow()
        } else if byte == 0x0D || delimiters.contains(byte) {
            place = .start
        } else if place == .start, byte == quote {
            place = .quoted
        } else if !(place == .start && header.isEmpty && Self.byteOrderMark.contains(byte)) {
            place = .plain
        }
    }

    private static let byteOrderMark: Set<UInt8> = [0xEF, 0xBB, 0xBF]

    private mutating func endRow() {
        place = .start
        lastEnd = seen + 1
        guard header.isEmpty, hasText else { return }
        header = Array(pending[...seen])
        delimiters = [CSVReader(header[...]).delimiter]
    }

    /// The first line of a row that does not end.
    private mutating func cutUnclosed() throws(Unreadable) -> Piece? {
        guard let end = pending.firstIndex(of: 0x0A) else { return nil }
        unclosed += 1
        guard unclosed <= Self.unclosedMax else { throw .unclosedQuotes(lines + 1) }
        place = .start
        seen = end + 1
        return cut(end + 1)
    }

    private mutating func cut(_ end: Int) -> Piece {
        let rows = pending[..<end]
        let before = lines
        lines += Self.lineEnds(rows)
        let added = isHeaderCut ? header : []
        isHeaderCut = isHeaderCut || !header.isEmpty
        let bytes = added + rows
        pending.removeSubrange(..<end)
        seen -= end
        lastEnd = nil
        return Piece(bytes: bytes[...], lineOffset: before - Self.lineEnds(added[...]))
    }

    /// LF, CR or both.
    private static func lineEnds(_ bytes: Bytes) -> Int {
        var last: UInt8 = 0
        var count = 0
        for byte in bytes {
            if byte == 0x0D || (byte == 0x0A && last != 0x0D) { count += 1 }
            last = byte
        }
        return count
    }
}
