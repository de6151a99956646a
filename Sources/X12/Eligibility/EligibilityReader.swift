internal import Merge

// Levels are `HL`: 20 the payor, 21 who asked, 22 a subscriber, 23 a dependent. A subscriber who
// only leads to a dependent has neither a benefit nor a refusal. Between `LS` and `LE` stand others
// who have to do with one benefit: nothing there is of the patient.

/// Reads the segments of one 271, person by person: it holds no more than one of them.
package struct EligibilityReader: Sendable {
    package private(set) var answers = 0
    package private(set) var benefits = 0
    private var payor = SubmittedClaim.Payor()
    private var subscriber = SubmittedClaim.Person()
    private var group: String?
    private var answer: EligibilityAnswer?
    private var level: String?
    private var isInside = false

    package init() {}

    /// - Returns: the answer before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> EligibilityAnswer? {
        switch segment.name {
        case "HL":
            let ended = end()
            begin(segment)
            return ended
        case "LS": isInside = true
        case "LE": isInside = false
        default:
            if !isInside { try takeInner(segment) }
        }
        return nil
    }

    /// The set is over.
    ///
    /// - Returns: the last answer.
    package mutating func finish() -> EligibilityAnswer? {
        end()
    }

    private mutating func end() -> EligibilityAnswer? {
        defer { answer = nil }
        guard let answer, !answer.isEmpty else { return nil }
        answers += 1
        return answer
    }

    private mutating func begin(_ segment: Segment) {
        level = segment[3]
        isInside = false
        var opened = EligibilityAnswer(segment)
        switch level {
        case "20": payor = SubmittedClaim.Payor()
        case "22":
            subscriber = SubmittedClaim.Person()
            group = nil
        case "23": opened.dependent = SubmittedClaim.Person()
        default: break
        }
        opened.payor = payor
        opened.subscriber = subscriber
        opened.group = group
        answer = opened
    }

    private mutating func takeInner(_ segment: Segment) throws(X12Fault) {
        guard var open = answer else { return }
        answer = nil
        switch segment.name {
        case "EB":
            guard open.benefits.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("benefits of one person"))
            }
            open.benefits.append(try EligibilityBenefit(segment))
            benefits += 1
        case "AAA":
            guard open.rejections.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("refusals of one person"))
            }
            open.rejections.append(try segment.required(3))
        default:
            if let last = open.benefits.indices.last {
                try open.benefits[last].take(segment)
            } else {
                try takePerson(segment, &open)
            }
        }
        answer = open
    }

    private mutating func takePerson(
        _ segment: Segment, _ open: inout EligibilityAnswer
    ) throws(X12Fault) {
        switch segment.name {
        case "NM1":
            switch (level, segment[1]) {
            case ("20", _):
                payor.name = segment[3]
                payor.number = segment[9]
                open.payor = payor
            case ("22", "IL"):
                subscriber = SubmittedClaim.Person(segment)
                open.subscriber = subscriber
            case ("23", "03"): open.dependent = SubmittedClaim.Person(segment)
            default: break
            }
        case "TRN": open.trace = segment[2] ?? open.trace
        case "REF" where ["6P", "1L"].contains(segment[1]):
            group = segment[2]
            open.group = group
        case "DMG":
            let day = try segment.days(2)?.first
            if level == "22" {
                subscriber.birthDate = day
                open.subscriber.birthDate = day
            } else {
                open.dependent?.birthDate = day
            }
        case "DTP": try takeDays(segment, &open)
        default: break
        }
    }

    private func takeDays(
        _ segment: Segment, _ open: inout EligibilityAnswer
    ) throws(X12Fault) {
        guard let days = try segment.days(3) else { return }
        switch segment[1] {
        case "346", "348", "356": open.coveredFrom = days.first
        case "347", "349", "357": open.coveredThrough = days.last
        case "291", "307":
            open.coveredFrom = days.first
            // One day alone says when it was looked at, not when it ends.
            if days.last != days.first { open.coveredThrough = days.last }
        default: break
        }
    }
}
