package import Merge
package import Store
import Sync

/// What a replica knows of its courier files, among its settings.
package struct CourierBook: Sendable {
    /// The last file that was written here, and when; 0 for none.
    package let written: UInt64
    package let writtenAt: Timestamp?
    /// The furthest file that came down and was taken in.
    package let taken: CourierPlace
    /// What that file said of records that left, and its number.
    private let sent: (receipt: PurgeReceipt, number: UInt64)?

    private enum Key {
        static let written = "courier.written"
        static let taken = "courier.taken"
        static let receipt = "courier.receipt"
    }

    package init(of transaction: StoreTransaction) throws {
        let words = try CourierBook.numbers(transaction.meta(Key.written))
        written = words.first ?? 0
        writtenAt = words.count == 2 ? Timestamp(milliseconds: Int64(clamping: words[1])) : nil
        let last = try CourierBook.numbers(transaction.meta(Key.taken))
        taken = CourierPlace(number: last.first ?? 0, part: last.count > 1 ? last[1] : 0)
        let receipt = try CourierBook.numbers(transaction.meta(Key.receipt))
        sent =
            receipt.count == 3
            ? (PurgeReceipt(through: receipt[0], count: receipt[1]), receipt[2]) : nil
    }

    private static func numbers(_ text: String?) -> [UInt64] {
        (text ?? "").split(separator: " ").compactMap { UInt64($0) }
    }

    /// Whether the hub has not answered the last file.
    package var isUnanswered: Bool { written > taken.number }

    /// What the hub has heard of records that left, once it has answered that file.
    func receipt(through number: UInt64) -> PurgeReceipt? {
        guard let sent, sent.number <= number else { return nil }
        return sent.receipt
    }

    /// Numbers the next file.
    ///
    /// - Parameter receipt: what it says of records that left.
    static func next(
        in store: Store, at now: Timestamp, carrying receipt: PurgeReceipt?
    ) throws -> UInt64 {
        try store.write { transaction in
            let number = try CourierBook(of: transaction).written + 1
            try transaction.setMeta(Key.written, "\(number) \(now.milliseconds)")
            let words = receipt.map { "\($0.through) \($0.count) \(number)" }
            try transaction.setMeta(Key.receipt, words ?? "")
            try transaction.audit(at: now, "courier-written", detail: "file \(number)")
            return number
        }
    }

    /// What was said of records that left has been counted out, in the same transaction: whoever
    /// takes the file in again after a kill must not do so twice.
    static func settleReceipt(in transaction: inout StoreTransaction) throws {
        try transaction.setMeta(Key.receipt, "")
    }

    /// A file that came down has been taken in.
    static func take(
        _ place: CourierPlace, in transaction: inout StoreTransaction, at now: Timestamp
    ) throws {
        try transaction.setMeta(Key.taken, "\(place.number) \(place.part)")
        try transaction.audit(
            at: now, "courier-taken",
            detail: "the answer to file \(place.number), part \(place.part)")
    }
}
