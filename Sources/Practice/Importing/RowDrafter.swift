internal import Merge

/// Reads one row of a kind as drafts of records; the record that the row is about comes first.
struct RowDrafter {
    let row: ImportRow
    let view: ImportView
    let context: ImportContext

    func drafts(_ kind: ImportKind) throws(RowRefusal) -> [RecordDraft] {
        switch kind {
        case .offices: try office()
        case .doctors: try doctor()
        case .credentials: try credential()
        case .payors: try payor()
        case .plans: try plan()
        case .contracts: try contract()
        case .contractLocations: try contractLocation()
        case .assignments: try assignment()
        case .enrollments: try enrollment()
        case .exclusions: try exclusion()
        case .patients: try patient()
        case .coverage: try coverage()
        case .benefits: try benefit()
        case .schedule: try scheduleBlock()
        case .users: try user()
        case .volumes: try volume()
        }
    }

    /// A cell that must be there.
    func cell(_ column: String) throws(RowRefusal) -> ImportCell {
        guard let cell = row[column] else { throw .bad(.blank, column: column) }
        return cell
    }

    /// A text that the program itself puts into a field.
    func word(_ text: String, for column: String) -> ImportCell {
        ImportCell(text: text, column: column)
    }

    func reference(_ id: RecordID, _ cell: ImportCell) -> ImportCell {
        ImportCell(text: id.description, column: cell.column)
    }

    /// A cell that lists several values, separated by `|`.
    func list(_ column: String) -> [ImportCell] {
        guard let cell = row[column] else { return [] }
        let texts = cell.text.split(separator: "|").map(ImportRow.trimmed)
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
            .map { ImportCell(text: $0, column: cell.column) }
    }

    /// A cell as the schema would store it, to be looked up or to name a record by.
    func stored(_ cell: ImportCell, as kind: FieldKind) throws(RowRefusal) -> Scalar {
        do { return try FieldParser().scalar(cell.text, as: kind) } catch {
            throw .bad(.invalid(error), column: cell.column)
        }
    }

    func text(_ cell: ImportCell, as format: TextFormat) throws(RowRefusal) -> String {
        try stored(cell, as: .format(format)).text ?? ""
    }

    /// A day of ours, for an id: two ways to write one day must not make two records.
    func day(_ cell: ImportCell, for field: String) throws(RowRefusal) -> Day {
        let dated = ImportCell(text: ImportDay.text(cell.text, field), column: cell.column)
        return Day(number: try stored(dated, as: .day).int ?? 0)
    }

    /// The id of a record that is not there yet: equal rows give one record in one scope.
    ///
    /// - Parameters:
    ///   - key: the natural key's parts, normalised as the schema stores them.
    ///   - office: who will own the record; `nil` for the centre.
    func newID(_ type: RecordType, _ key: [String], of office: RecordID? = nil) -> RecordID {
        var id = context.secret.id(type.name, key, of: office)
        for again in 1...ImportLimits.comebacksMax where view.isInError(id) {
            id = context.secret.id(type.name, key + ["again", String(again)], of: office)
        }
        return id
    }

    /// The record that a natural key names, in the store or in an earlier row.
    ///
    /// - Throws: where several in use go by it: no file says which of them stands.
    func known(
        _ type: RecordType, _ key: String, _ cell: ImportCell
    ) throws(RowRefusal) -> RecordID? {
        let rivals = view.lookup.rivals(type.name, key)
        guard rivals.isEmpty else {
            throw .bad(
                .invalid(.ambiguousReference(type: type.name, among: rivals)),
                column: cell.column)
        }
        if let id = view.lookup.named(type.name, key) { return id }
        let derived = newID(type, [key])
        return view.isPending(derived) ? derived : nil
    }

    func known(
        _ type: RecordType, _ cell: ImportCell, _ format: TextFormat, importFirst kind: ImportKind
    ) throws(RowRefusal) -> RecordID {
        guard let id = try known(type, try text(cell, as: format), cell) else {
            throw .bad(.unresolved(importFirst: kind), column: cell.column)
        }
        return id
    }

    /// The record a row is about: the one its key names, or a new one.
    func target(
        _ type: RecordType, _ key: String, _ cell: ImportCell
    ) throws(RowRefusal) -> RecordDraft {
        if let id = try known(type, key, cell) { return RecordDraft(type, id) }
        let id = newID(type, [key])
        guard !view.isStored(id) else { throw .bad(.keyMoved, column: cell.column) }
        return RecordDraft(type, id)
    }

    /// The record of a pair of references and a first day, derived or made by hand.
    func dated(
        _ type: RecordType, _ pair: [(field: String, id: RecordID)], from: Day,
        of office: RecordID? = nil
    ) -> RecordID {
        let others = view.lookup.referring(type, named: pair[0].field, pair[0].id)
        let same = others.sorted().first { id in
            pair.allSatisfy { refers(id, type, field: $0.field, to: $0.id) }
                && view.value(id, named: AnyRecord.term.name)[0] == .int(from.number)
        }
        let key = pair.map(\.id.description).joined(separator: "/")
        return same ?? newID(type, [key, from.description], of: office)
    }

    func refers(_ id: RecordID, _ type: RecordType, field: String, to other: RecordID) -> Bool {
        guard let column = type.column(field), let index = column.field else { return false }
        let attribute = type.attributes[column.attribute].name
        return view.value(id, named: attribute)[index] == .blob(other.bytes[...])
    }

    func address(_ prefix: String) -> KeyValuePairs<String, ImportCell?> {
        [
            prefix + "Line1": row["line1"], prefix + "Line2": row["line2"],
            prefix + "City": row["city"], prefix + "State": row["state"],
            prefix + "Zip": row["zip"],
        ]
    }
}
