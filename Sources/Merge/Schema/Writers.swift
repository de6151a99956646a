/// Who may write.
///
/// Everybody else's write becomes a proposal, or is refused where nobody could accept it.
package enum Writers: Hashable, Sendable {
    /// Central replicas (coordinator, admin); the field's usual word is hub-owned.
    case central
    /// Only what the hub derives itself.
    case hub
    /// Central, and every office that the record is visible to.
    case offices
    /// Central, and the office that this reference field names.
    case office(field: String)
    /// Only the replica's office that created the record, and central.
    case author
}
