package import Merge
package import X12

/// A payor's answer to a request for authorization, as it was read from a file.
package struct ReadDecision: PersonAnswer {
    package static let kind = WaitingAnswer.Kind.authorization

    package let answer: AuthorizationAnswer
    package let source: AnswerSource
    /// The request that a person says is meant.
    package var request: RecordID?

    package init(_ answer: AuthorizationAnswer, from source: AnswerSource) {
        self.answer = answer
        self.source = source
    }

    package init?(reading segments: Bytes, from source: AnswerSource) throws {
        var reader = AuthorizationReader()
        var last: AuthorizationAnswer?
        for segment in try PersonExtract.segments(of: segments) {
            last = try reader.take(segment) ?? last
        }
        guard let answer = reader.finish() ?? last else { return nil }
        self.init(answer, from: source)
    }

    package var facts: ClaimFacts { ClaimFacts(answer) }

    package var saysSomething: Bool { answer.decision != nil }

    package var words: String {
        let decision =
            switch answer.decision {
            case .approved: "approved"
            case .partly: "approved in part"
            case .denied: "denied"
            case .pended: "pended"
            case nil: "no decision"
            }
        let codes = answer.services.compactMap(\.code)
        return ([decision, answer.number].compactMap(\.self) + codes).joined(separator: " ")
    }

    package var birthDate: Day? { answer.patient.birthDate }
}
