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
    /// - Parameters:
    ///   - spread: codes of the offices among which patients without one are spread.
    ///   - sharingNumbers: whether patient numbers are the group's, not the office's.
    package func importFile(
        _ kind: ImportKind, _ bytes: Bytes, named name: String, spread: [String], today: Day,
        isDryRun: Bool, skippingBad: Bool, days: DayOrder? = nil,
        sharingNumbers: Bool = false, actor: RecordID?,
        reason: String
    ) throws -> ImportOutcome {
        try store.write { transaction in
            let offices = try spread.map {
                try find(type(named: "office"), $0, transaction)
            }
            let lookup = transaction.lookup
            let secret = lookup.secret
            var context =
                office.map { ImportContext.office($0, today: today, secret: secret) }
                ?? .central(today: today, spread: offices, secret: secret)
            context.dayOrder = days
            if sharingNumbers {
                try place(transaction).requireCentral()
                context.numberOffices = lookup.records(.office).map(\.id).sorted()
            }
            let plan = ImportPlan.make(
                kind: kind, bytes: bytes, fileName: name, lookup: lookup.forImport(),
                context: context)
            guard let rows = plan.writes(skippingBad: skippingBad) else {
                return ImportOutcome(plan: plan, receipt: WriteReceipt(), isAccepted: false)
            }
            guard !isDryRun, !rows.isEmpty else {
                return ImportOutcome(plan: plan, receipt: WriteReceipt(), isAccepted: true)
            }
            let writes = rows.flatMap { $0 }
            let places = try places(of: writes, transaction)
            let receipt = try write(
                writes, actor: actor, reason: reason, isFile: true, in: &transaction)
            try transaction.keep(ImportTrace(changeSets: receipt.changeSets, places: places))
            return ImportOutcome(plan: plan, receipt: receipt, isAccepted: true)
        }
    }
}
