import Foundation
internal import Merge
internal import Records
internal import Rulebook
internal import Store
internal import Wire

/// How records of one type are told field by field.
struct RecordSheet {
    private let type: RecordType
    private let places: [Int]

    /// - Parameters:
    ///   - fields: the fields to show; all that people may read where none is named.
    ///   - name: where the request names them.
    /// - Throws: `DeedProblem.unknownField`.
    init(_ type: RecordType, showing fields: [String], named name: String) throws {
        try Given(name).count(fields.count, max: CallLimits.fieldsMax)
        self.type = type
        // What the program keeps for itself is nobody's to read.
        let readable = type.columns.indices.filter { index in
            type.columns[index].kind != .blob
                && type.attributes[type.columns[index].attribute].name != AnyRecord.imported.name
        }
        guard !fields.isEmpty else {
            places = readable
            return
        }
        places = try fields.map { field in
            guard let place = readable.first(where: { type.columns[$0].name == field }) else {
                throw ServiceProblem(
                    code: .unknownName, what: "there is no such field", place: "\(name): \(field)")
            }
            return place
        }
    }

    /// The record, and about how many bytes it takes; `nil` where it is not here, or of another
    /// type.
    func record(
        _ id: RecordID, in transaction: StoreTransaction
    ) throws -> (record: Bridgework_V1_OfficeRecord, bytes: Int)? {
        guard let (found, projection) = try transaction.projection(of: id),
            found.name == type.name, let state = try transaction.view(of: id)
        else { return nil }
        let view = RecordView(id: id, type: type, projection: projection)
        var record = Bridgework_V1_OfficeRecord()
        record.id = Data(id.bytes)
        record.type = type.name
        record.basis = Data(state.basis)
        record.inUse = view.isActive
        record.open = Array(Set(projection.conflicts.map(\.attribute))).sorted()
        var bytes = 64
        for place in places {
            guard let field = field(projection.cells[place], type.columns[place]) else { continue }
            record.fields.append(field)
            bytes += field.name.utf8.count + field.text.utf8.count + field.json.utf8.count + 8
        }
        return (record, bytes)
    }

    private func field(_ cell: Projection.Cell, _ column: Column) -> Bridgework_V1_RecordField? {
        var field = Bridgework_V1_RecordField()
        field.name = column.name
        switch cell {
        case .scalar(.null): return nil
        case .unknown: field.unknown = true
        case .scalar(let scalar): field.text = CellText.text(scalar, column.kind)
        case .elements(let elements) where elements.isEmpty: return nil
        case .pairs(let pairs) where pairs.isEmpty: return nil
        case .steps(let steps) where steps.isEmpty: return nil
        case .elements, .pairs, .steps:
            field.json = CellText.json(cell, of: column, in: type)
        }
        return field
    }
}
