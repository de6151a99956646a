package import Merge

// A file holds interchanges, an interchange groups, a group sets, each between its own first and
// last segment. The last one repeats the control number of the first and counts what lies between:
//
//     ISA … control        GS … control        ST kind control
//     IEA groups control   GE sets control     SE segments control
//
// A fault between ST and SE breaks that set alone: the reader says so at its end and goes on. A
// fault anywhere else leaves nobody knowing where anything ends, and reading stops.

/// Reads interchanges as their bytes come, and checks what encloses what.
package struct X12Reader: Sendable {
    private var cutter = SegmentCutter()
    private var envelope = Envelope()

    package init() {}

    /// - Parameters:
    ///   - bytes: the next ones of the file, however many.
    ///   - each: takes what these bytes complete, in order.
    /// - Throws: `X12Fault`, or what `each` throws; then nothing more can be read.
    package mutating func take(_ bytes: Bytes, _ each: (X12Event) throws -> Void) throws {
        try cutter.take(bytes) { segment in try envelope.take(segment, each) }
    }

    /// The file is over.
    ///
    /// - Throws: `X12Fault` where an interchange is not, or where there was none.
    package func finish() throws(X12Fault) {
        try cutter.finish()
        let place = cutter.place
        guard !envelope.isOpen else {
            throw X12Fault(.cutOff, segment: place.segment, position: place.position)
        }
        guard envelope.interchanges > 0 else {
            throw X12Fault(.noInterchange, segment: place.segment, position: place.position)
        }
    }
}
