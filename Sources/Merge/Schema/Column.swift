/// A column of a record type's readable table.
package struct Column: Hashable, Sendable {
    package let name: String
    /// Index into the type's attributes.
    package let attribute: Int
    /// Index into the attribute's fields; `nil` for a whole set, map, log or counter.
    package let field: Int?
    package let kind: FieldKind
}
