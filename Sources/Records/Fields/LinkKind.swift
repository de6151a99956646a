/// What one of two linked records is to the other.
package enum LinkKind: String, Sendable, CaseIterable {
    case replacedBy
    case replaces
    case refer
    case seeAlso
    case notSame

    /// Whether it decides which of the two stands; the others only point.
    package var isDecision: Bool {
        switch self {
        case .replacedBy, .replaces, .notSame: true
        case .refer, .seeAlso: false
        }
    }
}
