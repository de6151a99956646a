/// The answer to "whose message is this?".
package enum TrustVerdict: Hashable, Sendable {
    case trusted(Principal)
    case refused(TrustRefusal)
}
