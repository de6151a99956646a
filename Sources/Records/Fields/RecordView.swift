package import Merge

/// A record with its type at hand, so that rules read its declared fields.
package struct RecordView: Sendable {
    package let id: RecordID
    package let type: RecordType
    package let projection: Projection

    package init(id: RecordID, type: RecordType, projection: Projection) {
        self.id = id
        self.type = type
        self.projection = projection
    }

    /// What a register's field shows; `nil` where it is blank or a conflict blocks it.
    package subscript<F: FieldToken>(_ field: F) -> F.Content? {
        scalar(field).flatMap(F.Content.init)
    }

    /// The entries of a set or map in byte order of their keys, of a log in the order of their
    /// effective times.
    package subscript(_ rows: some RowsToken) -> [RecordRow] { self.rows(rows) }

    /// The same, for whoever has the rows in a variable.
    package func rows(_ rows: some RowsToken) -> [RecordRow] {
        check(rows)
        let unit = type[rows.name] ?? rows.attribute
        switch cell(unit.name) {
        case .elements(let elements):
            return elements.map { RecordRow(of: unit, key: $0, value: nil) }
        case .pairs(let pairs):
            return pairs.map { RecordRow(of: unit, key: $0.key, value: $0.value) }
        case .steps(let steps):
            return steps.map { step in
                let logged = RecordRow.Logged(entry: step.entry, at: step.at, actor: step.actor)
                return RecordRow(of: unit, key: Value([]), value: step.value, logged: logged)
            }
        case .scalar, .unknown, nil:
            return []
        }
    }

    /// The transitions of its workflow in the order of their effective times.
    package var transitions: [Projection.Step] {
        if case .steps(let steps) = cell(StatusLog.attribute) { steps } else { [] }
    }

    /// What one field says in each entry of a set, map or log that says it.
    package subscript<F: FieldToken>(_ rows: some RowsToken, each field: F) -> [F.Content] {
        self[rows].compactMap { $0[field] }
    }

    /// A register's field; blank where nobody wrote it, `nil` while a conflict blocks it.
    package func scalar<F: FieldToken>(_ field: F) -> Scalar? {
        check(field)
        return scalar(named: field.name)
    }

    /// A register's field by the name that a schema, a workflow or a person gives.
    package func scalar(named field: String) -> Scalar? {
        switch cell(field) {
        case .scalar(let scalar): scalar
        case .unknown: nil
        default: .null
        }
    }

    /// Whether a blocking conflict stands on a register's field: nobody knows what it says.
    package func isUnknown<F: FieldToken>(_ field: F) -> Bool {
        check(field)
        return cell(field.name) == .unknown
    }

    /// Whether a conflict of any kind stands on a field, so that what it shows is one side's word.
    package func isDisputed<F: FieldToken>(_ field: F) -> Bool {
        check(field)
        guard let column = type.column(field.name) else { return false }
        let unit = type.attributes[column.attribute].name
        return projection.conflicts.contains { $0.attribute == unit }
    }

    /// What the record goes by in its group: its code, NPI, login or name.
    package var naturalKey: String? {
        type.naturalKey.flatMap { scalar(named: $0)?.text }
    }

    /// Neither inactive nor entered in error; a record without a word on it is active.
    package var isActive: Bool {
        let life = self[AnyRecord.lifecycle]
        return life == nil || life == Lifecycle.active.rawValue
    }

    private func cell(_ name: String) -> Projection.Cell? {
        guard let index = type.columns.firstIndex(where: { $0.name == name }),
            projection.cells.indices.contains(index)
        else { return nil }
        return projection.cells[index]
    }

    private func check<F: FieldToken>(_ field: F) {
        assert(owns(F.Owner.self), "a \(type.name) is asked for \(F.Owner.type.name).\(field.name)")
    }

    private func check<R: RowsToken>(_ rows: R) {
        assert(owns(R.Owner.self), "a \(type.name) is asked for \(R.Owner.type.name).\(rows.name)")
    }

    private func owns(_ owner: any RecordKind.Type) -> Bool {
        owner == AnyRecord.self || owner.type.name == type.name
    }
}
