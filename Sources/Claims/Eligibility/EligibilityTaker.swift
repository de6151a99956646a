internal import Benefits
internal import Merge
internal import Participation
package import Records
internal import Tables
package import X12

/// Takes in what payors answer electronically: each answer is a verification of its coverage, once.
package struct EligibilityTaker: AnswerTaker {
    package private(set) var outcome = Outcome()
    private var seen: Set<RecordID> = []

    package init() {}

    /// What became of them.
    package struct Outcome: Sendable {
        package internal(set) var active = 0
        package internal(set) var inactive = 0
        package internal(set) var known = 0
        /// Of people whom no coverage here is of, or several are.
        package internal(set) var unmatched = 0
        /// Those of them that wait for a person to say whose they are.
        package internal(set) var waiting = 0
        /// The payor refused to answer, or says neither that the cover holds nor that it does not.
        package internal(set) var refused = 0
        /// Rules of plans that the answers say otherwise than the plans.
        package internal(set) var rules = 0
        /// Benefits that no rule can say.
        package internal(set) var ignored = 0
        /// Service types that no code group names.
        package internal(set) var unmapped: Set<String> = []
        /// The codes of refusals.
        package internal(set) var refusals: Set<String> = []
    }

    package func skips(_ read: ReadEligibility) -> Bool { false }

    package mutating func leave(isWaiting: Bool) {
        outcome.unmatched += 1
        if isWaiting { outcome.waiting += 1 }
    }

    package mutating func take(
        _ read: ReadEligibility, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool {
        let answer = read.answer
        guard answer.rejections.isEmpty, let isActive = answer.isActive else {
            outcome.refused += 1
            outcome.refusals.formUnion(answer.rejections.map { String($0.prefix(3)) })
            return true
        }
        let id = records.newID(
            .benefitVerification, [read.source.digest, String(read.source.place)], of: place.office)
        guard records.record(id) == nil, seen.insert(id).inserted else {
            outcome.known += 1
            return true
        }
        let words = BenefitWords(
            answer, payor: PayorDemands(records).payor(of: coverage.id), in: records)
        outcome.ignored += words.ignored
        outcome.unmapped.formUnion(words.unmapped)
        try write(read, words, isActive, coverage, as: id, who, place, records, &writes)
        outcome.rules += try writeRules(words, coverage, records, &writes)
        if isActive { outcome.active += 1 } else { outcome.inactive += 1 }
        return true
    }

    private func write(
        _ read: ReadEligibility, _ words: BenefitWords, _ isActive: Bool, _ coverage: RecordView,
        as id: RecordID, _ who: Signature, _ place: Place, _ records: some RecordLookup,
        _ writes: inout some WriteSink
    ) throws {
        let day = min(read.source.on ?? place.today, place.today)
        var draft = VerificationDraft(on: day, method: "271", isActive: isActive)
        draft.reference = read.answer.trace.map { $0.kept(60) }
        draft.through = isActive ? nil : read.answer.coveredThrough
        draft.usage = words.usage
        draft.usage.served.removeAll { text in
            Day(String(text.split(separator: ":").last ?? "")).map { $0 > day } ?? true
        }
        let usage = records.newID(
            .benefitUsage, [read.source.digest, String(read.source.place)], of: place.office)
        try writes.add(
            draft.writes(
                coverage, state: records.state(coverage.id) ?? RecordState(), lookup: records,
                ids: .init(verification: id, usage: usage), by: who.actor))
        // What the payor said stands over what the plan said.
        try writes.add(
            words.rules.map {
                Write(BenefitVerification.answers, id, key: $0.key, $0.value)
            })
    }

    /// - Returns: how many rules of the plan say something else now, or are to.
    private func writeRules(
        _ words: BenefitWords, _ coverage: RecordView, _ records: some RecordLookup,
        _ writes: inout some WriteSink
    ) throws -> Int {
        guard
            let plan = coverage[Coverage.insurancePlan].flatMap({
                records.current(.insurancePlan, $0)
            })
        else { return 0 }
        let standing = Set(
            plan[InsurancePlan.rules].map { row in
                Write(InsurancePlan.rules, plan.id, copying: row).unit
            })
        let new = words.rules.map { Write(InsurancePlan.rules, plan.id, key: $0.key, $0.value) }
            .filter { !standing.contains($0.unit) }
        try writes.add(new)
        return new.count
    }
}

extension Write {
    /// What it says of which key.
    fileprivate var unit: [Bytes] { [key, value ?? []] }
}

extension ClaimFacts {
    /// Who an eligibility answer is about, and who answers.
    package init(_ answer: EligibilityAnswer) {
        self.init()
        self.memberId = answer.subscriber.memberId ?? answer.patient.memberId
        self.family = answer.patient.family ?? answer.subscriber.family
        self.given = answer.patient.given
        self.payorNames = [answer.payor.number, answer.payor.name].compactMap(\.self)
    }
}
