internal import Benefits
package import Merge
package import Records

/// A person says whose an answer is, and it is taken in as if that had been known at once.
package struct MatchAnswer: Deed {
    /// By the end of its id.
    package var answer: String
    /// By id, or the end of it.
    package var coverage: String
    /// The request that it answers, by the end of its id or the payor's number.
    package var authorization: String?

    package init(_ answer: String, to coverage: String) {
        self.answer = answer
        self.coverage = coverage
    }

    /// Why an answer cannot be matched so.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case isMatched
        case isDropped
        case noRequest
        case otherCoverage
        case notARequest(WaitingAnswer.Kind)
        case unreadable

        package var description: String {
            switch self {
            case .isMatched:
                "it is matched, and what it says is taken in: correct that where it was another's"
            case .isDropped:
                "it was dropped: `bridgework edit waiting_answer ID --lifecycle active` takes it "
                    + "up again"
            case .noRequest:
                "no one open authorization of that coverage is for its services: name one with "
                    + "--authorization, or ask for it first with `bridgework authorization add`"
            case .otherCoverage: "that authorization is of another coverage"
            case .notARequest(let kind):
                "a \(kind.rawValue) answers no request: leave --authorization out"
            case .unreadable: "what it says cannot be read: import its file again"
            }
        }
    }

    /// - Returns: the answer.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.waitingAnswer, answer)
        guard view.isActive else { throw Problem.isDropped }
        guard let found = WaitingCase(view) else { throw Problem.unreadable }
        guard found.isWaiting else { throw Problem.isMatched }
        let coverage = try records.view(.coverage, coverage)
        let request = try authorization.map {
            try AuthorizationBook(records).authorization($0)
        }
        if let request, request.coverage != coverage.id { throw Problem.otherCoverage }
        guard request == nil || found.kind == .authorization else {
            throw Problem.notARequest(found.kind)
        }
        var takers = WaitingTakers()
        let isTaken = try takers.take(
            found, of: coverage, request: request?.id, who, place, records, &writes)
        guard isTaken else { throw Problem.noRequest }
        try writes.add(
            found.matched(to: coverage.id, request: request?.id, by: PaymentMatch.byPerson))
        return found.id
    }
}

/// Answers that waited are taken in by what came in since, and by what people matched before.
package struct MatchWaitingAnswers: Deed {
    package init() {}

    /// - Returns: how many are matched now, and how many wait on.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> (matched: Int, waiting: Int) {
        let matcher = ClaimMatcher(records)
        var takers = WaitingTakers()
        var (matched, waiting) = (0, 0)
        for found in WaitingCase.waiting(in: records) {
            let match = matcher.match(found.answer.facts)
            guard !found.isDisputed, let coverage = match.coverage.flatMap({ records.record($0) }),
                try takers.take(found, of: coverage, request: nil, who, place, records, &writes)
            else {
                waiting += 1
                continue
            }
            matched += 1
            let reasons = match.reasons.joined(separator: "; ").kept(300)
            try writes.add(found.matched(to: coverage.id, request: nil, by: reasons))
        }
        return (matched, waiting)
    }
}

extension WaitingCase {
    fileprivate func matched(
        to coverage: RecordID, request: RecordID?, by reasons: String
    ) -> [Write] {
        [
            Write(
                WaitingAnswer.match, id,
                [WaitingAnswer.coverage(coverage), WaitingAnswer.request(request)]),
            Write(WaitingAnswer.matchedBy, id, reasons),
        ]
    }
}

/// Who takes in which kind: one of each, so that two answers of one request count once.
private struct WaitingTakers {
    private var eligibility = EligibilityTaker()
    private var decisions = DecisionTaker()
    private var rosters = RosterTaker()

    /// - Returns: whether it has a place there.
    mutating func take(
        _ found: WaitingCase, of coverage: RecordView, request: RecordID?, _ who: Signature,
        _ place: Place, _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool {
        switch found.answer {
        case let answer as ReadEligibility:
            return try eligibility.take(answer, of: coverage, who, place, records, &writes)
        case var answer as ReadDecision:
            answer.request = request
            return try decisions.take(answer, of: coverage, who, place, records, &writes)
        case let answer as ReadMember:
            return try rosters.take(answer, of: coverage, who, place, records, &writes)
        default: return false
        }
    }
}
