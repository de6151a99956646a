internal import Foundation
internal import Merge
internal import Sync

extension Cursor {
    init(wire cursor: Bridgework_V1_Cursor, isPresent: Bool) throws(WireError) {
        guard isPresent else { throw .missing(.cursor) }
        let through = try RowMark(
            position: try WireField.through.number(cursor.through), wire: cursor.record)
        guard cursor.from <= through.position else { throw .malformed(.from) }
        self.init(from: cursor.from, through: through)
    }

    var wire: Bridgework_V1_Cursor {
        var cursor = Bridgework_V1_Cursor()
        cursor.from = from
        cursor.through = through.position
        cursor.record = through.wireRecord
        return cursor
    }
}

extension RowMark {
    /// The end of a position names no record: one mark has one form.
    init(position: UInt64, wire record: Data) throws(WireError) {
        guard !record.isEmpty else {
            self = .end(of: position)
            return
        }
        self.init(position: position, record: try RecordID(wire: record, .record))
        guard position > 0, !isEndOfPosition else { throw .malformed(.record) }
    }

    var wireRecord: Data {
        isEndOfPosition ? Data() : record.wire
    }
}
