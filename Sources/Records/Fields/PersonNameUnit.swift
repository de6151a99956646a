package import Merge

/// A person's name as one block; it must match the licence or the card as a whole.
///
/// Who has one legal name has it as family name.
package struct PersonNameUnit<Owner: RecordKind>: UnitToken {
    package let family = TypedField<Owner, String>("family", .text(max: 70), required: true)
    package let given = TypedField<Owner, String>("given", .text(max: 70))
    package let middle = TypedField<Owner, String>("middle", .text(max: 50))
    package let suffix = TypedField<Owner, String>("suffix", .text(max: 20))
    package let attribute: Attribute

    package init(_ name: String) {
        self.attribute = .unit(name, .review, [family, given, middle, suffix].map(\.declared))
    }
}
