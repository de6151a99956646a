package import Merge
package import X12

/// What a roster says of one member, as it was read from a file.
package struct ReadMember: PersonAnswer {
    package static let kind = WaitingAnswer.Kind.roster

    package let member: RosterMember
    package let source: AnswerSource

    package init(_ member: RosterMember, from source: AnswerSource) {
        self.member = member
        self.source = source
    }

    package init?(reading segments: Bytes, from source: AnswerSource) throws {
        var reader = RosterReader()
        for segment in try PersonExtract.segments(of: segments) { _ = try reader.take(segment) }
        guard let member = reader.finish() else { return nil }
        self.init(member, from: source)
    }

    package var facts: ClaimFacts { ClaimFacts(member) }

    package var saysSomething: Bool { term != nil }

    /// Of the dental cover, or of the member where no cover is named; `nil` where only others are.
    var term: (from: Day?, through: Day?)? {
        guard !member.products.isEmpty else {
            return (member.eligibleFrom, member.eligibleThrough)
        }
        guard let dental = member.products.first(where: { $0.line == "DEN" }) else { return nil }
        return (
            dental.from ?? member.eligibleFrom, dental.through ?? member.eligibleThrough
        )
    }

    package var words: String {
        guard let term else { return "not dental" }
        return "covered \(term.from?.description ?? "?") to \(term.through?.description ?? "open")"
    }

    package var birthDate: Day? { member.birthDate }
}
