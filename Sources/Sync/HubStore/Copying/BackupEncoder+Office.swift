import Merge

// What only a replica's store has.

extension BackupEncoder {
    static func append(_ row: OfficeRow, to out: inout FieldWriter) {
        switch row {
        case .changeSet(let own): out.item(.ownChangeSet, changeSet(own))
        case .note(let note): out.item(.note, self.note(note))
        case .document(let name, let bytes):
            var body = FieldWriter(capacity: bytes.count + 80)
            body.field(1, bytes: Array(name.utf8))
            body.field(2, bytes: bytes)
            out.item(.document, body)
        }
    }

    private static func changeSet(_ own: OfficeRow.Own) -> FieldWriter {
        var body = FieldWriter(capacity: own.bytes.count + 128)
        body.field(1, id: own.id)
        if let answer = own.answer {
            body.field(2, varint: answer.head.position)
            body.field(3, id: answer.head.chain)
            body.field(4, bytes: answer.verdicts)
        }
        if let time = own.claimedAt { body.field(5, signed: time.milliseconds) }
        body.field(6, varint: own.standing.rawValue)
        if own.isSealed { body.field(7, varint: 1) }
        for record in own.shown { body.field(8, id: record) }
        body.field(9, bytes: own.bytes)
        return body
    }

    private static func note(_ note: OfficeRow.Note) -> FieldWriter {
        var body = FieldWriter()
        body.field(1, varint: note.kind.rawValue)
        for cell in note.cells {
            var one = FieldWriter()
            switch cell {
            case .blank: break
            case .number(let number): one.field(1, signed: number)
            case .text(let text): one.field(2, bytes: Array(text.utf8))
            case .bytes(let bytes): one.field(3, bytes: bytes)
            }
            body.field(2, bytes: one.bytes)
        }
        return body
    }
}
