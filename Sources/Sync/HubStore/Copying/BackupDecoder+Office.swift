import Merge

// What only a replica's store has.

extension BackupDecoder {
    static func officeRow(_ field: BackupField, _ body: BackupFields) throws -> OfficeRow {
        let fields = try body.read()
        switch field {
        case .ownChangeSet: return try .changeSet(own(fields))
        case .note: return try .note(note(fields))
        default: return try .document(name: fields.text(1), bytes: fields.bytes(2))
        }
    }

    private static func own(_ fields: BackupFields.Read) throws -> OfficeRow.Own {
        guard let standing = OfficeRow.Standing(rawValue: try fields.number(6)) else {
            throw fields.malformed
        }
        let answer =
            fields.has(2)
            ? OfficeRow.Answer(
                head: Head(position: try fields.number(2), chain: try fields.id(3)),
                verdicts: try fields.bytes(4)) : nil
        return OfficeRow.Own(
            id: try fields.id(1), answer: answer, claimedAt: try fields.optionalTime(5),
            standing: standing, isSealed: try fields.number(7) == 1, shown: try fields.ids(8),
            bytes: try fields.bytes(9))
    }

    private static func note(_ fields: BackupFields.Read) throws -> OfficeRow.Note {
        guard let kind = OfficeRow.Note.Kind(rawValue: try fields.number(1)) else {
            throw HubCopyFault.unknownRow(number: try fields.number(1))
        }
        let cells = try fields.all(2).map { run -> OfficeRow.Note.Cell in
            let cell = try BackupFields(run).read()
            if cell.has(1) { return .number(try cell.time(1).milliseconds) }
            if cell.has(2) { return .text(try cell.text(2)) }
            return cell.has(3) ? .bytes(try cell.bytes(3)) : .blank
        }
        return OfficeRow.Note(kind: kind, cells: cells)
    }
}
