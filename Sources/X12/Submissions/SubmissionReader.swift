internal import Merge

// Loops have no marks of their own but `HL`: 20 the biller, 22 a subscriber, 23 a patient who is
// not the subscriber. What a segment is about follows from the last segment that named a party. An
// `SBR` behind a claim begins another payor's part of it, which says nothing of ours.

/// Reads the segments of one 837, claim by claim: it holds no more than one of them.
package struct SubmissionReader: Sendable {
    package private(set) var claims = 0
    package private(set) var lines = 0
    private var billing = SubmittedClaim.Provider()
    private var subscriber = SubmittedClaim.Person()
    private var patient: SubmittedClaim.Person?
    private var payor = SubmittedClaim.Payor()
    private var order: String?
    private var group: String?
    private var relationship: String?
    private var claim: SubmittedClaim?
    private var named: String?
    private var isOtherPayor = false

    package init() {}

    /// - Returns: the claim before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> SubmittedClaim? {
        switch segment.name {
        case "HL":
            let ended = endClaim()
            begin(segment[3])
            return ended
        case "CLM":
            let ended = endClaim()
            try open(segment)
            return ended
        default:
            if claim == nil { try takeParty(segment) } else { try takeClaim(segment) }
            return nil
        }
    }

    /// The set is over.
    ///
    /// - Returns: the last claim.
    package mutating func finish() -> SubmittedClaim? {
        endClaim()
    }

    private mutating func endClaim() -> SubmittedClaim? {
        defer { claim = nil }
        return claim
    }

    private mutating func begin(_ level: String?) {
        named = nil
        switch level {
        case "20":
            billing = SubmittedClaim.Provider()
            forgetSubscriber()
        case "22": forgetSubscriber()
        case "23": patient = SubmittedClaim.Person()
        default: break
        }
    }

    private mutating func forgetSubscriber() {
        subscriber = SubmittedClaim.Person()
        payor = SubmittedClaim.Payor()
        patient = nil
        (order, group, relationship) = (nil, nil, nil)
    }

    private mutating func open(_ segment: Segment) throws(X12Fault) {
        var opened = try SubmittedClaim(segment)
        opened.billing = billing
        opened.payor = payor
        opened.subscriber = subscriber
        opened.patient = patient ?? subscriber
        opened.order = order
        opened.group = group
        opened.relationship = relationship
        claim = opened
        claims += 1
        named = nil
        isOtherPayor = false
    }

    private mutating func takeParty(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "NM1": takeName(segment)
        case "SBR":
            order = segment[1]
            relationship = segment[2]
            group = segment[3]
        case "PAT": relationship = segment[1] ?? relationship
        case "REF" where named == "85" && ["EI", "SY"].contains(segment[1]):
            billing.taxNumber = segment[2]
        case "DMG":
            let day = try segment.days(2)?.first
            if named == "IL" { subscriber.birthDate = day }
            if named == "QC" { patient?.birthDate = day }
        default: break
        }
    }

    private mutating func takeName(_ segment: Segment) {
        named = segment[1]
        switch named {
        case "85": billing = SubmittedClaim.Provider(segment)
        case "IL": subscriber = SubmittedClaim.Person(segment)
        case "QC": patient = SubmittedClaim.Person(segment)
        case "PR":
            payor.name = segment[3]
            payor.number = segment[9]
        default: break
        }
    }

    private mutating func takeClaim(_ segment: Segment) throws(X12Fault) {
        guard var open = claim else { return }
        claim = nil
        if let kind = SubmittedLine.Kind(rawValue: segment.name) {
            guard open.lines.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("lines of one claim"))
            }
            open.lines.append(try SubmittedLine(segment, kind))
            lines += 1
        } else if segment.name == "SBR" {
            isOtherPayor = true
        } else if segment.name == "LX" {
            isOtherPayor = false
        } else if let last = open.lines.indices.last {
            try open.lines[last].take(segment)
        } else if !isOtherPayor {
            try open.take(segment)
        }
        claim = open
    }
}
