/// Upper bounds on what an interchange may hold; each is checked before anything is kept for it.
package enum X12Limits {
    /// The longest segment that we read has about 1,500 bytes: an `SV1` or a `MSG`.
    package static let segmentBytesMax = 16 << 10
    /// The widest segment that we read is `CAS` with 19 elements; `BPR` has 21.
    package static let elementsMax = 64
    /// Segments of one set: 100,000 claims of forty segments each.
    package static let setSegmentsMax = 4_000_000
    /// Sets of one group, groups of one interchange, interchanges of one file.
    package static let nestedMax = 100_000
    /// Lines of one claim; the standard allows 999 to a remittance and 50 to a dental claim.
    package static let linesMax = 999
    /// Numbers of one payor or payee: the standard allows a handful.
    package static let numbersMax = 20
    /// Adjustments of one claim or line: thirty segments of six.
    package static let adjustmentsMax = 180
    /// One amount, and every sum of amounts: ten thousand million dollars, in cents.
    package static let centsMax: Int64 = 1_000_000_000_000
}
