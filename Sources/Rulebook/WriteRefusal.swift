package import Merge
internal import Tables

/// Why what somebody wants written would not be accepted, whatever he meant by it.
package enum WriteRefusal: Error, Equatable, Sendable {
    case refused(type: String, attribute: String, Permission.Refusal)
    case conflictStands(attribute: String, conflict: RecordID)
    case recordFull(type: String)
}

extension WriteRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let type, let attribute, let refusal):
            "\(type).\(attribute) cannot be written: \(refusal.rawValue)"
        case .conflictStands(let attribute, let conflict):
            "a conflict stands on its \(attribute), and a plain write would settle it unseen: "
                + "`bridgework conflicts show \(conflict.suffix)` shows it, `conflicts resolve` "
                + "settles it"
        case .recordFull(let type):
            "that \(type) would hold more than one record may: shorten or remove values first, or "
                + "write it on another record"
        }
    }
}
