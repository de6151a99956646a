/// What is wrong with an interchange, and where; never what stands there.
package struct X12Fault: Error, Hashable, Sendable {
    package let reason: Reason
    /// Counted over the whole file, from 1.
    package let segment: Int
    /// Of the segment's first byte in the file, from 0.
    package let position: Int

    package init(_ reason: Reason, segment: Int, position: Int) {
        self.reason = reason
        self.segment = segment
        self.position = position
    }

    /// Elements are named as in the standard: `SE01`.
    package enum Reason: Hashable, Sendable {
        case noInterchange
        case headerShape
        case separators
        case segmentTooLong
        case tooManyElements
        case segmentName
        /// A segment of that name may not stand here.
        case misplaced(String)
        /// The first of two elements does not repeat the second one.
        case controlNumber(String, String)
        /// An element does not count what is there.
        case count(String)
        /// A segment of that name is missing here.
        case noEnd(String)
        case cutOff
        /// More of these than anybody has.
        case tooMany(String)
        case missing(String)
        /// An element is not of its kind: an amount, a day, a number.
        case malformed(String)
        /// An element is not the sum of what it sums up.
        case sum(String)
    }
}

extension X12Fault: CustomStringConvertible {
    package var description: String {
        "segment \(segment) at byte \(position): \(reason)"
    }
}

extension X12Fault.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noInterchange: "no interchange begins here: an ISA segment is expected"
        case .headerShape: "the ISA segment has not 106 bytes, or an element not at its place"
        case .separators: "two of the separators that ISA names are the same, or are letters"
        case .segmentTooLong: "a segment is too long, or lacks its end"
        case .tooManyElements: "a segment has too many elements"
        case .segmentName: "a segment has no name of two or three capital letters and digits"
        case .misplaced(let name): "\(name) may not stand here"
        case .controlNumber(let last, let first): "\(last) does not repeat \(first)"
        case .count(let element): "\(element) does not count what is there"
        case .noEnd(let name): "\(name) is missing before this"
        case .cutOff: "the file ends in the middle"
        case .tooMany(let what): "too many \(what)"
        case .missing(let element): "\(element) is missing"
        case .malformed(let element): "\(element) is not of its kind"
        case .sum(let element): "\(element) is not the sum of its parts"
        }
    }
}
