internal import Merge

// Levels are `HL`: 20 the payor, 21 who asks, 22 a subscriber, 23 a dependent, EV what is to be
// done, SS one service of it. What stands at EV holds for each service that says nothing of its
// own.

/// Reads the segments of one 278, request by request.
package struct AuthorizationReader: Sendable {
    package private(set) var answers = 0
    private var payor = SubmittedClaim.Payor()
    private var subscriber = SubmittedClaim.Person()
    private var dependent: SubmittedClaim.Person?
    private var isRequest = false
    private var level: String?
    private var answer: AuthorizationAnswer?

    package init() {}

    /// - Returns: the answer before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> AuthorizationAnswer? {
        switch segment.name {
        case "BHT":
            isRequest = segment[2] == "13"
            return nil
        case "HL": return begin(segment)
        default:
            try takeInner(segment)
            return nil
        }
    }

    /// The set is over.
    ///
    /// - Returns: the last answer.
    package mutating func finish() -> AuthorizationAnswer? {
        end()
    }

    private mutating func end() -> AuthorizationAnswer? {
        defer { answer = nil }
        guard let answer, !answer.isEmpty else { return nil }
        answers += 1
        return answer
    }

    private mutating func begin(_ segment: Segment) -> AuthorizationAnswer? {
        level = segment[3]
        guard level != "SS" else {
            answer?.services.append(.init())
            return nil
        }
        let ended = end()
        switch level {
        case "20": payor = SubmittedClaim.Payor()
        case "22":
            subscriber = SubmittedClaim.Person()
            dependent = nil
        case "23": dependent = SubmittedClaim.Person()
        default: break
        }
        var opened = AuthorizationAnswer(segment)
        opened.payor = payor
        opened.subscriber = subscriber
        opened.dependent = dependent
        opened.isRequest = isRequest
        answer = opened
        return ended
    }

    private mutating func takeInner(_ segment: Segment) throws(X12Fault) {
        guard var open = answer else { return }
        answer = nil
        switch segment.name {
        case "NM1": takeName(segment, &open)
        case "DMG":
            let day = try segment.days(2)?.first
            if level == "22" {
                subscriber.birthDate = day
                open.subscriber.birthDate = day
            } else if level == "23" {
                dependent?.birthDate = day
                open.dependent?.birthDate = day
            }
        case "TRN": open.trace = open.trace ?? segment[2]
        case "HCR": takeDecision(segment, &open)
        case "DTP" where ["AAH", "007", "036"].contains(segment[1]):
            let days = try segment.days(3)
            if segment[1] != "036" { open.from = days?.first ?? open.from }
            if segment[1] == "036" || days?.first != days?.last {
                open.through = days?.last ?? open.through
            }
        case "HSD": open.thousandths = try segment.thousandths(2) ?? open.thousandths
        case "SV1", "SV2", "SV3": try takeService(segment, &open)
        case "TOO":
            if let last = open.services.indices.last { open.services[last].tooth = segment[2] }
        case "AAA":
            guard open.rejections.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("refusals of one request"))
            }
            open.rejections.append(try segment.required(3))
        default: break
        }
        answer = open
    }

    private mutating func takeName(_ segment: Segment, _ open: inout AuthorizationAnswer) {
        switch (level, segment[1]) {
        case ("20", _):
            payor.name = segment[3]
            payor.number = segment[9]
            open.payor = payor
        case ("22", "IL"):
            subscriber = SubmittedClaim.Person(segment)
            open.subscriber = subscriber
        case ("23", "QC"), ("23", "03"):
            dependent = SubmittedClaim.Person(segment)
            open.dependent = dependent
        default: break
        }
    }

    private func takeDecision(_ segment: Segment, _ open: inout AuthorizationAnswer) {
        if level == "SS", let last = open.services.indices.last {
            open.services[last].action = segment[1]
            open.services[last].number = segment[2]
            open.number = open.number ?? segment[2]
        } else {
            open.action = segment[1]
            open.number = segment[2] ?? open.number
        }
    }

    private func takeService(
        _ segment: Segment, _ open: inout AuthorizationAnswer
    ) throws(X12Fault) {
        guard open.services.count < X12Limits.linesMax else {
            throw segment.fault(.tooMany("services of one request"))
        }
        if level != "SS" { open.services.append(.init()) }
        guard let last = open.services.indices.last else { return }
        let first = segment.name == "SV2" ? 2 : 1
        open.services[last].qualifier = segment[first, 1]
        open.services[last].code = segment[first, 2]
    }
}
