/// All record types of one release, as a value.
///
/// `Practice` declares it; nothing below knows business.
package struct Schema: Sendable {
    /// Grows with every release that adds a type, an attribute or a field.
    package let version: Int
    package let types: [RecordType]
    private let byName: [String: RecordType]

    package init(version: Int, types: [RecordType]) {
        self.version = version
        self.types = types
        self.byName = Dictionary(
            types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The type of that name; `nil` for one that only a newer peer knows.
    package subscript(name: String) -> RecordType? { byName[name] }
}

/// What one kind of record holds, who sees it and who may write it.
package final class RecordType: Sendable {
    /// Also the name of its readable table: lower case with underscores, `payor_contract`.
    package let name: String
    /// One sentence for `--help`.
    package let summary: String
    package let visibility: Visibility
    /// Who may write an attribute that does not say so itself.
    package let writers: Writers
    /// Every attribute, the shared `lifecycle` last.
    package let attributes: [Attribute]
    /// The field people name a record by (`code`, `npi`, `login`); unique within the group.
    package let naturalKey: String?
    /// The readable table's columns after `id`.
    package let columns: [Column]
    private let attributeIndex: [String: Int]

    package init(
        _ name: String, _ summary: String, visibility: Visibility, writers: Writers,
        naturalKey: String? = nil, _ attributes: [Attribute]
    ) {
        self.name = name
        self.summary = summary
        self.visibility = visibility
        self.writers = writers
        self.naturalKey = naturalKey
        self.attributes = attributes + [.lifecycle]
        self.columns = self.attributes.enumerated().flatMap { index, attribute in
            attribute.columns(at: index)
        }
        self.attributeIndex = Dictionary(
            self.attributes.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The attribute of that name; `nil` for one that only a newer peer knows.
    package subscript(attribute: String) -> Attribute? {
        attributeIndex[attribute].map { attributes[$0] }
    }

    /// The column of that name; `nil` for one of a newer schema.
    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }
}

/// A column of a record type's readable table.
package struct Column: Hashable, Sendable {
    package let name: String
    /// Index into the type's attributes.
    package let attribute: Int
    /// Index into the attribute's fields; `nil` for a whole set, map, log or counter.
    package let field: Int?
    package let kind: FieldKind
}

/// Whether a record is in use.
///
/// Users never delete; they say which of these it is.
package enum Lifecycle: String, CaseIterable, Sendable {
    case active
    case inactive
    case enteredInError = "entered-in-error"
}
