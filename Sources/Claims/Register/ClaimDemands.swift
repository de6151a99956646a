internal import Benefits
internal import Merge
internal import Records
internal import Tables

/// What a payor demands of a claim beyond coverage and contract: its authorization, what goes
/// beside it, and that the plan pays the service so often.
struct ClaimDemands<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let demands: PayorDemands<Lookup>
    private let today: Day

    init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.demands = PayorDemands(lookup)
        self.today = today
    }

    /// What is missing of what the payor demands.
    func reasons(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard let coverage = claim.coverage, !claim.isPredetermination else { return [] }
        let payor = demands.payor(of: coverage)
        let prior = claim.lines.filter { line in
            line.code.map { demands.authorization(of: $0, payor) == .prior } ?? false
        }
        let cases = prior.isEmpty ? [] : AuthorizationBook(lookup).cases(of: coverage)
        return prior.compactMap { authorization($0, claim, cases, on: $0.servedOn ?? day) }
            + attachments(claim, payor) + frequencies(claim, on: day)
    }

    private func authorization(
        _ line: RegisteredClaim.Line, _ claim: RegisteredClaim, _ cases: [AuthorizationCase],
        on day: Day
    ) -> ClaimCheck.Reason? {
        guard let code = line.code, let coverage = claim.coverage else { return nil }
        let own = cases.filter { $0.kind == .prior && $0.isFor(code, tooth: line.tooth) }
        guard let first = own.first else {
            return .init(
                kind: .authorization, words: "the payor asks for an authorization of \(code)",
                fix: "bridgework authorization add \(coverage.suffix) --service \(code)")
        }
        // The work itself may have used the last unit.
        let lacks = own.map { ($0, $0.lack(on: day, countsUnits: false)) }
        guard let granted = lacks.first(where: { $0.1 == nil })?.0 else {
            let last = lacks.first { !$0.0.isOver(on: today) } ?? (first, lacks[0].1)
            return .init(
                kind: .authorization, words: "\(code) on \(day): \(last.1 ?? "")",
                fix: "bridgework authorization show \(last.0.id.suffix)")
        }
        if granted.isOverused {
            return .init(
                kind: .authorization, words: "\(code): more is used than the payor granted",
                fix: "bridgework authorization show \(granted.id.suffix)")
        }
        guard let number = granted.letter?.number, number != claim.authorizationNumber else {
            return nil
        }
        return .init(
            kind: .authorization, words: "it does not name authorization \(number) for \(code)",
            fix: "mend it in the practice's software")
    }

    private func attachments(
        _ claim: RegisteredClaim, _ payor: RecordView?
    ) -> [ClaimCheck.Reason] {
        let asked = Set(claim.lines.compactMap(\.code))
            .flatMap { code in demands.attachments(for: code, payor).map { (code, $0) } }
            .sorted { $0 < $1 }
        return asked.filter { !claim.attachments.contains($0.1) }.map { code, attachment in
            .init(
                kind: .attachment, words: "the payor asks for \(attachment) beside \(code)",
                fix: "bridgework claim attach \(claim.number) \(attachment)")
        }
    }

    /// What the plan does not pay so soon again, as far as its payor told what was done before.
    private func frequencies(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard claim.isUnsent, let coverage = claim.coverage.flatMap({ lookup.record($0) }) else {
            return []
        }
        return claim.lines.compactMap { line in
            guard let code = line.code,
                let words = ServiceLimits.exceeded(
                    code, tooth: line.tooth, coverage: coverage, on: line.servedOn ?? day,
                    today: today, in: lookup)
            else { return nil }
            return .init(
                kind: .frequency, words: words,
                fix: "bridgework coverage verify \(coverage.id.suffix) --method … --active")
        }
    }
}
