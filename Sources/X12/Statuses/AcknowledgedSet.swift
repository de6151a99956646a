internal import Merge

/// What a 999 says of one set that we sent.
package struct AcknowledgedSet: Hashable, Sendable {
    /// AK102: the control number of the group that we sent.
    package let group: String?
    /// AK201: which kind of set.
    package let kind: String
    /// AK202: its control number.
    package let control: String
    /// IK501: `A` accepted, `E` accepted with errors, `R` rejected.
    package var verdict: String?
    /// Segments that the receiver found fault with.
    package var faults = 0

    package var isRejected: Bool {
        verdict.map { !["A", "E"].contains($0) } ?? false
    }
}

/// Reads the segments of one 999.
package struct AcknowledgementReader: Sendable {
    private var group: String?
    private var open: AcknowledgedSet?

    package init() {}

    /// - Returns: the answer that this segment completes.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> AcknowledgedSet? {
        switch segment.name {
        case "AK1": group = segment[2]
        case "AK2":
            open = AcknowledgedSet(
                group: group, kind: try segment.required(1), control: try segment.required(2))
        case "IK3": open?.faults += 1
        case "IK5":
            defer { open = nil }
            open?.verdict = try segment.required(1)
            return open
        default: break
        }
        return nil
    }
}
