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
