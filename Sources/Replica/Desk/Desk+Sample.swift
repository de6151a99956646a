package import Merge
package import Practice
import Records
import Rulebook
import Store

extension Desk {
    /// Fills a group that has no office yet with invented records, all of them in one transaction,
    /// or nothing.
    ///
    /// - Parameter seed: the same makes the same records around the same day.
    /// - Returns: how many records there are then, and what was written.
    package func fill(
        seed: UInt64, _ size: SampleSize, isDryRun: Bool = false, actor: RecordID?
    ) throws -> (records: Int, receipt: WriteReceipt) {
        try write(isDryRun: isDryRun) { transaction in
            let place = try place(transaction)
            try place.requireCentral()
            guard try transaction.count(of: .office) == 0 else { throw DeedProblem.notEmpty }
            let group = SampleGroup(seed: seed, size: size, today: place.today)
            let receipt = try stage(
                group.batches, actor: actor, reason: "synthetic sample \(seed)",
                in: &transaction)
            return (group.records.count, receipt)
        }
    }
}

extension SampleGroup {
    /// What it writes, some records at a time: what a record refers to comes first, and what the
    /// hub is asked for when all is there comes last.
    fileprivate var batches: [[Write]] {
        stride(from: 0, to: records.count, by: 512).map { start in
            records[start...].prefix(512).flatMap(\.writes)
        } + [releases]
    }
}
