internal import Benefits
package import Merge
internal import Participation
package import Records
internal import Tables

// A claim is matched by what its payor repeats of it: the member id and the name decide the patient
// and the coverage, and both must agree, because a family shares an id and two people a name. Where
// that finds nobody, what a person said before of the same id, name and payor holds. The NPI
// decides the doctor. The office is the one that the payee's NPI is of, else the patient's only
// one, else the patient's own. Nothing is guessed: what is open waits for a person.

/// Matches claims to patients, coverages, doctors and offices; made once for many claims.
package struct ClaimMatcher<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let payors: PayorFinder
    private let learnt: LearntMatches
    private let coverages: [String: [Cover]]
    private let offices: [String: Set<RecordID>]

    /// What decides of a coverage.
    private struct Cover {
        let id: RecordID
        let patient: RecordID
        let payor: RecordID?
    }

    package init(_ lookup: Lookup) {
        self.lookup = lookup
        self.payors = PayorFinder(lookup)
        self.learnt = LearntMatches(lookup)
        var payorOfPlan: [RecordID: RecordID] = [:]
        for plan in lookup.records(.insurancePlan) {
            let payor = plan[InsurancePlan.payor].flatMap { lookup.record($0) }
            payorOfPlan[plan.id] = payor.map { PayorFinder.standing($0, in: lookup) }
        }
        var coverages: [String: [Cover]] = [:]
        for view in lookup.records(.coverage) where view.isActive {
            guard let member = view[Coverage.memberId], let patient = view[Coverage.patient]
            else { continue }
            let payor = view[Coverage.insurancePlan].flatMap { payorOfPlan[$0] }
            coverages[member, default: []].append(
                Cover(id: view.id, patient: patient, payor: payor))
        }
        self.coverages = coverages
        var offices: [String: Set<RecordID>] = [:]
        for view in lookup.records(.office) where view.isActive {
            guard let npi = view[Office.locationNpi2] else { continue }
            offices[npi, default: []].insert(view.id)
        }
        self.offices = offices
    }

    /// The payor that a file names, among ours.
    package func payor(_ names: [String]) -> RecordID? { payors.payor(names) }

    /// Whose claim the facts are of, with a reason for each part that was found.
    package func match(_ facts: ClaimFacts) -> PaymentMatch {
        var match = PaymentMatch()
        findPatient(facts, &match)
        findDoctor(facts, &match)
        findOffice(facts, &match)
        return match
    }

    private func findPatient(_ facts: ClaimFacts, _ match: inout PaymentMatch) {
        findMember(facts, &match)
        guard match.coverage == nil, let coverage = learnt.coverage(of: facts),
            let view = lookup.record(coverage), view.isActive,
            let patient = view[Coverage.patient]
        else { return }
        match.lacks = []
        match.patient = patient
        match.coverage = coverage
        match.reasons.append("patient as a person matched the same before")
    }

    private func findMember(_ facts: ClaimFacts, _ match: inout PaymentMatch) {
        guard let text = facts.memberId, let member = TextFormat.memberID.normalized(text) else {
            match.lacks.append(.noMemberId)
            return
        }
        let known = coverages[member] ?? []
        guard !known.isEmpty else { return match.lacks.append(.unknownMember) }
        let named = known.filter { isNamed(facts, patient: $0.patient) }
        guard !named.isEmpty else { return match.lacks.append(.otherName) }
        guard let payor = facts.payor ?? payors.payor(facts.payorNames) else {
            return match.lacks.append(.unknownPayor)
        }
        let own = named.filter { $0.payor == payor }
        guard let first = own.first else { return match.lacks.append(.otherPayor) }
        guard own.count == 1 else { return match.lacks.append(.severalCoverages) }
        match.patient = first.patient
        match.coverage = first.id
        match.reasons.append("patient by member id and name, under the same payor")
    }

    /// Whether the patient has the name: twins share a family name, a day of birth, a member id
    /// and often the first letter, so the whole first given name decides.
    private func isNamed(_ facts: ClaimFacts, patient: RecordID) -> Bool {
        guard let view = lookup.record(patient), view.isActive,
            let family = facts.family.map(TextFold.name), !family.isEmpty,
            view[Patient.name.family].map(TextFold.name) == family
        else { return false }
        let ours = Self.firstWord(view[Patient.name.given])
        return ours != nil && ours == Self.firstWord(facts.given)
    }

    private static func firstWord(_ given: String?) -> String? {
        let word = given?.split(whereSeparator: \.isWhitespace).first
        return word.map { TextFold.name(String($0)) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func findDoctor(_ facts: ClaimFacts, _ match: inout PaymentMatch) {
        guard let npi = facts.doctorNPI else { return match.lacks.append(.noDoctor) }
        let found = lookup.keyed(.practitioner, npi).filter(\.isActive)
        guard let doctor = found.first, found.count == 1 else {
            return match.lacks.append(.unknownDoctor)
        }
        match.practitioner = doctor.id
        match.reasons.append("doctor by NPI")
    }

    private func findOffice(_ facts: ClaimFacts, _ match: inout PaymentMatch) {
        if let paid = facts.payeeNPI.flatMap({ offices[$0] }), paid.count == 1 {
            match.office = paid.first
            match.reasons.append("office by the payee's NPI")
            return
        }
        let patient = match.patient.flatMap { lookup.record($0) }
        let own = patient?[Patient.offices, each: Patient.offices.office] ?? []
        if own.count == 1 {
            match.office = own.first
            match.reasons.append("the patient's only office")
        } else if let home = patient?[Patient.homeOffice] {
            match.office = home
            match.reasons.append("the patient's own office")
        } else {
            match.lacks.append(.noOffice)
        }
    }
}
