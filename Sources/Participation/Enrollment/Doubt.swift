package import Merge

/// Why a question about the network has no answer until a person decides.
package enum Doubt: Hashable, Sendable, CustomStringConvertible {
    /// Documents that nothing supersedes give different effective dates.
    case lettersDisagree([Day])
    /// Two people wrote one letter's dates without seeing each other.
    case letterConflict
    /// Steps of the workflow that contradict each other; the record's type, as the schema has it.
    case stepConflict(type: String)
    /// The case is effective, and no document says since when.
    case noEffectiveDate
    /// The case ends, and nobody wrote on which day.
    case noLastDay
    /// A register that the answer rests on is in conflict.
    case fieldConflict(type: String, field: String)
    /// The enrolments of that office are not on this replica.
    case heldElsewhere
    /// The only way there was seen on a payment, and nobody has confirmed it.
    case unconfirmedAccess
    /// A public list excludes the doctor: nobody bills for what such a one does.
    case excludedDoctor

    package var description: String {
        switch self {
        case .lettersDisagree(let days):
            "letters disagree on the effective date: "
                + days.map(\.description).joined(separator: " or ")
        case .letterConflict: "a letter's effective date is in conflict"
        case .stepConflict(let type): "the \(Self.plain(type))'s steps are in conflict"
        case .noEffectiveDate: "no document gives the effective date"
        case .noLastDay: "it ends, and no last day is recorded"
        case .fieldConflict(let type, let field):
            "the \(Self.plain(type))'s \(field) is in conflict"
        case .heldElsewhere: "that office's enrolments are not held here"
        case .unconfirmedAccess: "access was observed, and nobody has confirmed it"
        case .excludedDoctor: "a public list excludes the doctor"
        }
    }

    /// What a person does about it.
    package var remedy: String {
        switch self {
        case .lettersDisagree, .letterConflict, .fieldConflict:
            "settle it: bridgework conflicts list"
        case .stepConflict: "retract the step that is wrong"
        case .noEffectiveDate: "record the payor's letter with its date"
        case .noLastDay: "record the last day"
        case .heldElsewhere: "ask the centre, or that office"
        case .unconfirmedAccess: "ask the network or the payor, then confirm the access"
        case .excludedDoctor:
            "hold visits and claims, and check the list: clear the match in a sanction check, or "
                + "record the reinstatement"
        }
    }

    private static func plain(_ type: String) -> String {
        type == RecordType.payorContract.name ? "contract" : type.replacing("_", with: " ")
    }
}
