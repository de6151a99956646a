import Merge

/// Change sets of the overlay, read and ready, across transactions: after an import the next edits
/// meet the same few large ones again and again.
final class PendingShelf {
    /// Decoded, a change set takes about seven times its bytes.
    private static let bytesMax = 8 << 20
    private var shelf: [Int64: RecordCache.Pending] = [:]
    private var bytes = 0

    subscript(ordinal: Int64) -> RecordCache.Pending? { shelf[ordinal] }

    func keep(_ pending: RecordCache.Pending, at ordinal: Int64) {
        bytes += pending.sealed.bytes.count
        if bytes > PendingShelf.bytesMax {
            shelf = [:]
            bytes = pending.sealed.bytes.count
        }
        shelf[ordinal] = pending
    }

    func empty() {
        shelf = [:]
        bytes = 0
    }
}
