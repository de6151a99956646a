package import Merge
package import Records
internal import Tables

// What every payor asks of a new doctor, whatever its template says (domain W1, `allItemsIn`):
//
//     licence   one per state of the offices: neither expired nor suspended on the first day
//     coi       a malpractice policy that covers the first day
//     caqh      attested less than 120 days ago, or what the profile says instead
//     w9        one per tax number of the offices

/// The facts that a doctor's records must show before a start.
package struct DoctorFacts<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let doctor: RecordID
    private let startsOn: Day
    private let today: Day

    /// How long an attestation holds, where the profile does not say.
    private static var attestationDays: Int64 { 120 }

    package init(_ lookup: Lookup, doctor: RecordID, startsOn: Day, today: Day) {
        self.lookup = lookup
        self.doctor = doctor
        self.startsOn = startsOn
        self.today = today
    }

    /// What a payor's packet needs of the doctor at these offices, and whether it is there.
    package func items(at offices: [RecordID]) -> [PacketItem] {
        let views = offices.compactMap { lookup.record($0) }
        let states = Set(views.compactMap { $0[Office.physicalAddress.state] }).sorted()
        let entities = Set(views.compactMap { $0[Office.organization] }).sorted()
        let licences = (states.isEmpty ? [nil] : states.map(Optional.some)).map { state in
            item(state.map { "licence \($0)" } ?? "licence", licence(in: state))
        }
        return licences + [item("coi", cover), item("caqh", attestation)]
            + entities.map { item("w9", taxForm(of: $0), for: $0) }
    }

    private func item(
        _ kind: String, _ finding: PacketItem.Finding, for place: RecordID? = nil
    ) -> PacketItem {
        PacketItem(
            kind: kind, formName: nil, place: place, contracts: [], signature: nil, channel: nil,
            finding: finding)
    }

    /// The best licence of a state, or of any where the offices name none.
    func licence(in state: String?) -> PacketItem.Finding {
        credential("licence", in: state) ?? PacketItem.Finding(.missing, "no licence on file")
    }

    /// The best credential of a kind; `nil` where none is on file.
    ///
    /// A licence whose number or state nobody agrees on may be that state's: nobody knows.
    func credential(_ kind: String, in state: String? = nil) -> PacketItem.Finding? {
        let findings = lookup.records(where: Credential.practitioner, is: doctor)
            .filter { view in
                view.isActive
                    && PacketRequirement.folded(view[Credential.kind] ?? "")
                        == PacketRequirement.folded(kind)
            }
            .compactMap { view -> PacketItem.Finding? in
                let numbers = view[Credential.numbers]
                if state == nil
                    || numbers.contains(where: { $0[Credential.Numbers.state] == state })
                {
                    return finding(of: view)
                }
                return numbers.contains { !$0.isShown }
                    ? PacketItem.Finding(.unknown, "its number is in conflict", view.id) : nil
            }
        return findings.first { $0.state == .present }
            ?? findings.first { $0.state == .unknown } ?? findings.first
    }

    private func finding(of view: RecordView) -> PacketItem.Finding {
        let standing = Workflow.credential.standing(of: view)
        if standing.conflict != nil {
            return PacketItem.Finding(.unknown, "its steps are in conflict", view.id)
        }
        if view.isDisputed(Credential.expiresOn) {
            return PacketItem.Finding(.unknown, "its days are in conflict", view.id)
        }
        if standing.isIn(Credential.State.suspended, .revoked, .superseded) {
            return PacketItem.Finding(.missing, standing.state, view.id)
        }
        if let expires = view[Credential.expiresOn], expires < startsOn {
            return PacketItem.Finding(.stale, "expires \(expires), before the start", view.id)
        }
        let end = view[Credential.expiresOn].map { "through \($0)" } ?? "no end recorded"
        let isVerified = !standing.isIn(Credential.State.pendingVerification)
        return PacketItem.Finding(
            .present, isVerified ? end : end + ", not verified at the source yet", view.id)
    }

    private var cover: PacketItem.Finding {
        let policies = lookup.records(where: MalpracticePolicy.practitioner, is: doctor)
            .filter(\.isActive)
        guard let last = policies.last else {
            return PacketItem.Finding(.missing, "no malpractice cover on file")
        }
        if let disputed = policies.first(where: {
            $0.isDisputed(MalpracticePolicy.effectiveThrough)
        }) {
            return PacketItem.Finding(.unknown, "the policy is in conflict", disputed.id)
        }
        for policy in policies where DayRange(term: policy)?.contains(startsOn) ?? false {
            let end = policy[MalpracticePolicy.effectiveThrough].map { "through \($0)" } ?? "open"
            return PacketItem.Finding(.present, "covers the start, \(end)", policy.id)
        }
        return PacketItem.Finding(.stale, "does not cover \(startsOn)", last.id)
    }

    private var attestation: PacketItem.Finding {
        let profiles = lookup.records(where: CaqhProfile.practitioner, is: doctor)
            .filter(\.isActive)
        guard let profile = profiles.first else {
            return PacketItem.Finding(.missing, "no profile on file")
        }
        guard let attested = profiles.compactMap({ $0[CaqhProfile.lastAttestedOn] }).max() else {
            return PacketItem.Finding(.missing, "never attested", profile.id)
        }
        if profile.isDisputed(CaqhProfile.attestationDays) {
            return PacketItem.Finding(.unknown, "how long it holds is in conflict", profile.id)
        }
        let days = profile[CaqhProfile.attestationDays] ?? Self.attestationDays
        let isFresh = today < attested.advanced(by: days)
        return PacketItem.Finding(
            isFresh ? .present : .stale,
            "attested \(attested), \(isFresh ? "holds" : "held") \(days) days", profile.id)
    }

    private func taxForm(of entity: RecordID) -> PacketItem.Finding {
        let view = lookup.record(entity)
        if view?.isDisputed(Organization.w9SignedOn) ?? false {
            return PacketItem.Finding(.unknown, "the day of the W-9 is in conflict", entity)
        }
        guard let signed = view?[Organization.w9SignedOn] else {
            return PacketItem.Finding(.missing, "no signed W-9 on file", entity)
        }
        return PacketItem.Finding(.present, "signed \(signed)", entity)
    }
}
