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
