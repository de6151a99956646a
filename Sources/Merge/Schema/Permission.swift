/// The answer of the authority rules to one op.
package enum Permission: Hashable, Sendable {
    case allow
    /// Not his to write, but worth asking: it stands as a proposal for the centre.
    case propose
    /// Nobody could accept it as it is.
    case refuse(Refusal)

    /// Why an op is refused; constant words, never a stored value.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case immutable = "the attribute is immutable once written"
        case guardedRemoval = "this removal needs a coordinator or admin and a reason"
        case hubOnly = "only the hub writes this record type"
        case appendOnly = "entries of a log are never removed"
        case foreignOffice = "the record would belong to another office alone"
        case invalid = "the value does not fit the schema"
        case missingEvidence = "the step lacks its document, day, reference or comment"
        case sameUser = "the step needs a second user, or a comment why one acts alone"
    }
}
