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

    package var isWhole: Bool { lacks.isEmpty }

    /// Why something of a claim is not matched.
    package enum Lack: Hashable, Sendable, CustomStringConvertible {
        case noMemberId
        case unknownMember
        case otherName
        case otherPayor
        case severalCoverages
        case noDoctor
        case unknownDoctor
        case noOffice

        package var description: String {
            switch self {
            case .noMemberId: "the file names no member id"
            case .unknownMember: "no coverage here has the member id"
            case .otherName: "the member id is known, and nobody under it has the patient's name"
            case .otherPayor: "the member id is known under another payor"
            case .severalCoverages: "several coverages have the member id and the name"
            case .noDoctor: "the file names no doctor"
            case .unknownDoctor: "no doctor here has the NPI"
            case .noOffice: "nothing says which office it is"
            }
        }
    }

    /// What keeps the match; `nil` where nothing is known.
    package func write(on record: RecordID) -> Write? {
        guard patient != nil || practitioner != nil || office != nil else { return nil }
        return Write(
            ClaimPayment.match, record,
            [
                ClaimPayment.patient(patient), ClaimPayment.coverage(coverage),
                ClaimPayment.practitioner(practitioner), ClaimPayment.office(office),
                ClaimPayment.matchedBy(String(reasons.joined(separator: "; ").prefix(300))),
            ])
    }
}
