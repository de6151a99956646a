package import Merge

/// One element of a set, pair of a map or entry of a log, read by its declared fields.
package struct RecordRow: Hashable, Sendable {
    /// The unit it is an entry of.
    private let shape: Shape
    /// The key's fields in the order of their declaration; empty in a log.
    package let key: Value
    /// The other fields; `nil` where a blocking conflict leaves nothing to show, and in a set.
    package let value: Value?
    /// Which entry of a log it is; `nil` elsewhere.
    package let logged: Logged?

    /// Where an entry of a log comes from.
    package struct Logged: Hashable, Sendable {
        package let entry: EntryID
        package let at: Timestamp
        /// Who wrote it, as their replica says; `nil` where nobody said.
        package let actor: RecordID?
    }

    private struct Shape: Hashable, Sendable {
        let key: [Field]
        let fields: [Field]
    }

    /// - Parameters:
    ///   - key: of a set's element, all there is.
    ///   - value: of a log's entry, all there is.
    package init(of unit: Attribute, key: Value, value: Value?, logged: Logged? = nil) {
        self.shape = Shape(key: unit.key, fields: unit.fields)
        self.key = key
        self.value = value
        self.logged = logged
    }

    /// Whether there is something to show: a blocking conflict leaves nothing.
    package var isShown: Bool { value != nil }

    /// What a field holds; `nil` where it is blank.
    package subscript<F: FieldToken>(_ field: F) -> F.Content? {
        F.Content(scalar(field))
    }

    /// The same entry with another word in one of its fields beside the key.
    package func saying(_ said: NamedScalar) -> RecordRow {
        guard let place = shape.fields.firstIndex(where: { $0.name == said.name }) else {
            preconditionFailure("an entry is told a field that its unit lacks")
        }
        var scalars = value?.scalars ?? []
        while scalars.count <= place { scalars.append(.null) }
        scalars[place] = said.scalar
        return RecordRow(shape, key: key, value: Value(scalars), logged: logged)
    }

    private init(_ shape: Shape, key: Value, value: Value?, logged: Logged?) {
        self.shape = shape
        self.key = key
        self.value = value
        self.logged = logged
    }

    /// A field's scalar, blank or not.
    package func scalar(_ field: some FieldToken) -> Scalar {
        scalar(named: field.name)
    }

    /// A field's scalar by the name that a rule over several types has for it.
    package func scalar(named field: String) -> Scalar {
        if let place = shape.key.firstIndex(where: { $0.name == field }) { return key[place] }
        guard let place = shape.fields.firstIndex(where: { $0.name == field }) else {
            preconditionFailure("an entry is asked for a field that its unit lacks")
        }
        return value?[place] ?? .null
    }
}

extension UnitToken {
    /// A live entry of the unit, decoded.
    package func row(_ entry: Entry) -> RecordRow {
        RecordRow(of: attribute, key: Entry.decoded(entry.key), value: entry.decoded)
    }

    /// What a write says of the unit; `nil` for one of another unit, or that takes something away.
    package func row(_ write: Write) -> RecordRow? {
        guard write.attribute == name, let value = write.value else { return nil }
        return RecordRow(
            of: attribute, key: Entry.decoded(write.key), value: Entry.decoded(value))
    }

    /// The record's live entries of the unit, decoded.
    package func rows(in state: RecordState?) -> [RecordRow] {
        state?.entries(of: name).map { row($0) } ?? []
    }
}
