package import Merge

/// What a reader of interchanges comes upon, in the order of the file.
package enum X12Event: Sendable {
    case interchange(Interchange)
    case group(FunctionalGroup)
    case set(SetHeader)
    /// A segment between `ST` and `SE`, whichever it is.
    case segment(Segment)
    /// The set is over. Where it is broken, what was read of it is not to be used, and the sets
    /// after it stand.
    case setEnd(SetHeader, X12Fault?)
    /// A segment between `ISA` and `GS` that is of the interchange itself, such as `TA1`.
    case notice(Segment)
}

/// What an `ISA` segment says.
package struct Interchange: Hashable, Sendable {
    package let sender: String?
    package let receiver: String?
    package let version: String?
    /// ISA13.
    package let control: String
    /// ISA15 is `T`: nothing of it is meant.
    package let isTest: Bool

    init(_ segment: Segment) throws(X12Fault) {
        self.sender = segment[6]
        self.receiver = segment[8]
        self.version = segment[12]
        self.control = try segment.required(13)
        self.isTest = segment[15] == "T"
    }
}

/// What a `GS` segment says.
package struct FunctionalGroup: Hashable, Sendable {
    /// GS06.
    package let control: String
    /// GS08: version, release and guide, `005010X221A1`.
    package let guide: String?
    /// GS04: when it was made; `nil` where that is no day.
    package let date: Day?

    init(_ segment: Segment) throws(X12Fault) {
        self.control = try segment.required(6)
        self.guide = segment[8]
        do throws(X12Fault) { self.date = try segment.day(4) } catch { self.date = nil }
    }
}

/// What an `ST` segment says, with the guide of its group where it names none.
package struct SetHeader: Hashable, Sendable {
    /// ST01: `835`.
    package let kind: String
    /// ST02.
    package let control: String
    package let guide: String?
    /// Where the set begins.
    package let segment: Int
    package let position: Int

    init(_ segment: Segment, in group: FunctionalGroup) throws(X12Fault) {
        let kind = try segment.required(1)
        // It is said to people as it stands.
        guard kind.utf8.count == 3, kind.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw segment.fault(.malformed("ST01"))
        }
        self.kind = kind
        self.control = try segment.required(2)
        self.guide = segment[3] ?? group.guide
        self.segment = segment.number
        self.position = segment.position
    }
}
