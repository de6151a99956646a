/// One column of a unit.
package struct Field: Hashable, Sendable {
    package let name: String
    package let kind: FieldKind
    package let isRequired: Bool

    package init(_ name: String, _ kind: FieldKind, required: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = required
    }
}
