import Merge
package import Records
import Rulebook
import Store
import Sync

extension Desk {
    /// Does what this replica does by itself, where its first pull is complete: while pages still
    /// come in, a record may be there and what belongs to it not.
    ///
    /// - Returns: whether anything was written.
    @discardableResult
    package func follow(_ routines: [Routine]) throws -> Bool {
        var hasWritten = false
        for routine in routines {
            let isDone = try store.write { transaction in
                guard try transaction.cursor.from > 0, try transaction.idSecret != nil else {
                    return false
                }
                let receipt = try receipt(
                    of: routine.deed, by: Signature(nil, routine.reason), &transaction)
                return !receipt.isEmpty
            }
            hasWritten = hasWritten || isDone
        }
        return hasWritten
    }

    private func receipt(
        of deed: some Deed<Void>, by who: Signature, _ transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var list = WriteList()
        try deed.decide(who, at: place(transaction), in: transaction.lookup, into: &list)
        return try write(list.writes, actor: who.actor, reason: who.reason, in: &transaction)
    }
}
