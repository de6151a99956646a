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

/// Which scopes a record of a type belongs to.
///
/// Per record, never per field.
package enum Visibility: Hashable, Sendable {
    /// Every replica of the group.
    case group
    /// The hub and central replicas only.
    case central
    /// Replicas whose invitation grants `credentialing`.
    case credentialing
    /// Replicas whose invitation grants `clinical`.
    case clinical
    /// The office that a register's reference field names, and central; blank means central only.
    case office(field: String)
    /// The offices that are elements of a set attribute, or of another one that says nothing but
    /// who sees the record, and central.
    case offices(set: String, readers: String? = nil)
    /// Whatever the record that a reference field names is visible to.
    case parent(field: String)
    /// As `parent` where the field names a record, else `central`.
    case optionalParent(field: String)
    /// Whatever any of the records that reference fields name is visible to.
    case parents(fields: [String])
    /// The group, or while the named office field is set, that office and central: `provisional`.
    case groupUnlessProvisional(office: String)
}
