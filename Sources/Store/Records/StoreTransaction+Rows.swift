package import Merge

extension StoreTransaction {
    /// The readable rows of a type with all their columns.
    package func list(
        _ type: RecordType, where filters: [(column: Column, scalar: Scalar)] = [],
        orderedBy order: [Column] = [], limit: Int = .max
    ) throws -> [ReadableRow] {
        var rows: [ReadableRow] = []
        let selection = RowSelection.matching(filters, orderedBy: order, limit: limit)
        try visitRows(of: type, selection, Array(type.columns.indices)) { rows.append($0) }
        return rows
    }

    /// Hands out the readable rows of a type one by one, so that a long list is never held whole.
    ///
    /// - Parameters:
    ///   - places: of the columns to read, among the type's; a row's cells are in their order.
    ///   - body: must not list the same type.
    package func visitRows(
        of type: RecordType, _ selection: RowSelection, _ places: [Int],
        _ body: (ReadableRow) throws -> Void
    ) throws {
        let unknown = try unknownColumns(of: type)
        let read = { (row: SQLStatement) in
            guard let id = RecordID(hexadecimal: row.text(0)) else {
                throw StoreError.damagedMeta(key: type.name)
            }
            let blocked = unknown[id]
            var cells: [ReadableRow.Cell] = []
            cells.reserveCapacity(places.count)
            for (index, place) in places.enumerated() {
                let column = type.columns[place]
                let isUnknown = blocked?.contains(column.attribute) == true
                cells.append(
                    isUnknown
                        ? .unknown : StoreTransaction.cell(row, Int32(index + 1), column))
            }
            try body(ReadableRow(id: id, cells: cells))
        }
        let names = (["id"] + places.map { type.columns[$0].quoted }).joined(separator: ", ")
        switch selection {
        case .matching:
            let query = StoreTransaction.query(names, type, selection)
            try connection.each(query.sql, query.values, read: read)
        case .these(let ids):
            for id in ids {
                try connection.each(
                    "SELECT \(names) FROM \"\(type.name)\" WHERE id = ?",
                    [.text(id.description)], read: read)
            }
        }
    }

    /// Which of the columns say something in some row of a selection.
    ///
    /// - Parameter silent: by place, the text of a column that says nothing either.
    package func telling(
        of type: RecordType, _ selection: RowSelection, _ places: [Int],
        unless silent: [Int: String] = [:]
    ) throws -> [Int] {
        guard case .matching = selection else {
            var told: Set<Int> = []
            try visitRows(of: type, selection, places) { row in
                for (cell, place) in zip(row.cells, places) where !told.contains(place) {
                    let text = cell.text(type.columns[place])
                    if !text.isEmpty, text != silent[place] { told.insert(place) }
                }
            }
            return places.filter(told.contains)
        }
        let told = try tellingByQuery(type, selection, places, silent)
            .union(unknownColumns(type, selection))
        return places.filter { told.contains($0) }
    }

    private func tellingByQuery(
        _ type: RecordType, _ selection: RowSelection, _ places: [Int], _ silent: [Int: String]
    ) throws -> Set<Int> {
        guard !places.isEmpty else { return [] }
        let tests = places.map { place in
            let name = type.columns[place].quoted
            let isSaid = silent[place].map { " AND \(name) <> '\($0)'" } ?? ""
            return "max(\(name) IS NOT NULL AND \(name) <> ''\(isSaid))"
        }
        let inner = StoreTransaction.query("*", type, selection, isOrdered: false)
        var told: Set<Int> = []
        try connection.each(
            "SELECT \(tests.joined(separator: ", ")) FROM (\(inner.sql))", inner.values
        ) { row in
            for (index, place) in places.enumerated() where row.int(Int32(index)) != 0 {
                told.insert(place)
            }
        }
        return told
    }

    /// The columns in which a blocking conflict of some row stands.
    private func unknownColumns(
        _ type: RecordType, _ selection: RowSelection
    ) throws -> Set<Int> {
        let unknown = try unknownColumns(of: type)
        guard !unknown.isEmpty else { return [] }
        var found: Set<Int> = []
        try visitRows(of: type, selection, []) { row in
            guard let blocked = unknown[row.id] else { return }
            for (place, column) in type.columns.enumerated()
            where blocked.contains(column.attribute) {
                found.insert(place)
            }
        }
        return found
    }

    /// A selection by values, as a query for some columns.
    ///
    /// - Parameter isOrdered: whether the order matters; where the selection is cut it does.
    private static func query(
        _ names: String, _ type: RecordType, _ selection: RowSelection, isOrdered: Bool = true
    ) -> (sql: String, values: [SQLValue]) {
        guard case .matching(let filters, let order, let limit, let last) = selection else {
            return ("SELECT \(names) FROM \"\(type.name)\" WHERE false", [])
        }
        let conditions =
            filters.map { "\($0.column.quoted) IS ?" } + (last == nil ? [] : ["id > ?"])
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let values =
            filters.map { StoreTransaction.value($0.scalar, $0.column.kind) }
            + (last.map { [.text($0.description)] } ?? [])
        let rows = "SELECT \(names) FROM \"\(type.name)\" \(filter)"
        guard isOrdered || limit < .max else { return (rows, values) }
        // What is blank comes last.
        let places = order.map { "\($0.quoted) IS NULL, \($0.quoted) COLLATE NOCASE, " }
        return (
            rows + " ORDER BY \(places.joined())id LIMIT ?", values + [.int(Int64(limit))]
        )
    }

    /// Attributes with a blocking conflict, by record.
    private func unknownColumns(of type: RecordType) throws -> [RecordID: Set<Int>] {
        var unknown: [RecordID: Set<Int>] = [:]
        try connection.each(
            """
            SELECT record, attribute FROM conflict
            WHERE type = ? AND severity = 0 AND is_cross = 0
            """, [.text(type.name)]
        ) { row in
            let id: RecordID = try row.id(0)
            let name = row.text(1)
            if let index = type.attributes.firstIndex(where: { $0.name == name }) {
                unknown[id, default: []].insert(index)
            }
        }
        return unknown
    }

    static func value(_ scalar: Scalar, _ kind: FieldKind) -> SQLValue {
        switch (scalar, kind) {
        case (.null, _): .null
        case (.flag(let flag), _): .int(flag ? 1 : 0)
        case (.int(let int), .day): .text(Day(number: int).description)
        case (.int(let int), _): .int(int)
        case (.text(let text), _): .text(text)
        case (.blob(let blob), .blob): .blob(blob)
        case (.blob, _): .text(CellText.text(scalar, kind))
        }
    }

    private static func cell(
        _ row: SQLStatement, _ index: Int32, _ column: Column
    ) -> ReadableRow.Cell {
        if case .list = column.kind { return .json(row.isNull(index) ? "[]" : row.text(index)) }
        if row.isNull(index) { return .scalar(.null) }
        switch column.kind {
        case .integer, .money, .percent, .instant: return .scalar(.int(row.int(index)))
        case .flag: return .scalar(.flag(row.int(index) != 0))
        case .day:
            return .scalar(Day(row.text(index)).map { .int($0.number) } ?? .null)
        case .reference:
            let id = RecordID(hexadecimal: row.text(index))
            return .scalar(id.map { .blob($0.bytes[...]) } ?? .null)
        case .blob: return .scalar(.blob(row.blob(index)))
        case .text, .choice, .formatted: return .scalar(.text(row.text(index)))
        case .list: return .json(row.text(index))
        }
    }
}

extension Column {
    fileprivate var quoted: String { "\"\(name)\"" }
}
