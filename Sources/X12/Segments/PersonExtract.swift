package import Merge

// A set says once who pays and who asked, then person after person: a dependent below a subscriber,
// a service below a request. What is said of one person is what stands at the person and above.

/// What a set says of one person, cut out so that it can be read again without the rest.
package struct PersonExtract: Sendable {
    /// From the set's own header down; each with its segments.
    private var levels: [Level] = [Level(rank: 0)]

    private struct Level: Sendable {
        let rank: Int
        var bytes: [UInt8] = []
    }

    /// Larger than all that a person's answer of 999 benefits has.
    package static let bytesMax = 256 << 10

    package init() {}

    /// The segments so far that are of the person, or above; `nil` where they are too many to keep.
    package var bytes: Bytes? {
        let all = levels.flatMap(\.bytes)
        return all.count <= Self.bytesMax ? all[...] : nil
    }

    package mutating func take(_ segment: Segment) {
        if let rank = Self.rank(segment) {
            levels.removeAll { $0.rank >= rank }
            levels.append(Level(rank: rank))
        }
        let last = levels.count - 1
        // Nothing is gained by what makes it too large to keep.
        guard levels[last].bytes.count <= Self.bytesMax else { return }
        levels[last].bytes += segment.between(.usual)
    }

    /// How far below the payor a segment begins something; `nil` for one that goes on with it.
    private static func rank(_ segment: Segment) -> Int? {
        switch (segment.name, segment[3]) {
        case ("INS", _): 1
        case ("HL", "20"): 1
        case ("HL", "21"): 2
        case ("HL", "22"): 3
        case ("HL", "23"): 4
        // A service of the request that is open.
        case ("HL", "SS"): nil
        case ("HL", _): 5
        default: nil
        }
    }

    /// The segments of an extract, in their order.
    ///
    /// - Throws: `X12Fault` for bytes that are none.
    package static func segments(of bytes: Bytes) throws(X12Fault) -> [Segment] {
        var segments: [Segment] = []
        var position = 0
        for piece in bytes.split(separator: Separators.usual.segment) {
            let number = segments.count + 1
            segments.append(
                try Segment(piece, .usual, number: number, position: position))
            position += piece.count + 1
        }
        return segments
    }
}

extension Segment {
    /// Its bytes between other separators; where one of those stands in a text, a blank does.
    func between(_ others: Separators) -> [UInt8] {
        let marks = [others.element, others.component, others.repetition, others.segment]
        var moved = bytes.map { byte -> UInt8 in
            switch byte {
            case separators.element: others.element
            case separators.component: others.component
            case separators.repetition: others.repetition ?? byte
            default: marks.contains(byte) ? UInt8(ascii: " ") : byte
            }
        }
        moved.append(others.segment)
        return moved
    }
}
