internal import Benefits
internal import Merge
internal import Records
internal import Tables

// A child can be covered twice by one plan of an employer, once through each parent. What tells the
// two apart is the member id, or who the subscriber is:
//
//     both ids known      equal: one coverage; other ids: two, unless one person subscribed both
//                         by name and birth date; where only the birth date is missing, or both
//                         say no more than `self`, it may be another person: the row is asked
//     one id missing      one coverage unless the subscribers differ: the id is filled in later
//
// The same member id with another name is one coverage with a name to be corrected.

/// What on a card tells one coverage of a patient from another under the same plan.
struct CoverageIdentity: Equatable {
    var memberID = ""
    var family = ""
    var given = ""
    var birthDate: Day?
    var relationship = ""

    /// Whether two cards are one.
    enum Likeness {
        case same, perhaps, other
        /// Another member id, and nothing that shows that one person has both.
        case unproved
    }

    func likeness(_ other: CoverageIdentity) -> Likeness {
        let subscriber = subscriber(other)
        if !memberID.isEmpty, !other.memberID.isEmpty {
            guard memberID != other.memberID, subscriber == .same else {
                return memberID == other.memberID ? .same : .other
            }
            return birthDate != nil && birthDate == other.birthDate && !family.isEmpty
                && family == other.family && given == other.given ? .same : .unproved
        }
        return self == other ? .same : subscriber
    }

    /// Whether the subscribers are one person.
    private func subscriber(_ other: CoverageIdentity) -> Likeness {
        if let birthDate, let born = other.birthDate, birthDate != born { return .other }
        let names = [(family, other.family), (given, other.given)]
        if names.contains(where: { !$0.isEmpty && !$1.isEmpty && $0 != $1 }) { return .other }
        if names.allSatisfy({ !$0.isEmpty && $0 == $1 }) { return .same }
        return relationship == "self" && other.relationship == "self" ? .same : .perhaps
    }

    /// What a new coverage's id is derived from beside patient, plan and first day.
    var key: [String] {
        guard memberID.isEmpty else { return [memberID] }
        let names = [family, given, birthDate?.description ?? ""]
        return names.allSatisfy(\.isEmpty) ? [] : names
    }
}

extension CoverageIdentity {
    /// As it stands in a store.
    init(_ identity: RecordRow) {
        memberID = identity[Coverage.memberId] ?? ""
        family = Self.folded(identity[Coverage.subscriberFamily])
        given = Self.folded(identity[Coverage.subscriberGiven])
        birthDate = identity[Coverage.subscriberBirthDate]
        relationship = identity[Coverage.relationship] ?? ""
    }

    static func folded(_ name: String?) -> String {
        (name ?? "").lowercased()
    }
}

extension RowDrafter {
    /// The coverage that a row is about: one that stands, or a new one.
    ///
    /// - Throws: where several could be meant and the row does not say which.
    func coverageID(
        of patient: NumberedPatient, under plan: RecordID, from: Day, home: RecordID?
    ) throws(RowRefusal) -> RecordID {
        let card = try cardOfRow()
        // Of two records of one patient, that of the row's number is asked first.
        let others = view.lookup.standing.yielding(patient.id).filter { $0 != patient.named }
        let owners = [patient.named] + (patient.former == nil ? [] : [patient.id]) + others
        for owner in owners {
            if let found = try standing(card, of: owner, under: plan, from: from, home: home) {
                return found
            }
        }
        return derived(card, of: patient.id, under: plan, from: from, home: home)
    }

    private func derived(
        _ card: CoverageIdentity, of patient: RecordID, under plan: RecordID, from: Day,
        home: RecordID?
    ) -> RecordID {
        newID(.coverage, ["\(patient)/\(plan)", from.description] + card.key, of: home)
    }

    /// The coverage on a patient's own record that a card is about; `nil` where none is.
    private func standing(
        _ card: CoverageIdentity, of patient: RecordID, under plan: RecordID, from: Day,
        home: RecordID?
    ) throws(RowRefusal) -> RecordID? {
        let all =
            view.lookup.referring(Coverage.patient, patient)
            + view.pendingCoverages(of: patient)
        let standing = all.filter { id in
            refers(id, Coverage.insurancePlan, to: plan)
                && view.row(id, Coverage.term)[Coverage.term.from] == from
        }
        let derived = derived(card, of: patient, under: plan, from: from, home: home)
        if standing.contains(derived) { return derived }
        let alike = Dictionary(grouping: Set(standing)) { id in
            standingCard(id, of: patient).likeness(card)
        }
        let same = alike[.same] ?? []
        guard !same.isEmpty || alike[.unproved] == nil else {
            throw .bad(.otherMember, column: CoverageFile.memberId.name)
        }
        let found = same.isEmpty ? alike[.perhaps] ?? [] : same
        guard found.count <= 1 else {
            throw .bad(.severalCoverages(found.count), column: CoverageFile.memberId.name)
        }
        return found.first
    }

    /// A card that stands; the subscriber of a patient's own is the patient.
    private func standingCard(_ id: RecordID, of patient: RecordID) -> CoverageIdentity {
        var card = CoverageIdentity(view.row(id, Coverage.identity))
        guard card.relationship == "self", card.family.isEmpty, card.given.isEmpty else {
            return card
        }
        let name = view.row(patient, Patient.name)
        card.family = CoverageIdentity.folded(name[Patient.name.family])
        card.given = CoverageIdentity.folded(name[Patient.name.given])
        card.birthDate =
            card.birthDate ?? view.row(patient, Patient.birthDate)[Patient.birthDate]
        return card
    }

    private func cardOfRow() throws(RowRefusal) -> CoverageIdentity {
        var card = CoverageIdentity()
        card.memberID = try self[CoverageFile.memberId]?.content ?? ""
        card.family = CoverageIdentity.folded(self[CoverageFile.subscriberFamily]?.text)
        card.given = CoverageIdentity.folded(self[CoverageFile.subscriberGiven]?.text)
        card.birthDate = try self[CoverageFile.subscriberBirthDate]?.content
        card.relationship = self[CoverageFile.relationship]?.text.lowercased() ?? ""
        return card
    }
}
