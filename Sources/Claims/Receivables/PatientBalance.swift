internal import Benefits
package import Merge
package import Records

/// What a patient owes of a service, and whether insurance is through with it (R14).
package struct PatientBalance: Sendable {
    package let item: OpenReceivable
    /// Of that service, as far as they are known.
    package let claims: [RegisteredClaim]
    /// What payors left to the patient of them; `nil` where none paid.
    package let leftCents: Int64?
    package let isReady: Bool
    package let why: String
}

/// Which balances of patients can be billed to them.
package struct PatientBalances<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day
    private let claims: [RecordID?: [RegisteredClaim]]
    private let secondaries: SecondaryClaims<Lookup>
    private let insured: [RecordID?: [OpenReceivable]]
    private let open: [OpenReceivable]

    package init(_ lookup: Lookup, office: RecordID? = nil, on today: Day) {
        self.lookup = lookup
        self.today = today
        let claims = ClaimBook(lookup).all(office: office).filter { !$0.isPredetermination }
        self.claims = Dictionary(grouping: claims, by: \.patient)
        self.secondaries = SecondaryClaims(lookup, claims: claims)
        self.open = ReceivableBook(lookup).open(office: office)
        let insured = open.filter { $0.debtor == .insurance && $0.cents > 0 }
        self.insured = Dictionary(grouping: insured, by: \.patient)
    }

    /// The oldest in front: what patients owe, without credits and what went to collections.
    package func all() -> [PatientBalance] {
        open.filter { $0.debtor == .patient && $0.cents > 0 && !$0.isInCollections }
            .map(balance).sorted {
                ($0.item.servedOn, $0.item.number, $0.item.id)
                    < ($1.item.servedOn, $1.item.number, $1.item.id)
            }
    }

    private func balance(_ item: OpenReceivable) -> PatientBalance {
        let claims = claims(of: item)
        let payments = claims.flatMap(\.payments)
        let left =
            payments.isEmpty
            ? nil : payments.reduce(Int64(0)) { $0 + $1.leftToPatientCents }
        let lack = lack(item, claims)
        return PatientBalance(
            item: item, claims: claims, leftCents: left, isReady: lack == nil,
            why: lack ?? reason(claims))
    }

    /// By the number that the ledger gives, else of that patient, day and office.
    private func claims(of item: OpenReceivable) -> [RegisteredClaim] {
        let own = item.patient == nil ? [] : claims[item.patient] ?? []
        if let number = item.claimNumber { return own.filter { $0.number == number } }
        return own.filter { $0.office == item.office && $0.servedFrom == item.servedOn }
    }

    /// What is still to come from insurance; `nil` where nothing is.
    private func lack(_ item: OpenReceivable, _ claims: [RegisteredClaim]) -> String? {
        guard let patient = item.patient else { return "the snapshot names no patient" }
        let others = insured[patient] ?? []
        if others.contains(where: { $0.office == item.office && $0.servedOn == item.servedOn }) {
            return "insurance is still open for that day"
        }
        guard !claims.isEmpty else {
            return isCovered(patient, on: item.servedOn) ? "no claim of that day is here" : nil
        }
        let waiting = claims.first { claim in
            let state = claim.state(on: today)
            return state != .paid && !claim.isOver(on: today)
        }
        if let waiting {
            let state = Workflow.words(of: waiting.state(on: today).rawValue)
            return "claim \(waiting.number) is \(state)"
        }
        let second = claims.compactMap(secondaries.secondary).first(where: \.needsSomebody)
        return second.map { "the second plan of claim \($0.primary.number): \($0.standing.words)" }
    }

    private func reason(_ claims: [RegisteredClaim]) -> String {
        claims.isEmpty ? "no coverage on that day" : "insurance is through with it"
    }

    private func isCovered(_ patient: RecordID, on day: Day) -> Bool {
        lookup.records(where: Coverage.patient, is: patient).contains { coverage in
            guard coverage.isActive else { return false }
            if let from = coverage[Coverage.term.from], day < from { return false }
            if let through = coverage[Coverage.term.through], through < day { return false }
            return true
        }
    }
}
