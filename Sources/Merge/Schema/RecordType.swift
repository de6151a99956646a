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

    package func column(_ name: String) -> Column? {
        columns.first { $0.name == name }
    }
}
