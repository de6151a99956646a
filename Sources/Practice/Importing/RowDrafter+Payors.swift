internal import Merge
internal import Participation
internal import Tables

extension RowDrafter {
    /// The payor that a code or a clearinghouse's payor id names.
    ///
    /// - Parameter house: whose payor id it may be.
    /// - Throws: where none goes by it.
    func knownPayor(
        _ cell: TypedCell<String>, at house: TypedCell<String>? = nil
    ) throws(RowRefusal) -> RecordID {
        guard let id = try findPayor(cell, at: house) else {
            throw .bad(.unresolved(importFirst: .payors), column: cell.column)
        }
        return id
    }

    /// The payor that a code or a clearinghouse's payor id names, where there is one.
    func findPayor(
        _ cell: TypedCell<String>, at house: TypedCell<String>?
    ) throws(RowRefusal) -> RecordID? {
        if let code = TextFormat.code.normalized(cell.text), let id = try known(.payor, code, cell)
        {
            return id
        }
        guard let number = TextFormat.payorID.normalized(cell.text) else { return nil }
        var keys = [Value([.text(number)]).encoded]
        if let house {
            keys.insert(Value([.text(number), .text(house.text)]).encoded, at: 0)
        }
        for key in keys {
            let holders = view.lookup.holding(Payor.payorIds, key).sorted()
            if let first = holders.first { return first }
        }
        return nil
    }

    /// The payor that goes by exactly that name, whatever its code.
    ///
    /// - Throws: where several do.
    func payorNamed(_ cell: TypedCell<String>) throws(RowRefusal) -> RecordID? {
        let found = view.payors(named: cell.text)
        guard found.count <= 1 else {
            throw .bad(.severalPayors(found.count), column: cell.column)
        }
        return found.first
    }
}
