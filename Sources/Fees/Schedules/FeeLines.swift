package import Merge
internal import Records
internal import Tables

// A version of a fee schedule is one value: all lines, sorted by code and qualifier in byte order.
//
//     byte 1                              the layout
//     varint                              how many lines
//     per line
//       counted code, counted qualifier   UTF-8
//       byte 0...5                        priced, notListed, notCovered, byReport,
//                                         percentOfUcr, bundled
//       varint                            cents of a price, basis points of a share; else absent
//       counted comment
//
// Equal lines give equal bytes, so the SHA-256 over them is what a person approves, what the hub
// publishes, and what an office proves to have.

/// The lines of a fee schedule, packed into bytes in exactly one way.
package struct FeeLines: Equatable, Sendable {
    /// Ascending by key, each key once.
    package let lines: [FeeLine]

    private static let layout: UInt8 = 1

    package init() {
        self.lines = []
    }

    /// Of two lines with one key, the later one counts.
    package init(_ lines: some Sequence<FeeLine>) {
        var byKey: [FeeKey: FeeLine] = [:]
        for line in lines { byKey[line.key] = line }
        self.lines = byKey.values.sorted { $0.key < $1.key }
    }

    package var count: Int { lines.count }

    /// The line with exactly that key.
    package subscript(key: FeeKey) -> FeeLine? {
        let index = lines.partitioningIndex { !($0.key < key) }
        guard index < lines.count, lines[index].key == key else { return nil }
        return lines[index]
    }

    package var packed: Bytes {
        var writer = FieldWriter(capacity: 16 * lines.count + 4)
        writer.byte(FeeLines.layout)
        writer.varint(UInt64(lines.count))
        for line in lines {
            writer.counted(Array(line.key.code.utf8))
            writer.counted(Array(line.key.qualifier.utf8))
            writer.byte(line.price.number)
            if let figure = line.price.figure { writer.varint(UInt64(figure)) }
            writer.counted(Array(line.comment.utf8))
        }
        return writer.bytes[...]
    }

    /// The SHA-256 of the packed lines.
    package var digest: String { ContentDigest.hexadecimal(of: packed) }

    /// Reads what `packed` wrote.
    ///
    /// - Throws: `MergeError` for any other bytes; nothing in them makes it stop the program.
    package init(unpacking bytes: Bytes) throws(MergeError) {
        guard bytes.count <= FeeLimits.packedBytesMax else {
            throw .overLimit(.value, found: bytes.count, limit: FeeLimits.packedBytesMax)
        }
        var reader = FieldReader(bytes, reading: .value)
        guard try reader.byte() == FeeLines.layout else { throw reader.malformed }
        let count = try reader.index(below: FeeLimits.linesMax + 1)
        var lines: [FeeLine] = []
        while lines.count < count {
            let line = try FeeLines.line(&reader)
            if let last = lines.last, !(last.key < line.key) { throw reader.malformed }
            lines.append(line)
        }
        guard reader.isAtEnd else { throw reader.malformed }
        self.lines = lines
        guard packed == bytes else { throw reader.malformed }
    }

    private static func line(_ reader: inout FieldReader) throws(MergeError) -> FeeLine {
        let code = try text(&reader, max: FeeLimits.qualifierBytesMax)
        guard TextFormat.procedure.matches(code) else { throw reader.malformed }
        let qualifier = try text(&reader, max: FeeLimits.qualifierBytesMax)
        let number = try reader.byte()
        let figure = FeePrice.hasFigure(number) ? try reader.varint() : 0
        guard let price = FeePrice(number: number, figure: figure) else { throw reader.malformed }
        let comment = try text(&reader, max: FeeLimits.commentBytesMax)
        return FeeLine(FeeKey(code, qualifier), price, comment: comment)
    }

    private static func text(
        _ reader: inout FieldReader, max limit: Int
    ) throws(MergeError) -> String {
        let bytes = try reader.counted(max: limit)
        guard let text = String(validating: bytes, as: UTF8.self), !ASCIIText.hasControl(text)
        else { throw reader.malformed }
        return text
    }
}

extension FeePrice {
    /// The number that stands for the state in packed lines.
    fileprivate var number: UInt8 {
        switch self {
        case .priced: 0
        case .notListed: 1
        case .notCovered: 2
        case .byReport: 3
        case .percentOfUcr: 4
        case .bundled: 5
        }
    }

    fileprivate var figure: Int64? { cents ?? basisPoints }

    fileprivate static func hasFigure(_ number: UInt8) -> Bool { number == 0 || number == 4 }

    fileprivate init?(number: UInt8, figure: UInt64) {
        let figure = Int64(clamping: figure)
        switch number {
        case 0 where figure <= FieldParser.moneyMax: self = .priced(cents: figure)
        case 1: self = .notListed
        case 2: self = .notCovered
        case 3: self = .byReport
        case 4 where figure <= 10_000: self = .percentOfUcr(basisPoints: figure)
        case 5: self = .bundled
        default: return nil
        }
    }
}

extension [FeeLine] {
    /// The first index at which a sorted array turns true.
    fileprivate func partitioningIndex(_ isAtOrBehind: (FeeLine) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if isAtOrBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
