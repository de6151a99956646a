import Merge

/// The readable table of one record type, ready to be written.
///
/// Most records hold one entry per register. Those are bound straight from the entries' bytes;
/// every other record takes the long way through `RecordType.project`, which decides what is shown.
final class ReadableTable {
    let type: RecordType
    private let upsert: SQLStatement
    private let delete: SQLStatement
    private let storages: [ColumnStorage]
    /// What lists and counters without entries show.
    private let blanks: [(place: Int32, text: String)]
    /// Attributes by name, as a record's entries are ordered, with their first column's place.
    private let order: [Place]

    private struct Place {
        let name: String
        let column: Int
        let fields: Int
        /// Whether one entry says all there is to show.
        let isPlain: Bool
    }

    /// - Parameter name: where the rows go, if not to the type's own table.
    init(_ type: RecordType, name: String? = nil, on connection: OpaquePointer) throws {
        let table = name ?? "main.\"\(type.name)\""
        self.type = type
        self.upsert = try SQLStatement(
            ReadableTable.upsert(type, into: table), on: connection)
        self.delete = try SQLStatement("DELETE FROM \(table) WHERE id = ?", on: connection)
        self.storages = type.columns.map { ColumnStorage($0.kind) }
        self.blanks = type.columns.enumerated().compactMap { index, column in
            guard column.kind == .list else { return nil }
            let shape = type.attributes[column.attribute].shape
            return (Int32(index + 2), shape == .counter ? "0" : "[]")
        }
        var places: [Place] = []
        var column = 0
        for attribute in type.attributes {
            let count = type.columns.count { $0.attribute == places.count }
            var isPlain = attribute.name != Attribute.lifecycle.name
            if case .register = attribute.shape {} else { isPlain = false }
            places.append(
                Place(name: attribute.name, column: column, fields: count, isPlain: isPlain))
            column += count
        }
        self.order = places.sorted { $0.name < $1.name }
    }

    private static func upsert(_ type: RecordType, into table: String) -> String {
        let columns = type.columns.map { "\"\($0.name)\"" }
        let marks = String(repeating: ", ?", count: columns.count)
        let news = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO \(table) (id, \(columns.joined(separator: ", "))) VALUES (?\(marks))
            ON CONFLICT (id) DO UPDATE SET \(news)
            """
    }

    func remove(_ id: RecordID) throws {
        delete.bind(1, uuid: id)
        defer { delete.rewind() }
        _ = try delete.step()
    }

    /// Writes the row of a record and answers what waits for a person.
    ///
    /// - Parameter settling: what other records make of its projection, if any does.
    func put(
        _ id: RecordID, _ state: RecordState, settling: ((Projection) throws -> Projection)? = nil
    ) throws -> [FieldConflict] {
        var conflicts: [FieldConflict] = []
        upsert.clear()
        upsert.bind(1, uuid: id)
        for (place, text) in blanks { upsert.bind(place, text) }
        if settling != nil || !bindPlainly(state) {
            let own = type.project(state)
            let projection = try settling?(own) ?? own
            conflicts = projection.conflicts
            upsert.clear()
            upsert.bind(1, uuid: id)
            bind(projection)
        }
        defer { upsert.rewind() }
        _ = try upsert.step()
        return conflicts
    }

    /// Binds a record of which every entry stands alone.
    ///
    /// - Returns: `false` where the record is not so simple; what was bound then means nothing.
    private func bindPlainly(_ state: RecordState) -> Bool {
        var places = order[...]
        var last: String?
        for entry in state.entries {
            guard entry.attribute != last else { return false }
            last = entry.attribute
            while let place = places.first, place.name < entry.attribute { places.removeFirst() }
            // An attribute that only a newer peer knows is kept, not shown.
            guard let place = places.first, place.name == entry.attribute else { continue }
            guard place.isPlain, bind(entry.value, at: place) else { return false }
        }
        return true
    }

    private func bind(_ value: Bytes, at place: Place) -> Bool {
        value.withUnsafeBytes { bytes in
            var reader = PlainValue(bytes)
            var field = 0
            while !reader.isAtEnd {
                guard let scalar = reader.next(), field < MergeLimits.scalarsMax else {
                    return false
                }
                // A field that only a newer peer knows stands at the end: kept, not shown.
                if field < place.fields {
                    let column = place.column + field
                    let isBound = storages[column].bind(scalar, Int32(column + 2), upsert)
                    guard isBound else { return false }
                }
                field += 1
            }
            return true
        }
    }

    private func bind(_ projection: Projection) {
        for (index, cell) in projection.cells.enumerated() {
            let column = type.columns[index]
            let place = Int32(index + 2)
            switch (cell, storages[index]) {
            case (.unknown, _), (.scalar(.null), _): break
            case (.scalar(.int(let sum)), .list): upsert.bind(place, String(sum))
            case (.scalar(let scalar), let storage): storage.bind(scalar, place, upsert)
            default: upsert.bind(place, CellText.json(cell, of: column, in: type))
            }
        }
    }
}
