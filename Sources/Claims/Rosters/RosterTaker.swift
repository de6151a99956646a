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
        /// Those of them that wait for a person to say whose they are.
        package internal(set) var waiting = 0
        /// Of covers that are not dental.
        package internal(set) var other = 0
    }

    package mutating func skips(_ read: ReadMember) -> Bool {
        if read.term == nil { outcome.other += 1 }
        return read.term == nil
    }

    package mutating func leave(isWaiting: Bool) {
        outcome.unmatched += 1
        if isWaiting { outcome.waiting += 1 }
    }

    package mutating func take(
        _ read: ReadMember, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool {
        guard let term = read.term else { return false }
        let own = (from: coverage[Coverage.term.from], through: coverage[Coverage.term.through])
        if let from = own.from, let told = term.from, from != told { outcome.differing += 1 }
        let isReopened = read.member.maintenance == "025"
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
