import Records
import Replica
import Rulebook

extension Desk {
    /// What an office's replica does by itself, fee receipts among it.
    ///
    /// - Returns: whether anything was written.
    func receiptFees() throws -> Bool { try follow(Routine.practice) }
}
