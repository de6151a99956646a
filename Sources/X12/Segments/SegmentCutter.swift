internal import Merge

// What a file may begin with, and what may stand between segments, is passed over: a byte order
// mark, line ends, indentation. Within a segment every byte counts.

/// Cuts bytes into segments, as they come; it holds no more than the piece of one segment.
struct SegmentCutter: Sendable {
    /// The piece of a segment that the bytes so far end in.
    private var held: [UInt8] = []
    private var separators: Separators?
    /// Of the next byte to come.
    private var position = 0
    private var number = 0

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter each: takes every segment that is whole with these bytes.
    /// - Throws: `X12Fault`, or what `each` throws; then nothing more can be read.
    mutating func take(_ bytes: Bytes, _ each: (Segment) throws -> Void) throws {
        var rest = bytes
        while !rest.isEmpty {
            if held.isEmpty { skipBlanks(&rest) }
            guard !rest.isEmpty else { return }
            guard let separators else {
                try takeHeader(&rest, each)
                continue
            }
            guard let end = rest.firstIndex(of: separators.segment) else {
                try hold(rest)
                return
            }
            let piece = rest[..<end]
            rest = rest[(end + 1)...]
            if held.isEmpty {
                try cut(piece, separators, each)
            } else {
                try hold(piece)
                let whole = held
                held = []
                position -= whole.count
                try cut(whole[...], separators, each)
            }
        }
    }

    /// - Throws: `X12Fault` where the bytes ended in the middle of a segment.
    func finish() throws(X12Fault) {
        guard held.isEmpty else {
            throw X12Fault(
                .cutOff, segment: number + 1, position: position - held.count)
        }
    }

    /// The place behind all that was read, for a fault of something that did not come.
    var place: (segment: Int, position: Int) { (number + 1, position) }

    private mutating func cut(
        _ bytes: Bytes, _ separators: Separators, _ each: (Segment) throws -> Void
    ) throws {
        number += 1
        let start = position
        position += bytes.count + 1
        guard bytes.count <= X12Limits.segmentBytesMax else {
            throw X12Fault(.segmentTooLong, segment: number, position: start)
        }
        let segment = try Segment(bytes, separators, number: number, position: start)
        if segment.name == "IEA" { self.separators = nil }
        try each(segment)
    }

    /// The 106 bytes that say how the rest is parted.
    private mutating func takeHeader(
        _ rest: inout Bytes, _ each: (Segment) throws -> Void
    ) throws {
        let wanted = Separators.headerBytes - held.count
        let part = rest.prefix(wanted)
        try hold(part)
        rest = rest.dropFirst(part.count)
        let start = position - held.count
        let name = Array("ISA".utf8)
        guard held.prefix(3).elementsEqual(name.prefix(held.count)) else {
            throw X12Fault(.noInterchange, segment: number + 1, position: start)
        }
        guard held.count == Separators.headerBytes else { return }
        let header = held
        held = []
        position = start
        let separators: Separators
        do { separators = try Separators(header: header[...]) } catch {
            throw X12Fault(error, segment: number + 1, position: start)
        }
        self.separators = separators
        try cut(header.dropLast(), separators, each)
    }

    private mutating func hold(_ bytes: Bytes) throws(X12Fault) {
        guard held.count + bytes.count <= X12Limits.segmentBytesMax else {
            throw X12Fault(
                .segmentTooLong, segment: number + 1, position: position - held.count)
        }
        held += bytes
        position += bytes.count
    }

    private mutating func skipBlanks(_ rest: inout Bytes) {
        let isStart = number == 0 && separators == nil
        let blanks = rest.prefix { byte in
            byte <= 0x20 && byte != separators?.segment
                || isStart && Self.byteOrderMark.contains(byte)
        }
        position += blanks.count
        rest = rest[blanks.endIndex...]
    }
}
