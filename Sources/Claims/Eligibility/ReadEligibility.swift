package import Merge
package import X12

/// An eligibility answer as it was read from a file.
package struct ReadEligibility: PersonAnswer {
    package static let kind = WaitingAnswer.Kind.eligibility

    package let answer: EligibilityAnswer
    package let source: AnswerSource

    package init(_ answer: EligibilityAnswer, from source: AnswerSource) {
        self.answer = answer
        self.source = source
    }

    package init?(reading segments: Bytes, from source: AnswerSource) throws {
        var reader = EligibilityReader()
        var last: EligibilityAnswer?
        for segment in try PersonExtract.segments(of: segments) {
            last = try reader.take(segment) ?? last
        }
        guard let answer = reader.finish() ?? last else { return nil }
        self.init(answer, from: source)
    }

    package var facts: ClaimFacts { ClaimFacts(answer) }

    /// A refusal verifies nothing, whosever it is.
    package var saysSomething: Bool { answer.rejections.isEmpty && answer.isActive != nil }

    package var words: String {
        let benefits = Counted(answer.benefits.count, "benefit").description
        switch answer.isActive {
        case true?: return "active, \(benefits)"
        case false?: return "inactive"
        case nil: return "no answer"
        }
    }

    package var birthDate: Day? { answer.patient.birthDate }
}
