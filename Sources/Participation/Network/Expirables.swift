package import Merge
package import Records
internal import Tables

/// Finds what runs out, from what a replica holds.
///
/// Days are civil: an office compares with its own today and raises expiry with the line down.
package struct Expirables<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day
    private let doctors: [RecordID: NetworkBook.Doctor]
    private let offices: [RecordID: String]
    private let contracts: [RecordID: String]

    package init(_ lookup: Lookup, asOf today: Day) {
        self.lookup = lookup
        self.today = today
        self.doctors = Dictionary(
            lookup.records(.practitioner).filter(\.isActive).map {
                ($0.id, NetworkBook.Doctor($0))
            }, uniquingKeysWith: { first, _ in first })
        let codes = { (type: RecordType) in
            Dictionary(
                lookup.records(type).map { ($0.id, $0.naturalKey ?? $0.id.description) },
                uniquingKeysWith: { first, _ in first })
        }
        self.offices = codes(.office)
        self.contracts = codes(.payorContract)
    }

    /// Everything that is adverse, expired or runs out within so many days; the most urgent first.
    ///
    /// - Parameter doctor: that doctor's alone; `nil` is everybody's and what is nobody's.
    package func all(within days: Int64, of doctor: RecordID? = nil) -> [Expirable] {
        let found =
            credentials() + policies() + attestations() + documents() + recredentialings()
            + notices()
        let npi = doctor.map { doctors[$0]?.npi }
        let asked = found.filter { expirable in
            (expirable.stage.rank < 2 || (expirable.daysLeft ?? .max) <= days)
                && (npi == nil || npi == expirable.npi)
        }
        return asked.sorted { $0.isMoreUrgent(than: $1) }
    }

    private func credentials() -> [Expirable] {
        let views = active(.credential)
        let replaced = Set(views.compactMap { $0[Credential.supersedes] })
        return views.compactMap { view in
            let standing = Workflow.credential.standing(of: view)
            guard !replaced.contains(view.id), !standing.isIn(Credential.State.superseded)
            else { return nil }
            let isAdverse = standing.isIn(Credential.State.suspended, .revoked)
            let isSanctioned = view[Credential.isSanctioned] == true
            let word = isAdverse ? standing.state : isSanctioned ? "sanctioned" : nil
            let numbers = view[Credential.numbers]
            guard word != nil || !views.contains(where: { Self.isRenewed(view, by: $0) }) else {
                return nil
            }
            let shown = numbers.last(where: \.isShown)
            return make(
                view, what: view[Credential.kind] ?? "credential",
                expiresOn: view[Credential.expiresOn],
                adverse: word, number: shown?[Credential.Numbers.number],
                isNumberUnknown: numbers.contains { !$0.isShown } || Self.disagree(numbers),
                state: shown?[Credential.Numbers.state],
                renewal: standing.isIn(Credential.State.renewalSubmitted) ? "submitted" : nil,
                offices: view[Credential.offices, each: Credential.offices.office])
        }
    }

    /// Whether another credential of the same doctor, kind, state and number goes on where this
    /// one ends: people write a renewal down as a record of its own.
    private static func isRenewed(_ view: RecordView, by other: RecordView) -> Bool {
        guard other.id != view.id, let end = view[Credential.expiresOn],
            other[Credential.practitioner] == view[Credential.practitioner],
            other[Credential.kind] == view[Credential.kind], other[Credential.isSanctioned] != true,
            other[Credential.expiresOn].map({ end < $0 }) ?? true,
            (other[Credential.issuedOn] ?? .earliest) <= end.after
        else { return false }
        let state = Workflow.credential.standing(of: other)
        let isAdverse = state.isIn(Credential.State.suspended, .revoked, .superseded)
        return state.conflict == nil && !isAdverse && identity(of: other) == identity(of: view)
    }

    /// The number and the state by which an authority tells one credential from another; `nil`
    /// where its documents disagree, which is like nothing, not even another such.
    private static func identity(of view: RecordView) -> [Scalar?]? {
        let numbers = view[Credential.numbers]
        guard numbers.allSatisfy(\.isShown), !disagree(numbers) else { return nil }
        return numbers.last.map {
            [$0.scalar(Credential.Numbers.number), $0.scalar(Credential.Numbers.state)]
        } ?? []
    }

    /// Whether documents that nothing supersedes give different numbers.
    private static func disagree(_ numbers: [RecordRow]) -> Bool {
        let superseded = Set(numbers.compactMap { $0[Credential.Numbers.supersedes] })
        let standing = numbers.filter { row in
            row[Credential.Numbers.document].map { !superseded.contains($0) } ?? true
        }
        return Set(standing.filter(\.isShown).map { $0.scalar(Credential.Numbers.number) }).count
            > 1
    }

    /// The last policy of each doctor: one that another continues is over without a loss.
    private func policies() -> [Expirable] {
        let views = active(.malpracticePolicy)
        return views.compactMap { view in
            guard let end = view[MalpracticePolicy.effectiveThrough] else { return nil }
            let isContinued = views.contains { other in
                other.id != view.id
                    && other[MalpracticePolicy.practitioner] == view[MalpracticePolicy.practitioner]
                    && (other[MalpracticePolicy.effectiveThrough] ?? .latest) > end
                    && (other[MalpracticePolicy.effectiveFrom] ?? .earliest) <= end.after
            }
            guard !isContinued else { return nil }
            return make(
                view, what: "malpractice policy", expiresOn: end,
                number: view[MalpracticePolicy.policyNumber],
                offices: view[
                    MalpracticePolicy.coveredOffices,
                    each: MalpracticePolicy.CoveredOffices.office])
        }
    }

    private func attestations() -> [Expirable] {
        active(.caqhProfile).compactMap { view in
            make(
                view, what: "CAQH attestation", expiresOn: Attestation.dueOn(view),
                number: view[CaqhProfile.caqhId])
        }
    }

    private func documents() -> [Expirable] {
        let views = active(.document)
        let replaced = Set(views.compactMap { $0[Document.supersedes] })
        return views.filter { !replaced.contains($0.id) }.compactMap { view in
            make(
                view, what: "document \(view[Document.kind] ?? "")",
                expiresOn: view[Document.expiresOn], doctor: view[Document.subject])
        }
    }

    private func recredentialings() -> [Expirable] {
        active(.enrollment).compactMap { view in
            guard let due = view[Enrollment.recredentialDueOn] else { return nil }
            let standing = Workflow.enrollment.standing(of: view)
            guard standing.isIn(Enrollment.State.effective, .recredentialing) else { return nil }
            let contract = view[Enrollment.contract].flatMap { contracts[$0] } ?? ""
            let office = view[Enrollment.office].flatMap { offices[$0] }
            return make(
                view, what: "recredentialing \(contract)", expiresOn: due,
                renewal: standing.isIn(Enrollment.State.recredentialing) ? "under way" : nil,
                officeCodes: office.map { [$0] } ?? [])
        }
    }

    /// The last day on which notice of a contract's end can be given.
    private func notices() -> [Expirable] {
        active(.payorContract).compactMap { view in
            let window = RenewalWindow(view, Workflow.contract.standing(of: view), today: today)
            return make(
                view, what: "notice to contract \(contracts[view.id] ?? "")",
                expiresOn: window?.noticeDeadline)
        }
    }

    private func active(_ type: RecordType) -> [RecordView] {
        lookup.records(type).filter(\.isActive)
    }

    /// - Returns: `nil` for what has no end and nothing adverse.
    private func make(
        _ view: RecordView, what: String, expiresOn: Day?, adverse: String? = nil,
        number: String? = nil, isNumberUnknown: Bool = false, state: String? = nil,
        renewal: String? = nil, doctor subject: RecordID? = nil, offices named: [RecordID]? = nil,
        officeCodes: [String] = []
    ) -> Expirable? {
        let left = expiresOn.map { $0.number - today.number }
        let due = left.map { Expirable.Stage(daysLeft: $0) }
        guard let stage = adverse.map({ Expirable.Stage.adverse($0) }) ?? due else { return nil }
        let doctor = (subject ?? view[AnyRecord.practitioner]).flatMap { doctors[$0] }
        return Expirable(
            record: view.id, npi: doctor?.npi, doctor: doctor?.name, what: what,
            number: number.map(Expirable.masked), isNumberUnknown: isNumberUnknown, state: state,
            expiresOn: expiresOn, daysLeft: left, stage: stage, renewal: renewal,
            offices: named?.compactMap { offices[$0] }.sorted() ?? officeCodes)
    }
}
