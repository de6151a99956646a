/// The answer to "whose message is this?".
package enum Verdict: Hashable, Sendable {
    case trusted(Principal)
    case refused(Refusal)
}
