package import Merge
internal import Tables

/// A mailing address that is never mixed from two writers' halves.
package struct AddressUnit<Owner: RecordKind>: UnitToken {
    package let line1: TypedField<Owner, String>
    package let line2: TypedField<Owner, String>
    package let city: TypedField<Owner, String>
    package let state: TypedField<Owner, String>
    package let zip: TypedField<Owner, String>
    package let attribute: Attribute

    /// The column names begin with `prefix`: `claim` gives `claimLine1`.
    package init(_ name: String, prefix: String, _ policy: Policy, writers: Writers? = nil) {
        self.line1 = TypedField(prefix + "Line1", .text(max: 55))
        self.line2 = TypedField(prefix + "Line2", .text(max: 55))
        self.city = TypedField(prefix + "City", .text(max: 40))
        self.state = TypedField(prefix + "State", .format(.state))
        self.zip = TypedField(prefix + "Zip", .format(.zip))
        self.attribute = .unit(
            name, policy, writers: writers, [line1, line2, city, state, zip].map(\.declared))
    }
}
