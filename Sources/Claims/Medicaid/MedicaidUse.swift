internal import Benefits
package import Merge
package import Records
package import Tables

/// What was done under Medicaid, by month or quarter (R24).
///
/// Counted are claims whose coverage's plan is of that kind, by the day of service: those that went
/// out and were not turned away. Where a claim took the place of another of its number, the last
/// one counts; what was taken back counts no more.
package struct MedicaidUse: Sendable {
    package private(set) var groups: [Group] = []

    /// How long what is summed goes on.
    package enum Period: String, CaseIterable, Sendable {
        case month, quarter

        /// `2027-01`, or `2027-Q1`.
        func words(of day: Day) -> String {
            let text = day.description
            switch self {
            case .month: return String(text.prefix(7))
            case .quarter:
                let month = Int(text.dropFirst(5).prefix(2)) ?? 1
                return "\(text.prefix(4))-Q\((month + 2) / 3)"
            }
        }
    }

    /// What is alike in services that are summed.
    package struct Alike: Hashable, Sendable {
        package let period: String
        package let programme: RecordID?
        package let office: RecordID?
        package let doctor: RecordID?
        /// Blank where codes are not told apart.
        package let code: String?
    }

    /// Services that are alike.
    package struct Group: Sendable {
        package let alike: Alike
        package var visits: Int { days.count }
        package var patients: Int { Set(days.map(\.patient)).count }
        package private(set) var services = 0
        package private(set) var charged = CheckedSum()
        package private(set) var paid = CheckedSum()
        private var days: Set<Visit> = []

        private struct Visit: Hashable, Sendable {
            let patient: String
            let day: Day
        }

        fileprivate init(_ alike: Alike) {
            self.alike = alike
        }

        fileprivate mutating func add(_ line: RegisteredClaim.Line?, of claim: RegisteredClaim) {
            guard let day = line?.servedOn ?? claim.servedFrom else { return }
            days.insert(
                Visit(patient: claim.patient?.description ?? claim.patientName, day: day))
            services += line == nil ? claim.lines.count : 1
            charged += CheckedSum(line?.cents ?? claim.cents)
        }

        fileprivate mutating func add(paid cents: Int64) {
            paid += CheckedSum(cents)
        }
    }

    /// - Parameters:
    ///   - days: of service that are counted.
    ///   - byCode: one group for each code; what a payor paid of a code is its lines'.
    package init(
        _ lookup: some RecordLookup, office: RecordID? = nil, within days: DayRange,
        by period: Period,
        byCode: Bool
    ) {
        var found: [Alike: Group] = [:]
        for claim in Self.claims(lookup, office: office) {
            guard let served = claim.servedFrom, days.contains(served) else { continue }
            let alike = { (day: Day?, code: String?) in
                Alike(
                    period: period.words(of: day ?? served), programme: claim.payor,
                    office: claim.office, doctor: claim.practitioner, code: code)
            }
            guard byCode else {
                let key = alike(served, nil)
                found[key, default: Group(key)].add(nil, of: claim)
                let paid = claim.payments.reduce(Int64(0)) { $0 + $1.paidCents }
                found[key]?.add(paid: paid)
                continue
            }
            for line in claim.lines {
                let key = alike(line.servedOn, line.code)
                found[key, default: Group(key)].add(line, of: claim)
            }
            for line in claim.payments.flatMap(\.lines) {
                let code = line.submittedCode ?? line.code
                guard claim.lines.contains(where: { $0.code == code }) else { continue }
                let key = alike(line.servedOn, code)
                found[key, default: Group(key)].add(paid: line.paidCents)
            }
        }
        self.groups = found.values.sorted { Self.order($0.alike) < Self.order($1.alike) }
    }

    /// Claims under Medicaid that count.
    private static func claims(
        _ lookup: some RecordLookup, office: RecordID?
    ) -> [RegisteredClaim] {
        let all = ClaimBook(lookup).all(office: office).filter { claim in
            claim.sentOn != nil && !claim.isPredetermination
                && !claim.standing.isIn(Claim.State.rejected) && isMedicaid(claim, lookup)
        }
        let versions = Dictionary(grouping: all) { claim in
            [claim.number, claim.office?.description ?? "", claim.payingOrder ?? "P"]
        }
        return versions.values.flatMap { claims -> [RegisteredClaim] in
            guard claims.contains(where: { ["7", "8"].contains($0.frequency) }) else {
                return claims
            }
            let last = claims.max {
                ($0.sentOn ?? .earliest, $0.frequency ?? "", $0.id)
                    < ($1.sentOn ?? .earliest, $1.frequency ?? "", $1.id)
            }
            return last.map { $0.frequency == "8" ? [] : [$0] } ?? []
        }.sorted { $0.id < $1.id }
    }

    private static func isMedicaid(
        _ claim: RegisteredClaim, _ lookup: some RecordLookup
    ) -> Bool {
        let plan = claim.coverage.flatMap { lookup.record($0) }?[Coverage.insurancePlan]
        return plan.flatMap { lookup.current(.insurancePlan, $0) }?[InsurancePlan.planKind]
            == "medicaid"
    }

    private static func order(_ alike: Alike) -> String {
        [
            alike.period, alike.programme?.description, alike.office?.description,
            alike.doctor?.description, alike.code,
        ].map { $0 ?? "" }.joined(separator: " ")
    }
}
