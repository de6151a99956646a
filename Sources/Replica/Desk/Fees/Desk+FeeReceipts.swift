import Merge
import Practice
import Store
import Sync

extension Desk {
    /// Brings this office's receipts level with the fee schedules it holds and with today.
    ///
    /// It needs no line: a version that was staged is applied on its day by the office's calendar.
    /// - Returns: whether anything was written; a central replica writes nothing.
    @discardableResult
    package func receiptFees() throws -> Bool {
        guard let office else { return false }
        let today = try today
        return try store.write { transaction in
            // While pages still come in, a schedule may be there and its versions not.
            guard try transaction.cursor.from > 0, try transaction.idSecret != nil else {
                return false
            }
            let lookup = transaction.lookup
            let writes = FeeReceipts.due(lookup, office: office, today: today)
            guard !writes.isEmpty else { return false }
            let receipt = try write(
                writes, actor: nil, reason: "fee schedule receipt", in: &transaction)
            return !receipt.isEmpty
        }
    }
}
