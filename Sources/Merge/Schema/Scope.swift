/// A named set of replicas that see a record.
package enum Scope: Hashable, Comparable, Sendable, CustomStringConvertible {
    case group
    case central
    case credentialing
    case clinical
    case office(RecordID)

    /// As stored and as sent: `group`, `office/<id>`.
    package var description: String {
        switch self {
        case .group: "group"
        case .central: "central"
        case .credentialing: "credentialing"
        case .clinical: "clinical"
        case .office(let id): "office/\(id)"
        }
    }

    /// The office whose scope it is.
    package var office: RecordID? {
        if case .office(let id) = self { id } else { nil }
    }

    package init?(_ text: String) {
        switch text {
        case "group": self = .group
        case "central": self = .central
        case "credentialing": self = .credentialing
        case "clinical": self = .clinical
        default:
            guard text.hasPrefix("office/"), let id = RecordID(hexadecimal: text.dropFirst(7))
            else {
                return nil
            }
            self = .office(id)
        }
    }

    /// The order of the descriptions, without writing them.
    package static func < (left: Scope, right: Scope) -> Bool {
        if case .office(let left) = left, case .office(let right) = right { return left < right }
        return left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .central: 0
        case .clinical: 1
        case .credentialing: 2
        case .group: 3
        case .office: 4
        }
    }
}
