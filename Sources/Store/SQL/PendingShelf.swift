import Merge

/// Change sets of the overlay, looked through once, across transactions: after an import the next
/// commands meet the same few large ones again and again, in the order of their records' ids.
///
/// What is let go of is only ever the oldest: a table of contents takes a tenth of its change set,
/// and bytes that are fetched again are not looked through again.
final class PendingShelf {
    private let bytesMax: Int
    private var contents: Row<ChangeSetContents>
    private var bytes: Row<Bytes>
    /// How many change sets were looked through since the store was opened.
    private(set) var openedCount = 0

    /// - Parameter bytesMax: of the change sets, and of their contents, each.
    init(bytesMax: Int = 64 << 20) {
        self.bytesMax = bytesMax
        self.contents = Row(bytesMax: bytesMax)
        self.bytes = Row(bytesMax: bytesMax)
    }

    /// Some values by ordinal, the oldest of which go when all together weigh too much.
    private struct Row<Value> {
        let bytesMax: Int
        private var values: [Int64: (value: Value, weight: Int)] = [:]
        private var order: [Int64] = []
        private var oldest = 0
        private var weight = 0

        init(bytesMax: Int) {
            self.bytesMax = bytesMax
        }

        subscript(ordinal: Int64) -> Value? { values[ordinal]?.value }

        mutating func keep(_ value: Value, _ weight: Int, at ordinal: Int64) {
            guard values[ordinal] == nil else { return }
            values[ordinal] = (value, weight)
            order.append(ordinal)
            self.weight += weight
            while self.weight > bytesMax, oldest < order.count - 1 {
                drop(order[oldest])
                oldest += 1
            }
            // What was let go of at the front is cleared away once it is half of all.
            guard oldest > order.count / 2 else { return }
            order.removeFirst(oldest)
            oldest = 0
        }

        /// Its place in the order stays, and is stepped over later.
        mutating func drop(_ ordinal: Int64) {
            guard let known = values.removeValue(forKey: ordinal) else { return }
            weight -= known.weight
            if values.isEmpty { self = Row(bytesMax: bytesMax) }
        }
    }

    /// - Parameter read: fetches the change set's bytes from the store.
    func contents(
        of ordinal: Int64, reading read: () throws -> Bytes
    ) throws -> ChangeSetContents {
        if let known = contents[ordinal] { return known }
        let found = try ChangeSetContents(of: bytes(of: ordinal, reading: read))
        openedCount += 1
        contents.keep(found, found.byteCount, at: ordinal)
        return found
    }

    func bytes(of ordinal: Int64, reading read: () throws -> Bytes) throws -> Bytes {
        if let known = bytes[ordinal] { return known }
        let found = try read()
        bytes.keep(found, found.count, at: ordinal)
        return found
    }

    /// The cursor has passed it.
    func drop(_ ordinal: Int64) {
        contents.drop(ordinal)
        bytes.drop(ordinal)
    }

    func empty() {
        contents = Row(bytesMax: bytesMax)
        bytes = Row(bytesMax: bytesMax)
    }
}
