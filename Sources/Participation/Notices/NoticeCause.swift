internal import Merge
internal import Records
internal import Tables

/// Why a payor is written to, and the words that go with it.
enum NoticeCause: String {
    case newDoctor, locationAdded, move, locationLeft, leavesGroup, taxNumber, details

    init(_ subject: NoticeSubject, of notices: [RecordView], in lookup: some RecordLookup) {
        let kinds = Set(notices.compactMap { $0[PayorNotice.kind] })
        if !subject.left.isEmpty {
            let isOver = subject.entered.isEmpty && kinds.contains("termination")
            self = subject.entered.isEmpty ? isOver ? .leavesGroup : .locationLeft : .move
        } else if !subject.entered.isEmpty {
            let isKnown = subject.doctors.allSatisfy {
                Self.isKnown($0, subject, notices, in: lookup)
            }
            self = isKnown ? .locationAdded : .newDoctor
        } else {
            self = kinds.contains("tinChange") ? .taxNumber : .details
        }
    }

    /// Whether the payor has the doctor already: by a case that went to it, by a notice that was
    /// sent, or by a contract for every doctor at an office where the doctor has worked before.
    private static func isKnown(
        _ doctor: RecordID, _ subject: NoticeSubject, _ notices: [RecordView],
        in lookup: some RecordLookup
    ) -> Bool {
        guard let notice = notices.first,
            let payor = NoticeEnvelope.payor(of: notice, in: lookup)
        else { return false }
        let contracts = lookup.records(where: PayorContract.payor, is: payor).map(\.id)
        let cases = lookup.records(where: Enrollment.practitioner, is: doctor)
        let isInCase = cases.contains { view in
            view.isActive && CaseState(view).isKnownToPayor
                && view[Enrollment.contract].map(contracts.contains) ?? false
        }
        let told = contracts.flatMap { lookup.records(where: PayorNotice.contract, is: $0) }
            .filter { view in
                view.isActive && view[PayorNotice.kind] == "addLocation"
                    && view[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner]
                        .contains(doctor)
            }
        let open = told.filter { Workflow.notice.standing(of: $0).allows(PayorNotice.Step.send) }
        guard !isInCase, let eve = subject.firstDay?.advanced(by: -1) else { return isInCase }
        // Who left and comes back to the same office is new again.
        let others = DoctorStays(of: doctor, in: lookup).offices(from: eve)
            .subtracting(subject.entered.map(\.office))
        let isTold = told.contains { view in
            Workflow.notice.standing(of: view)
                .isIn(PayorNotice.State.sent, .acknowledged, .confirmed)
                && view[PayorNotice.offices, each: PayorNotice.offices.office]
                    .contains(where: others.contains)
        }
        guard !isTold else { return true }
        let unsaid = Set(open.flatMap { $0[PayorNotice.offices, each: PayorNotice.offices.office] })
        let rules = PairRules(lookup, contracts: Set(contracts))
        let before = DoctorStays(of: doctor, in: lookup).days
            .filter { $0.value.contains(eve) && !unsaid.contains($0.key) }.map(\.key)
        return before.contains { office in
            rules.contractIDs.contains { contract in
                !rules.decidesOnDoctors(contract)
                    && rules.holds(ContractOffice(contract: contract, office: office), on: eve)
            }
        }
    }

    var event: PacketRequirement.Event {
        switch self {
        case .newDoctor: .newProvider
        case .locationAdded: .addLocation
        case .move: .move
        case .locationLeft, .leavesGroup: .term
        case .taxNumber, .details: .tinChange
        }
    }

    var title: String {
        switch self {
        case .newDoctor: "Request to add a practitioner"
        case .locationAdded: "Request to add a practice location"
        case .move: "Change of practice location"
        case .locationLeft: "End of participation at a practice location"
        case .leavesGroup: "A practitioner leaves our practice"
        case .taxNumber: "Change of tax number"
        case .details: "Change of a practitioner's details"
        }
    }

    /// - Parameter name: the doctor's, or those of several.
    func opening(_ name: String, practice: String) -> String {
        switch self {
        case .newDoctor:
            "\(name) joins \(practice) and is to take part in your programs as stated below."
        case .locationAdded:
            "\(name), already on file with you, will also practice at another of our "
                + "locations."
        case .move:
            "\(name), on file with you, moves from one of our practice locations to "
                + "another."
        case .locationLeft:
            "\(name) will no longer practice at the location below."
        case .leavesGroup: "\(name) leaves \(practice)."
        case .taxNumber:
            "The tax number under which the services of \(name) are billed changes."
        case .details: "Details that you hold of \(name) change."
        }
    }

    /// What the payor is asked to do, before it confirms.
    var requests: [String] {
        switch self {
        case .newDoctor:
            [
                "Credential the doctor where the agreement asks for it, and add the doctor as a "
                    + "participating practitioner at each location to add, from its first day on.",
                "Send us every application or form that you still need.",
                "List the doctor in your directory at the locations to add.",
            ]
        case .locationAdded:
            [
                "Add each location to add to the doctor's participation, from its first day on. "
                    + "The present locations stay as they are.",
                "List the doctor in your directory at the locations to add.",
            ]
        case .move:
            [
                "Add each location to add to the doctor's participation, from its first day on.",
                "End the participation at each location to remove, after its last day there.",
                "Bring your directory and the address for your letters up to date.",
            ]
        case .locationLeft, .leavesGroup:
            [
                "End the participation at each location to remove, after its last day there.",
                "Take the doctor out of your directory at these locations.",
            ]
        case .taxNumber: ["Link the doctor and the locations below to the new tax number."]
        case .details: ["Bring your records and your directory up to date."]
        }
    }
}
