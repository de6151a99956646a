package import Merge
package import Practice
internal import Records
import Rulebook
import Store

extension Desk {
    /// What became of a file.
    package struct ImportOutcome: Sendable {
        package let plan: ImportPlan
        package let receipt: WriteReceipt
        /// Whether its rows may go in; a dry run that would be accepted is.
        package let isAccepted: Bool
    }

    /// Takes a file in, all of it in one transaction, or nothing.
    ///
    /// A dry run goes through all of it, and then takes it back: what would be refused is.
    ///
    /// - Parameters:
    ///   - spread: codes of the offices among which patients without one are spread.
    ///   - sharingNumbers: whether patient numbers are the group's, not the office's.
    ///   - wholeDays: days that are replaced whether a row names them or not.
    package func importFile(
        _ kind: ImportKind, _ bytes: Bytes, named name: String, spread: [String], today: Day,
        isDryRun: Bool, skippingBad: Bool, days: DayOrder? = nil,
        sharingNumbers: Bool = false, replacing wholeDays: [ImportContext.WholeDay] = [],
        actor: RecordID?,
        reason: String
    ) throws -> ImportOutcome {
        let body = { (transaction: inout StoreTransaction) throws -> ImportOutcome in
            let offices = try spread.map {
                try find(.office, $0, transaction)
            }
            let lookup = transaction.lookup
            let secret = lookup.secret
            var context =
                office.map { ImportContext.office($0, today: today, secret: secret) }
                ?? .central(today: today, spread: offices, secret: secret)
            context.dayOrder = days
            context.wholeDays = wholeDays
            if sharingNumbers {
                try place(transaction).requireCentral()
                context.numberOffices = lookup.records(.office).map(\.id).sorted()
            }
            let plan = ImportPlan.make(
                kind: kind, bytes: bytes, fileName: name, lookup: lookup.forImport(),
                context: context)
            guard plan.isAccepted(skippingBad: skippingBad) else {
                return ImportOutcome(plan: plan, receipt: WriteReceipt(), isAccepted: false)
            }
            let receipt = try write(plan, actor: actor, reason: reason, in: &transaction)
            return ImportOutcome(plan: plan, receipt: receipt, isAccepted: true)
        }
        return try write(isDryRun: isDryRun, body)
    }

    /// Writes what a plan comes to, some rows at a time: a long file's writes are never in memory
    /// together, and what stands against one of them is found before the first is written.
    private func write(
        _ plan: ImportPlan, actor: RecordID?, reason: String,
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var places = ImportPlaces()
        for writes in plan.batches {
            try judge.refuseSettling(writes, in: transaction)
            try places.note(writes, transaction)
            transaction.forgetRead()
        }
        let receipt = try stage(plan.batches, actor: actor, reason: reason, in: &transaction)
        try transaction.keep(ImportTrace(changeSets: receipt.changeSets, places: places.places))
        return receipt
    }

    /// Writes one act's batches one after the other: only one of them is in memory at a time.
    ///
    /// - Parameter batches: read twice; nothing of them settles a conflict or takes a key.
    func stage(
        _ batches: some Sequence<[Write]>, actor: RecordID?, reason: String,
        in transaction: inout StoreTransaction
    ) throws -> WriteReceipt {
        var receipt = WriteReceipt()
        for writes in batches {
            receipt += try append(
                Write.once(writes, in: schema), actor: actor, reason: reason,
                after: Set(receipt.changeSets), in: &transaction)
            try transaction.writeOut()
        }
        let today = try today(transaction)
        for writes in batches {
            try judge.refuseUnsoundMaps(writes, today: today, in: transaction)
        }
        return receipt
    }
}
