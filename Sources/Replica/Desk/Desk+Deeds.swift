import Merge
package import Records
package import Rulebook
import Store

/// A deed that was done, or would be.
package struct Done<Outcome: Sendable>: Sendable {
    package let outcome: Outcome
    /// What was written; what would be, after a dry run.
    package let receipt: WriteReceipt
    package let isRehearsed: Bool
}

extension Desk {
    /// Does it: looks, decides, judges and writes in one durable transaction, or changes nothing.
    ///
    /// - Parameter isDryRun: goes through all of it, and then takes it back.
    /// - Throws: why it is not done; `WriteRefusal` for what nobody could accept.
    @discardableResult
    package func perform<D: Deed>(
        _ deed: D, by who: Signature, isDryRun: Bool = false
    ) throws -> Done<D.Outcome> {
        try perform(deed, by: who, isDryRun: isDryRun) { outcome, _ in outcome }
    }

    /// - Parameter then: makes what is told of it, from the records as they are afterwards.
    package func perform<D: Deed, Told: Sendable>(
        _ deed: D, by who: Signature, isDryRun: Bool = false,
        then: (D.Outcome, StoreLookup) throws -> Told
    ) throws -> Done<Told> {
        let body = { (transaction: inout StoreTransaction) in
            var list = WriteList()
            let outcome = try deed.decide(
                who, at: place(transaction), in: transaction.lookup, into: &list)
            let receipt = try write(
                list.writes, actor: who.actor, reason: who.reason, in: &transaction)
            // After every refusal, and before the commit: no record is without its bytes.
            if !isDryRun {
                try transaction.refuseFailedReads()
                try keep(list.documents)
            }
            return Done(
                outcome: try then(outcome, transaction.lookup), receipt: receipt,
                isRehearsed: isDryRun)
        }
        return try write(isDryRun: isDryRun, body)
    }

    /// Does all of it in one transaction, or goes through it and takes it back.
    func write<Answer>(
        isDryRun: Bool, _ body: (inout StoreTransaction) throws -> Answer
    ) throws -> Answer {
        isDryRun ? try store.rehearse(body) : try store.write(body)
    }

    /// Where and when something is done that is done now.
    func place(_ transaction: StoreTransaction) throws -> Place {
        Place(office: office, today: try today(transaction), newID: newID)
    }

    private func keep(_ documents: [Bytes]) throws {
        for document in documents {
            _ = try DocumentFolder(store.folder).keep(document)
        }
    }
}
