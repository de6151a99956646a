package import Merge

// RFC 4180 over bytes. Swift takes "\r\n" for one Character and equal-looking letters for equal, so
// nothing here is a String until a field is read as one.
//
//     name,note             header: the delimiter is what it holds most of
//     "Doe, Jane","a ""b""
//     c"                    one row of two fields, on lines 2 and 3
//
// A quote opens a field only as its first byte. Anywhere else it is a mistake of the program that
// wrote it, and the row is reported: guessing moves columns. Reading goes on after it, so that one
// run finds all mistakes of a file.

/// Reads CSV rows one by one; what is wrong with a row is part of the row, never thrown.
package struct CSVReader: Sendable {
    package let delimiter: UInt8
    private let bytes: Bytes
    private var offset: Int
    /// The line of `offset`, from 1.
    package private(set) var line = 1

    /// - Parameter bytes: the file; a UTF-8 byte order mark is passed over.
    package init(_ bytes: Bytes) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes
        self.offset = self.bytes.startIndex
        if let told = Self.toldDelimiter(self.bytes) {
            self.delimiter = told
            self.offset += Self.toldBytes
        } else {
            self.delimiter = Self.delimiter(of: self.bytes)
        }
    }

    /// The next row that is not an empty line; `nil` at the end.
    package mutating func next() -> CSVRow? {
        while offset < bytes.endIndex, let end = lineEnd(at: offset) {
            offset = end
            line += 1
        }
        guard offset < bytes.endIndex else { return nil }
        var row = Building(line: line)
        let start = offset
        while true {
            let field = readField()
            row.append(field)
            guard offset < bytes.endIndex, bytes[offset] == delimiter else { break }
            offset += 1
        }
        let last = line
        if last > row.line { row.widthWithin = widthWithin(bytes[start..<offset]) }
        if offset < bytes.endIndex, let end = lineEnd(at: offset) {
            offset = end
            line += 1
        }
        return row.built(through: last)
    }

    /// White space that may stand in a field without making it more than blank.
    package static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }

    /// The bytes say they are not UTF-8 at all; a Latin-1 file is found field by field.
    package static func isUTF16(_ bytes: Bytes) -> Bool {
        let start = Array(bytes.prefix(4))
        guard start.count >= 2 else { return false }
        switch (start[0], start[1]) {
        case (0xFF, 0xFE), (0xFE, 0xFF): return true
        case (0, 1...0x7F), (1...0x7F, 0): return true
        case (0, 0): return start.count == 4 && (start[2] == 0xFE || start[3] != 0)
        default: return false
        }
    }
}

extension CSVReader {
    /// One field and what is wrong with it.
    private struct Field {
        var bytes: Bytes
        let line: Int
        var faults: [RowProblem.Reason] = []
    }

    /// A row while its fields come in; what exceeds a limit is counted and not kept.
    private struct Building {
        let line: Int
        private var fields: [Bytes] = []
        private var problems: [RowProblem] = []
        private var count = 0
        var widthWithin = 0

        init(line: Int) {
            self.line = line
        }

        mutating func append(_ field: Field) {
            count += 1
            guard count <= ImportLimits.columnsMax else { return }
            fields.append(field.bytes)
            for fault in field.faults {
                problems.append(RowProblem(line: field.line, place: .field(count), reason: fault))
            }
        }

        func built(through last: Int) -> CSVRow {
            guard count > ImportLimits.columnsMax else {
                return CSVRow(
                    line: line, lastLine: last, fields: fields, widthWithin: widthWithin,
                    problems: problems)
            }
            let limit = RowProblem.Reason.tooManyColumns(
                found: count, limit: ImportLimits.columnsMax)
            return CSVRow(
                line: line, lastLine: last, fields: [], widthWithin: widthWithin,
                problems: [RowProblem(line: line, reason: limit)])
        }
    }

    private mutating func readField() -> Field {
        guard offset < bytes.endIndex, bytes[offset] == UInt8(ascii: "\"") else {
            return readPlain()
        }
        return readQuoted()
    }

    private mutating func readPlain() -> Field {
        let start = offset
        var hasQuote = false
        while offset < bytes.endIndex {
            let byte = bytes[offset]
            guard byte != delimiter, byte != 0x0A, byte != 0x0D else { break }
            hasQuote = hasQuote || byte == UInt8(ascii: "\"")
            offset += 1
        }
        return checked(bytes[start..<offset], line: line, faults: hasQuote ? [.strayQuote] : [])
    }

    private mutating func readQuoted() -> Field {
        let startLine = line
        offset += 1
        let start = offset
        var unquoted: [UInt8] = []
        var pieceStart = start
        while offset < bytes.endIndex {
            if bytes[offset] != UInt8(ascii: "\"") {
                passContent()
                continue
            }
            let next = offset + 1
            guard next < bytes.endIndex, bytes[next] == UInt8(ascii: "\"") else {
                let last = bytes[pieceStart..<offset]
                let content = pieceStart == start ? last : (unquoted + last)[...]
                offset = next
                let faults: [RowProblem.Reason] = passTail() ? [.textAfterQuote] : []
                return checked(content, line: startLine, faults: faults)
            }
            unquoted += bytes[pieceStart...offset]
            offset = next + 1
            pieceStart = offset
        }
        return Field(bytes: [], line: startLine, faults: [.unclosedQuote])
    }

    /// The most fields that one of a row's lines has, the first line apart.
    private func widthWithin(_ row: Bytes) -> Int {
        row.split { $0 == 0x0A || $0 == 0x0D }.dropFirst().map(width).max() ?? 0
    }

    /// The fields of a line that begins within quotes; none where only the end of a field stands
    /// before the closing quote.
    private func width(_ line: Bytes) -> Int {
        let quote = UInt8(ascii: "\"")
        var closing = line.startIndex
        while closing < line.endIndex {
            guard line[closing] == quote else {
                closing += 1
                continue
            }
            let next = closing + 1
            guard next < line.endIndex, line[next] == quote else { break }
            closing += 2
        }
        let isEnd = closing < line.endIndex && !line[..<closing].contains(delimiter)
        return isEnd ? 0 : line.count { $0 == delimiter } + 1
    }

    /// One byte, or one line end, inside quotes.
    private mutating func passContent() {
        if let end = lineEnd(at: offset) {
            offset = end
            line += 1
        } else {
            offset += 1
        }
    }

    /// Whether anything stood between the closing quote and the next delimiter or line end.
    private mutating func passTail() -> Bool {
        let start = offset
        while offset < bytes.endIndex, bytes[offset] != delimiter, lineEnd(at: offset) == nil {
            offset += 1
        }
        return offset > start
    }

    private func checked(
        _ content: Bytes, line: Int, faults: [RowProblem.Reason]
    ) -> Field {
        guard content.count <= ImportLimits.fieldBytesMax else {
            let fault = RowProblem.Reason.fieldTooLong(
                bytes: content.count, limit: ImportLimits.fieldBytesMax)
            return Field(bytes: [], line: line, faults: faults + [fault])
        }
        if content.contains(0) {
            return Field(bytes: [], line: line, faults: faults + [.zeroByte])
        }
        guard String(validating: content, as: UTF8.self) != nil else {
            return Field(bytes: [], line: line, faults: faults + [.notUTF8])
        }
        return Field(bytes: content, line: line, faults: faults)
    }

    /// The offset behind the line end that stands at `offset`: LF, CR or both.
    private func lineEnd(at offset: Int) -> Int? {
        switch bytes[offset] {
        case 0x0A: return offset + 1
        case 0x0D:
            let next = offset + 1
            return next < bytes.endIndex && bytes[next] == 0x0A ? next + 1 : next
        default: return nil
        }
    }

    /// Spreadsheets write `sep=;` as the first line, and hide it when they read it.
    private static func toldDelimiter(_ bytes: Bytes) -> UInt8? {
        let start = Array(bytes.prefix(toldBytes + 1))
        guard start.count > toldBytes, ASCIIText.lowercased(start[..<4]) == Array("sep=".utf8),
            [0x0A, 0x0D].contains(start[toldBytes])
        else { return nil }
        let told = start[toldBytes - 1]
        return [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09].contains(told)
            ? told : nil
    }

    /// `sep=` and the delimiter.
    private static let toldBytes = 5

    /// What the header line holds most of outside quotes; a comma where it holds none.
    private static func delimiter(of bytes: Bytes) -> UInt8 {
        let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        var counts = [0, 0, 0]
        var isQuoted = false
        let first = bytes.drop { $0 == 0x0A || $0 == 0x0D }
        for byte in first.prefix(ImportLimits.fieldBytesMax) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }
}
