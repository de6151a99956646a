package import Merge
internal import Tables

/// Something that a letter to a payor ought to say and no record holds.
package enum NoticeLack: Hashable, Sendable {
    /// By code.
    case payorAddress(String)
    case senderAddress
    case officeAddress(String)
    case taxNumber(String)
    case day(String)
    case change
    case caqh(String)
    case taxForm(String)
    /// A doctor's, by NPI, and the licence's id.
    case licence(String, id: RecordID, through: Day)

    /// Whether the letter cannot go out on paper without it.
    package var isBlocking: Bool {
        switch self {
        case .caqh, .taxForm, .licence: false
        default: true
        }
    }
}

extension NoticeLack: CustomStringConvertible {
    package var description: String {
        switch self {
        case .payorAddress(let code):
            "payor \(code) has neither an address nor a contact with an e-mail address: "
                + "bridgework edit payor \(code) claimLine1=… claimCity=… claimState=… claimZip=…"
        case .senderAddress:
            "our own name and address: bridgework edit organization ID billingLine1=… "
                + "billingCity=… billingState=… billingZip=…"
        case .officeAddress(let code):
            "the address of office \(code): bridgework edit office \(code) physicalLine1=… "
                + "physicalCity=… physicalState=… physicalZip=…"
        case .taxNumber(let code):
            "the tax number of office \(code): bridgework edit office \(code) organization=ID"
        case .day(let code):
            "the day of the change at office \(code): give the doctor's location-assignment there "
                + "its days"
        case .change: "what changes: a notice of this kind says it in its payload"
        case .caqh(let npi):
            "no CAQH id is known here of doctor \(npi): the letter leaves it out "
                + "(bridgework create caqh-profile practitioner=\(npi) caqhId=…)"
        case .licence(let npi, let id, let last):
            "a licence of doctor \(npi) in the letter ran out on \(last): bridgework edit "
                + "credential \(id.suffix) expiresOn=…"
        case .taxForm(let name):
            "\(name) has no signed W-9 on file, which the letter encloses: bridgework edit "
                + "organization ID w9SignedOn=…"
        }
    }
}
