/// Why nobody was let in.
package enum RegistrationRefusal: Int, Error, CaseIterable, Sendable {
    case tokenUnknown = 1
    case tokenExpired = 2
    case tokenUsed = 3
    case requestInvalid = 4
    case revoked = 5
    case schemaTooNew = 6
    case schemaTooOld = 7
    case tryLater = 8

    package var advice: String {
        switch self {
        case .tokenUnknown: "the hub does not know this token: ask for a new invitation"
        case .tokenExpired: "the token has expired: ask for a new invitation"
        case .tokenUsed: "the token was used before: ask for a new invitation"
        case .requestInvalid: "the hub cannot read the certificate request: report it"
        case .revoked: "this replica was revoked: ask the administrator for a new invitation"
        case .schemaTooNew: "the hub is older than this replica: upgrade the hub first"
        case .schemaTooOld: "this replica is too old for the hub: upgrade it"
        case .tryLater: "too many attempts: try again in a few minutes"
        }
    }
}

extension RegistrationRefusal {
    init(wire refusal: Bridgework_V1_EnrolmentRefusal) throws(WireError) {
        guard refusal != .unspecified else { throw .missing(.refusal) }
        guard let known = RegistrationRefusal(rawValue: refusal.rawValue) else {
            throw .unknown(.refusal, code: UInt64(UInt32(truncatingIfNeeded: refusal.rawValue)))
        }
        self = known
    }

    var wire: Bridgework_V1_EnrolmentRefusal {
        Bridgework_V1_EnrolmentRefusal(rawValue: rawValue) ?? .requestInvalid
    }
}
