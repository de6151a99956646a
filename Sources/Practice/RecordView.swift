package import Merge

/// A record with its type at hand, so that rules read fields by name.
package struct RecordView: Sendable {
    package let id: RecordID
    package let type: RecordType
    package let projection: Projection

    package init(id: RecordID, type: RecordType, projection: Projection) {
        self.id = id
        self.type = type
        self.projection = projection
    }

    /// A register's field; blank where the type has none, `nil` while a conflict blocks it.
    package func scalar(_ field: String) -> Scalar? {
        switch cell(field) {
        case .scalar(let scalar): scalar
        case .unknown: nil
        default: .null
        }
    }

    package func text(_ field: String) -> String? {
        scalar(field)?.text
    }

    package func day(_ field: String) -> Day? {
        scalar(field)?.int.map { Day(number: $0) }
    }

    package func integer(_ field: String) -> Int64? {
        scalar(field)?.int
    }

    package func flag(_ field: String) -> Bool? {
        scalar(field)?.flag
    }

    package func reference(_ field: String) -> RecordID? {
        scalar(field)?.blob.flatMap { RecordID(bytes: $0) }
    }

    package func elements(_ set: String) -> [Value] {
        if case .elements(let elements) = cell(set) { elements } else { [] }
    }

    package func pairs(_ map: String) -> [Projection.Pair] {
        if case .pairs(let pairs) = cell(map) { pairs } else { [] }
    }

    /// A log's entries in the order of their effective times.
    package func steps(_ log: String) -> [Projection.Step] {
        if case .steps(let steps) = cell(log) { steps } else { [] }
    }

    /// Whether a blocking conflict stands on a register's field: nobody knows what it says.
    package func isUnknown(_ field: String) -> Bool {
        cell(field) == .unknown
    }

    /// Whether a conflict of any kind stands on a field, so that what it shows is one side's word.
    package func isDisputed(_ field: String) -> Bool {
        guard let column = type.columns.first(where: { $0.name == field }) else { return false }
        let attribute = type.attributes[column.attribute].name
        return projection.conflicts.contains { $0.attribute == attribute }
    }

    /// Neither inactive nor entered in error; a record without a word on it is active.
    package var isActive: Bool {
        let life = text("lifecycle")
        return life == nil || life == Lifecycle.active.rawValue
    }

    private func cell(_ name: String) -> Projection.Cell? {
        guard let index = type.columns.firstIndex(where: { $0.name == name }),
            projection.cells.indices.contains(index)
        else { return nil }
        return projection.cells[index]
    }
}
