package import Merge
package import Practice
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

    /// A person's word on a version in the office's practice-management system.
    ///
    /// - Parameters:
    ///   - number: the version; the one in force today where not given.
    ///   - place: the office's code, where a central replica speaks for it.
    ///   - method: how it was entered; else `rejection` says why it was not.
    package func confirmFees(
        _ name: String, version number: Int64?, office place: String?, method: String?,
        rejection: String?, today: Day, actor: RecordID?, reason: String
    ) throws -> (version: FeeVersion, receipt: WriteReceipt) {
        try store.write { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(name, lookup, transaction)
            guard let office = try place.map({ try find(.office, $0, transaction) }) ?? office
            else { throw FeeError.notAnOffice }
            let version =
                try number.map { number in
                    guard let found = schedule.version(number: number) else {
                        throw FeeError.noSuchVersion(number)
                    }
                    return found
                } ?? schedule.book.version(on: today)
            guard let version else { throw FeeError.noVersion }
            guard let view = FeeReceipts.standing(of: version.id, in: lookup)[office] else {
                throw FeeError.noReceipt(state: "awaited")
            }
            let draft =
                rejection.map { StepDraft("rejected", on: today, comment: $0, by: actor) }
                ?? StepDraft(
                    "appliedInPms", on: today, by: actor,
                    facts: method.map { ["method": .text($0)] } ?? [:])
            let write = try Workflow.feeReceipt.write(draft, on: view)
            return (
                version,
                try self.write([write], actor: actor, reason: reason, in: &transaction)
            )
        }
    }
}
