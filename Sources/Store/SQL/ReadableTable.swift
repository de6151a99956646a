import Merge

/// The readable table of one record type, ready to be written.
///
/// What an entry says is bound from where it lies, attribute by attribute; only what is a list or
/// stands in several versions goes through `RecordType`, which decides what is shown. Of a row that
/// is there, what has changed is written.
final class ReadableTable {
    let type: RecordType
    private let connection: OpaquePointer
    private let name: String
    private let upsert: SQLStatement
    private let delete: SQLStatement
    /// Statements that write the columns of some attributes only.
    private var updates: [[Int]: SQLStatement] = [:]
    private let storages: [ColumnStorage]
    private let places: [Place]
    private let allAttributes: [Int]
    /// Which attributes the names of an order are, for the orders met last.
    private var fits: [(order: NameOrder, attributes: [Int?])] = []

    private static let updatesMax = 128
    private static let fitsMax = 8

    /// The columns of an attribute.
    private struct Place {
        let column: Int
        let count: Int
        /// Whether one entry says all there is to show.
        let isPlain: Bool
        /// What it shows without entries, where that is not nothing.
        let blank: String?
    }

    /// What became of a row.
    struct Outcome {
        /// What waits for a person.
        var conflicts: [FieldConflict] = []
        /// Nothing of the record is another than it was, but for the hub's bookkeeping.
        var isUntouched = false
    }

    /// - Parameter name: where the rows go, if not to the type's own table.
    init(_ type: RecordType, name: String? = nil, on connection: OpaquePointer) throws {
        let table = name ?? "main.\"\(type.name)\""
        self.type = type
        self.name = table
        self.connection = connection
        self.upsert = try SQLStatement(
            ReadableTable.upsert(type, into: table), on: connection)
        self.delete = try SQLStatement("DELETE FROM \(table) WHERE id = ?", on: connection)
        self.storages = type.columns.map { ColumnStorage($0.kind) }
        self.allAttributes = Array(type.attributes.indices)
        var column = 0
        self.places = type.attributes.enumerated().map { index, attribute in
            let count = type.columns.count { $0.attribute == index }
            defer { column += count }
            if case .register = attribute.shape {
                return Place(column: column, count: count, isPlain: true, blank: nil)
            }
            let blank = attribute.shape == .counter ? "0" : "[]"
            return Place(column: column, count: count, isPlain: false, blank: blank)
        }
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

    /// Writes the row of a record.
    ///
    /// - Parameters:
    ///   - written: the record as its row shows it; `nil` where that is not known.
    ///   - settling: what other records make of its projection, if any does.
    func put(
        _ id: RecordID, _ state: RecordState, over written: RecordState? = nil,
        settling: ((Projection) throws -> Projection)? = nil
    ) throws -> Outcome {
        let now = runs(of: state.entries)
        let isRemoved = state.entries.reading { self.isRemoved(now, $0) }
        if isRemoved || settling != nil {
            let own = type.project(state)
            let projection = try settling?(own) ?? own
            for (index, cell) in projection.cells.enumerated() { bind(cell, index, index, upsert) }
            try write(id, upsert)
            return Outcome(conflicts: projection.conflicts)
        }
        if let written, !written.entries.isEmpty {
            let before = runs(of: written.entries)
            let change = RowChange(from: written.entries, before, to: state.entries, now)
            if change.isUntouched { return Outcome(isUntouched: true) }
            if let conflicts = try update(id, state, now, change.attributes) {
                return Outcome(conflicts: conflicts)
            }
        }
        var conflicts: [FieldConflict] = []
        try write(id, allAttributes, of: state, now, upsert, &conflicts) {
            places[$0].column
        }
        return Outcome(conflicts: conflicts)
    }

    /// Writes some attributes' columns.
    ///
    /// - Returns: all that waits for a person; `nil` where there was no row.
    private func update(
        _ id: RecordID, _ state: RecordState, _ runs: [Range<Int>], _ attributes: [Int]
    ) throws -> [FieldConflict]? {
        var conflicts: [FieldConflict] = []
        for attribute in runs.indices
        where !attributes.contains(attribute) && mayConflict(attribute, runs[attribute], state) {
            var cells: [Projection.Cell] = []
            let entries = runs[attribute].map { state.entries[$0] }[...]
            type.show(entries, of: attribute, in: &cells, &conflicts)
        }
        let columns = attributes.flatMap { attribute in
            let place = places[attribute]
            return place.column..<place.column + place.count
        }
        guard !columns.isEmpty else { return conflicts }
        let statement = try statement(attributes, columns)
        var first = 0
        try write(id, attributes, of: state, runs, statement, &conflicts) { attribute in
            defer { first += places[attribute].count }
            return first
        }
        return SQLStatement.changes(on: connection) > 0 ? conflicts : nil
    }

    private func statement(_ attributes: [Int], _ columns: [Int]) throws -> SQLStatement {
        if let known = updates[attributes] { return known }
        let news = columns.enumerated().map { "\"\(type.columns[$1].name)\" = ?\($0 + 2)" }
        let made = try SQLStatement(
            "UPDATE \(name) SET \(news.joined(separator: ", ")) WHERE id = ?1", on: connection)
        if updates.count >= ReadableTable.updatesMax { updates = [:] }
        updates[attributes] = made
        return made
    }

    /// Runs a statement whose first parameter is the id and whose others are bound; after that
    /// nothing is.
    private func write(_ id: RecordID, _ statement: SQLStatement) throws {
        statement.bind(1, uuid: id)
        defer { statement.reset() }
        _ = try statement.step()
    }
}

// MARK: Runs of entries

extension ReadableTable {
    /// Where the entries of each attribute lie; those of attributes that only a newer peer knows
    /// are kept, not shown.
    private func runs(of entries: Entries) -> [Range<Int>] {
        var runs = Array(repeating: 0..<0, count: places.count)
        let attributes = attributes(of: entries.names)
        entries.reading { reader in
            var first = 0
            while first < reader.count {
                let rank = reader.rank(first)
                var end = first + 1
                while end < reader.count, reader.rank(end) == rank { end += 1 }
                if let attribute = attributes[rank] { runs[attribute] = first..<end }
                first = end
            }
        }
        return runs
    }

    private func attributes(of order: NameOrder) -> [Int?] {
        if let known = fits.first(where: { $0.order === order }) { return known.attributes }
        let attributes = order.names.map { name in
            type.attributes.firstIndex { $0.name == name }
        }
        if fits.count >= ReadableTable.fitsMax { fits.removeFirst() }
        fits.append((order, attributes))
        return attributes
    }

    /// Whether the record is, or may be, no longer in use: then what its writer has seen decides.
    private func isRemoved(_ runs: [Range<Int>], _ reader: EntryReader) -> Bool {
        guard let life = runs.last, !life.isEmpty else { return false }
        guard life.count == 1 else { return true }
        var value = PlainValue(reader.value(life.lowerBound))
        guard case .text(let text) = value.next() else { return true }
        return !text.elementsEqual(Lifecycle.active.rawValue.utf8)
    }

    /// Whether an attribute may stand in several versions.
    private func mayConflict(
        _ attribute: Int, _ run: Range<Int>, _ state: RecordState
    ) -> Bool {
        guard run.count > 1 else { return false }
        switch type.attributes[attribute].shape {
        case .register: return true
        case .map:
            return state.entries.reading { reader in
                run.dropFirst().contains { reader.key($0).order(to: reader.key($0 - 1)) == 0 }
            }
        case .set, .guardedSet, .log, .counter: return false
        }
    }
}

// MARK: Binding

extension ReadableTable {
    /// Writes what attributes show.
    ///
    /// - Parameter place: of an attribute's first column among the statement's.
    private func write(
        _ id: RecordID, _ attributes: [Int], of state: RecordState, _ runs: [Range<Int>],
        _ statement: SQLStatement, _ conflicts: inout [FieldConflict], at place: (Int) -> Int
    ) throws {
        try state.entries.reading { reader in
            for attribute in attributes {
                let (run, own, first) = (runs[attribute], places[attribute], place(attribute))
                if run.isEmpty {
                    if let blank = own.blank { statement.bind(Int32(first + 2), blank) }
                    continue
                }
                if own.isPlain, run.count == 1,
                    bind(reader.value(run.lowerBound), own, first, statement)
                {
                    continue
                }
                var cells: [Projection.Cell] = []
                let entries = run.map { state.entries[$0] }[...]
                type.show(entries, of: attribute, in: &cells, &conflicts)
                for (index, cell) in cells.enumerated() {
                    bind(cell, own.column + index, first + index, statement)
                }
            }
            try write(id, statement)
        }
    }

    /// - Returns: `false` where the long way must be taken.
    private func bind(
        _ value: UnsafeRawBufferPointer, _ place: Place, _ first: Int, _ statement: SQLStatement
    ) -> Bool {
        var reader = PlainValue(value)
        var field = 0
        while !reader.isAtEnd {
            guard let scalar = reader.next(), field < MergeLimits.scalarsMax else { return false }
            // A field that only a newer peer knows stands at the end: kept, not shown.
            if field < place.count {
                let storage = storages[place.column + field]
                guard storage.bind(scalar, Int32(first + field + 2), statement) else {
                    return false
                }
            }
            field += 1
        }
        return true
    }

    private func bind(
        _ cell: Projection.Cell, _ column: Int, _ place: Int, _ statement: SQLStatement
    ) {
        let place = Int32(place + 2)
        switch (cell, storages[column]) {
        case (.unknown, _), (.scalar(.null), _): statement.bind(place, .null)
        case (.scalar(.int(let sum)), .list): statement.bind(place, String(sum))
        case (.scalar(let scalar), let storage): storage.bind(scalar, place, statement)
        default:
            statement.bind(place, CellText.json(cell, of: type.columns[column], in: type))
        }
    }
}
