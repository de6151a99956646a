package import Merge

extension IdentityError {
    /// Why the authority signs nothing for a request.
    package enum RequestFault: Equatable, Sendable, CustomStringConvertible {
        case unreadable(bytes: Int)
        case keyUnsupported

        /// The requester did not prove that it holds the private key.
        case notProven
        case roleNotIssuable(Role)
        case otherGroup

        package var description: String {
            switch self {
            case .unreadable(let count):
                "\(count) bytes are no certificate request. Run 'bridgework join' again."
            case .keyUnsupported:
                "The request's key is not on P-256. Run 'bridgework join' again."
            case .notProven:
                "The requester does not hold the key. Treat the invite as leaked; make a new one."
            case .roleNotIssuable(let role):
                "This kind of certificate is not for role '\(role.rawValue)'. Choose another role."
            case .otherGroup:
                "The authority belongs to another group. Use the store of the replica's group."
            }
        }
    }
}
