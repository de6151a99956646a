extension IdentityError {
    /// What the operator gave that cannot go into a certificate or a token.
    package enum InputFault: Equatable, Sendable, CustomStringConvertible {
        case port(Int)
        case expiry

        /// Counted from zero.
        case host(position: Int)
        case hostCount(Int)
        /// The web authority was not made for it; counted from zero.
        case foreignHost(position: Int)

        package var description: String {
            switch self {
            case .port(let port):
                "\(port) is no port. Give a number from 1 to 65535."
            case .expiry:
                "No token can expire then. Give a time that is later than now and nearer."
            case .host(let position):
                "Host number \(position + 1) is neither a DNS name nor an address. Correct it."
            case .foreignHost(let position):
                """
                The authority was not made for host number \(position + 1). \
                Name only its own, or make another.
                """
            case .hostCount(let count):
                "\(count) hosts were given. Give from 1 to \(IdentityLimits.hostsMax)."
            }
        }
    }
}
