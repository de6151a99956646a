internal import Merge
package import Records
package import Tables

/// On which days a doctor's licence, registration, malpractice cover or attestation does not stand.
///
/// Only what is on file speaks: nothing on file about a kind is no lapse. Whose licences are all of
/// other states than the office's has none there. Renewals on record close the days between; an
/// adverse word holds from its day on, whatever else is valid.
package struct Lapses: Sendable {
    private let byDoctor: [RecordID: [Proof]]

    /// Which of a doctor's papers has lapsed.
    package enum Kind: String, Sendable, CaseIterable {
        case licence, stateLicence, dea, malpractice, caqh

        package var name: String {
            switch self {
            case .licence: "licence"
            case .stateLicence: "licence of the office's state"
            case .dea: "DEA registration"
            case .malpractice: "malpractice policy"
            case .caqh: "CAQH attestation"
            }
        }

        /// What only the centre holds: an office cannot tell that it has not lapsed.
        package static let central: [Kind] = [.malpractice, .caqh]

        /// Without it nobody treats at all; the others put enrolments at risk.
        package var isLicence: Bool { self == .licence || self == .stateLicence }

        /// What is the matter, as a sentence.
        package var words: String {
            self == .stateLicence ? "no \(name) is on file" : "the \(name) has lapsed"
        }
    }

    /// A kind with the days on which it does not stand at an office.
    package struct Lapse: Hashable, Sendable {
        package let kind: Kind
        package let days: DaySet
    }

    /// One credential, policy or attestation.
    private struct Proof: Sendable {
        let kind: Kind
        let valid: DaySet
        let adverse: DaySet
        let state: String?
        /// Where it counts; everywhere if empty.
        let offices: Set<RecordID>
    }

    package init(_ lookup: some RecordLookup) {
        var proofs: [RecordID: [Proof]] = [:]
        let add = { (view: RecordView, proof: Proof?) in
            guard let doctor = view[AnyRecord.practitioner], let proof else { return }
            proofs[doctor, default: []].append(proof)
        }
        for view in lookup.records(.credential) where view.isActive {
            add(view, Self.credential(view))
        }
        for view in lookup.records(.malpracticePolicy) where view.isActive {
            add(view, Self.policy(view))
        }
        for view in lookup.records(.caqhProfile) where view.isActive {
            add(view, Self.attestation(view))
        }
        self.byDoctor = proofs
    }

    /// The lapses that matter where a doctor works; a licence of another state does not.
    package func at(_ post: NetworkBook.Post, in book: NetworkBook) -> [Lapse] {
        let state = book.office(post.office)?.state
        let all = byDoctor[post.doctor] ?? []
        let counting = all.filter { proof in
            (proof.offices.isEmpty || proof.offices.contains(post.office))
                && (proof.state == nil || state == nil || proof.state == state)
        }
        return Kind.allCases.compactMap { kind in
            if kind == .stateLicence {
                return Self.isElsewhere(all, state) ? Lapse(kind: kind, days: .always) : nil
            }
            let proofs = counting.filter { $0.kind == kind }
            guard !proofs.isEmpty else { return nil }
            let valid = DaySet(proofs.flatMap(\.valid.ranges))
            let adverse = DaySet(proofs.flatMap(\.adverse.ranges))
            let days = valid.complement.union(adverse)
            return days.isEmpty ? nil : Lapse(kind: kind, days: days)
        }
    }

    /// Whether every licence on file names another state.
    private static func isElsewhere(_ proofs: [Proof], _ state: String?) -> Bool {
        let states = proofs.filter { $0.kind == .licence }.map(\.state)
        guard let state, !states.isEmpty else { return false }
        return states.allSatisfy { $0 != nil && $0 != state }
    }

    private static func credential(_ view: RecordView) -> Proof? {
        guard let kind = view[Credential.kind].flatMap(Kind.init), kind != .stateLicence else {
            return nil
        }
        let standing = Workflow.credential.standing(of: view)
        var adverse = DaySet.empty
        if standing.isIn(Credential.State.suspended, .revoked) {
            let from = standing.last(named: standing.state)?.happenedOn
            adverse = DaySet(DayRange(from: from, through: nil))
        }
        // Nobody writes since when: until it is cleared it speaks against every day.
        if view[Credential.isSanctioned] == true { adverse = .always }
        let state = view[Credential.numbers].lazy.compactMap { $0[Credential.Numbers.state] }.first
        let offices = view[Credential.offices, each: Credential.offices.office]
        return Proof(
            kind: kind,
            valid: DaySet(
                DayRange(from: view[Credential.issuedOn], through: view[Credential.expiresOn])),
            adverse: adverse, state: state, offices: Set(offices))
    }

    private static func policy(_ view: RecordView) -> Proof {
        let offices = view[
            MalpracticePolicy.coveredOffices, each: MalpracticePolicy.CoveredOffices.office]
        return Proof(
            kind: .malpractice,
            valid: DaySet(
                DayRange(
                    from: view[MalpracticePolicy.effectiveFrom],
                    through: view[MalpracticePolicy.effectiveThrough])),
            adverse: .empty, state: nil, offices: Set(offices))
    }

    private static func attestation(_ view: RecordView) -> Proof? {
        guard let due = Attestation.dueOn(view) else { return nil }
        return Proof(
            kind: .caqh, valid: DaySet(DayRange(from: nil, through: due)), adverse: .empty,
            state: nil, offices: [])
    }
}

/// When a CAQH profile is attested again.
enum Attestation {
    /// CAQH's own cycle; a profile may say otherwise.
    static let daysDefault: Int64 = 120

    /// The last day on which the attestation stands; `nil` for a profile that was never attested.
    static func dueOn(_ profile: RecordView) -> Day? {
        profile[CaqhProfile.lastAttestedOn]?
            .advanced(by: profile[CaqhProfile.attestationDays] ?? daysDefault)
    }
}
