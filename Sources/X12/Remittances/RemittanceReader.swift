internal import Merge

/// Reads the segments of one 835, claim by claim: it holds no more than one of them.
package struct RemittanceReader: Sendable {
    /// What is known of the payment so far; whole once `finish` has returned.
    package private(set) var advice = RemittanceAdvice()
    /// Claims so far, the one that is being read among them.
    package private(set) var claims = 0
    package private(set) var lines = 0
    private var claim: PaidClaim?
    private var named: String?
    private var paidCents: Int64 = 0
    private var hasAmount = false

    package init() {}

    /// - Returns: the claim before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> PaidClaim? {
        switch segment.name {
        case "CLP":
            let ended = try endClaim(segment)
            claim = try PaidClaim(segment)
            claims += 1
            return ended
        case "PLB":
            let ended = try endClaim(segment)
            try takeProvisions(segment)
            return ended
        case "LX", "TS3", "TS2": return try endClaim(segment)
        default:
            if claim == nil { try takeHeader(segment) } else { try takeClaim(segment) }
            return nil
        }
    }

    /// The set is over.
    ///
    /// - Parameter end: where, for faults.
    /// - Returns: the last claim.
    /// - Throws: `X12Fault` where BPR02 is not what its claims and provisions come to.
    package mutating func finish(at end: SetHeader) throws(X12Fault) -> PaidClaim? {
        let fault = { (reason: X12Fault.Reason) in
            X12Fault(reason, segment: end.segment, position: end.position)
        }
        guard hasAmount else { throw fault(.missing("BPR02")) }
        let last = claim
        claim = nil
        paidCents += last?.paidCents ?? 0
        let provided = advice.provisions.reduce(Int64(0)) { $0 + $1.cents }
        guard advice.cents == paidCents - provided else { throw fault(.sum("BPR02")) }
        return last
    }

    private mutating func endClaim(_ segment: Segment) throws(X12Fault) -> PaidClaim? {
        guard let ended = claim else { return nil }
        claim = nil
        paidCents += ended.paidCents
        guard abs(paidCents) <= X12Limits.centsMax else { throw segment.fault(.sum("BPR02")) }
        return ended
    }

    private mutating func takeHeader(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "BPR":
            let cents = try segment.requiredCents(2)
            advice.cents = segment[3] == "D" ? -cents : cents
            advice.method = segment[4]
            advice.paidOn = try segment.day(16)
            hasAmount = true
        case "TRN":
            advice.trace = segment[2]
            advice.originator = segment[3]
        case "DTM" where segment[1] == "405": advice.producedOn = try segment.day(2)
        case "N1":
            named = segment[1]
            if named == "PR" { advice.payor.name = segment[2] }
            if named == "PE" { advice.payee.name = segment[2] }
            try note(3, of: segment)
        case "REF": try note(1, of: segment)
        default: break
        }
    }

    /// A number and, before it, of what kind it is.
    private mutating func note(_ element: Int, of segment: Segment) throws(X12Fault) {
        guard let kind = segment[element], let text = segment[element + 1] else { return }
        let number = RemittanceAdvice.Party.Number(kind: kind, text: text)
        if named == "PR" { advice.payor.numbers.append(number) }
        if named == "PE" { advice.payee.numbers.append(number) }
        guard max(advice.payor.numbers.count, advice.payee.numbers.count) <= X12Limits.numbersMax
        else { throw segment.fault(.tooMany("numbers of a payor or payee")) }
    }

    private mutating func takeProvisions(_ segment: Segment) throws(X12Fault) {
        for element in stride(from: 3, to: segment.elementCount, by: 2) {
            guard let cents = try segment.cents(element + 1) else { continue }
            guard let reason = segment[element, 1] else {
                throw segment.fault(.missing(segment.label(element)))
            }
            advice.provisions.append(
                .init(reason: reason, reference: segment[element, 2], cents: cents))
        }
        guard advice.provisions.count <= X12Limits.linesMax else {
            throw segment.fault(.tooMany("provisions of one payment"))
        }
    }

    private mutating func takeClaim(_ segment: Segment) throws(X12Fault) {
        guard var open = claim else { return }
        claim = nil
        if segment.name == "SVC" {
            guard open.lines.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("lines of one claim"))
            }
            open.lines.append(try PaidLine(segment))
            lines += 1
        } else if let last = open.lines.indices.last {
            try open.lines[last].take(segment)
        } else {
            try open.take(segment)
        }
        claim = open
    }
}
