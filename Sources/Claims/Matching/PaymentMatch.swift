package import Merge
internal import Records

/// Whose a claim is, as far as records say, with the reasons.
package struct PaymentMatch: Equatable, Sendable {
    package var patient: RecordID?
    package var coverage: RecordID?
    package var practitioner: RecordID?
    package var office: RecordID?
    /// How each of these was found.
    package var reasons: [String] = []
    /// What a person has to find.
    package var lacks: [Lack] = []

    package init() {}

    /// How a match was found that a person made: others are learnt from it.
    static let byPerson = "matched by a person"

    package var isWhole: Bool { lacks.isEmpty }

    /// Why something of a claim is not matched.
    package enum Lack: Hashable, Sendable, CustomStringConvertible {
        case noMemberId
        case unknownMember
        case otherName
        case otherPayor
        case unknownPayor
        case severalCoverages
        case noDoctor
        case unknownDoctor
        case noOffice

        /// Whether it keeps the patient and the coverage from being known.
        package var isOfPatient: Bool {
            switch self {
            case .noMemberId, .unknownMember, .otherName, .otherPayor, .unknownPayor,
                .severalCoverages:
                true
            case .noDoctor, .unknownDoctor, .noOffice: false
            }
        }

        package var description: String {
            switch self {
            case .noMemberId: "the file names no member id"
            case .unknownMember: "no coverage here has the member id"
            case .otherName: "the member id is known, and nobody under it has the patient's name"
            case .otherPayor: "the member id is known under another payor"
            case .unknownPayor: "no payor here goes by the file's name or numbers"
            case .severalCoverages: "several coverages have the member id and the name"
            case .noDoctor: "the file names no doctor"
            case .unknownDoctor: "no doctor here has the NPI"
            case .noOffice: "nothing says which office it is"
            }
        }
    }

    /// Somebody here has the member id, whatever else is open.
    package var isOfMember: Bool {
        patient != nil
            || lacks.contains { lack in
                [.otherName, .otherPayor, .unknownPayor, .severalCoverages].contains(lack)
            }
    }

    /// What keeps the match.
    package func writes(on record: RecordID) -> [Write] {
        [
            Write(
                ClaimPayment.match, record,
                [
                    ClaimPayment.patient(patient), ClaimPayment.coverage(coverage),
                    ClaimPayment.practitioner(practitioner), ClaimPayment.office(office),
                ]),
            Write(
                ClaimPayment.matchedBy, record, reasons.joined(separator: "; ").kept(300)),
        ]
    }
}
