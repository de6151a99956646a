internal import Benefits
internal import Merge
package import Records
internal import Tables
package import X12

/// Takes in what an employer's roster says of members: from when to when they are covered.
///
/// It makes nobody a patient. Of members whom a coverage here is of, the last day is written where
/// the roster says another, and the first where none was known; a first day that differs is left
/// for a person, because a roster often tells when the present plan began.
package struct RosterTaker: AnswerTaker {
    package private(set) var outcome = Outcome()

    package init() {}

    /// What became of them.
    package struct Outcome: Sendable {
        /// Coverages that end otherwise, or begin where nobody knew.
        package internal(set) var changed = 0
        package internal(set) var same = 0
        /// Coverages whose first day is another than the roster's.
        package internal(set) var differing = 0
        /// Of people whom no coverage here is of, or several are.
        package internal(set) var unmatched = 0
        /// Of covers that are not dental.
        package internal(set) var other = 0
    }

    package mutating func facts(of member: RosterMember) -> ClaimFacts? {
        guard Self.term(of: member) != nil else {
            outcome.other += 1
            return nil
        }
        return ClaimFacts(member)
    }

    package mutating func leave(_ member: RosterMember) { outcome.unmatched += 1 }

    package mutating func take(
        _ member: RosterMember, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool {
        guard let term = Self.term(of: member) else { return false }
        let own = (from: coverage[Coverage.term.from], through: coverage[Coverage.term.through])
        if let from = own.from, let told = term.from, from != told { outcome.differing += 1 }
        let isReopened = member.maintenance == "025"
        let through = term.through ?? (isReopened ? nil : own.through)
        let from = own.from ?? term.from
        guard from != own.from || through != own.through else {
            outcome.same += 1
            return true
        }
        outcome.changed += 1
        let cleared = Assignment(Coverage.term.through, through?.description ?? "")
        let began = from.map { [Assignment(Coverage.term.from, $0.description)] } ?? []
        try writes.add(
            RecordEditor.writes(
                type: .coverage, record: coverage.id, assignments: began + [cleared],
                before: records.state(coverage.id)))
        return true
    }

    /// Of the dental cover, or of the member where no cover is named; `nil` where only others are.
    private static func term(of member: RosterMember) -> (from: Day?, through: Day?)? {
        guard !member.products.isEmpty else {
            return (member.eligibleFrom, member.eligibleThrough)
        }
        guard let dental = member.products.first(where: { $0.line == "DEN" }) else { return nil }
        return (
            dental.from ?? member.eligibleFrom, dental.through ?? member.eligibleThrough
        )
    }
}

extension ClaimFacts {
    /// Who a member is, and who covers them.
    package init(_ member: RosterMember) {
        self.init()
        self.memberId = member.memberId ?? member.subscriberNumber
        self.family = member.family
        self.given = member.given
        self.payorNames = [member.payor.number, member.payor.name].compactMap(\.self)
    }
}
