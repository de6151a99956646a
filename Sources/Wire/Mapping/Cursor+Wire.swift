internal import Sync

extension Cursor {
    init(wire cursor: Bridgework_V1_Cursor, isPresent: Bool) throws(WireError) {
        guard isPresent else { throw .missing(.cursor) }
        let through = try WireField.through.number(cursor.through)
        guard cursor.from <= through else { throw .malformed(.from) }
        self.init(from: cursor.from, through: through)
    }

    var wire: Bridgework_V1_Cursor {
        var cursor = Bridgework_V1_Cursor()
        cursor.from = from
        cursor.through = through
        return cursor
    }
}
