import Merge
import Sync

/// Why a replica could not join its group or sync with the hub.
///
/// Nothing written here is lost.
package enum ReplicaError: Error, Equatable, Sendable {
    /// The store belongs to another group, office or role than the token.
    case otherGroup
    case otherSeat
    /// The certificate the hub sent is not one for our key from our authority.
    case untrustedCertificate(String)
    case notJoined(String)
    case hubEndedExchange
    case noAddress
    /// This machine's clock reads less than what its own store wrote down last.
    case clockBehind(minutes: Int64)
    /// The store has a certificate that holds; another seat would leave this one's behind.
    case alreadyJoined(days: Int)
}

extension ReplicaError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherGroup:
            "this store belongs to another group than the token: choose another folder with --store"
        case .otherSeat:
            "this store belongs to another office or role than the token: ask for an invitation "
                + "for the right one, or choose another folder"
        case .untrustedCertificate(let reason):
            "the hub sent a certificate that is not ours (\(reason)): ask for a new invitation"
        case .notJoined(let reason):
            "this store has no usable certificate (\(reason)): ask for a new invitation and run "
                + "`bridgework join --store DIR --token TOKEN`; nothing is lost"
        case .hubEndedExchange:
            "the hub ended the exchange early: try again; what was acknowledged stays so"
        case .clockBehind(let minutes):
            "this machine's clock was set back: it reads "
                + "\(Counted(minutes, "minute")) less than what this "
                + "store wrote down last; set it, because certificates do not hold by a wrong clock"
        case .alreadyJoined(let days):
            "this store is joined, and its certificate holds for \(days) days: `bridgework sync` "
                + "needs no token, and the token is not used; give --again if the hub revoked it, "
                + "or if it is the copy of another machine's"
        case .noAddress:
            "this store does not know its hub's address: join again"
        }
    }
}
