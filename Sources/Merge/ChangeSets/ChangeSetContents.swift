// An import that nobody has synced yet lies in a few change sets of thousands of records each.
// Whoever reads one of those records needs its ops and no others: the change set is looked through
// once, for where each record's block lies, and a block is read when its record is.

/// Where each record's ops lie in a change set's bytes: a record costs what it holds.
package struct ChangeSetContents: Sendable {
    /// Of every entry it writes, while the change set is pending.
    package let origin: Origin
    private let names: [String]
    private let seen: [ChangeSetID]
    /// By record, then as they lie in the bytes.
    private let places: [Place]

    /// One block of ops; almost always a record's only one.
    struct Place: Sendable {
        let record: RecordID
        /// Index of the type's name.
        let type: UInt32
        let firstOp: UInt32
        /// Offset from the change set's first byte.
        let start: UInt32
        let count: UInt32
    }

    /// Ops that stand in a row, and the index of the first.
    package struct Run: Sendable {
        package let first: Int
        package let ops: [Op]
    }

    init(origin: Origin, names: [String], seen: [ChangeSetID], places: [Place]) {
        self.origin = origin
        self.names = names
        self.seen = seen
        self.places = places.sorted {
            $0.record == $1.record ? $0.firstOp < $1.firstOp : $0.record < $1.record
        }
    }

    /// - Throws: `MergeError` when the bytes are no change set.
    package init(of bytes: Bytes) throws(MergeError) {
        var decoder = ChangeSetDecoder(bytes)
        self = try decoder.contents()
    }

    /// About what it takes in memory.
    package var byteCount: Int {
        512 + 32 * places.count + 24 * names.count + 16 * seen.count
    }

    /// Every record it writes to, once, in order.
    package var records: [RecordID] {
        var records: [RecordID] = []
        records.reserveCapacity(places.count)
        for place in places where records.last != place.record { records.append(place.record) }
        return records
    }

    /// The type that the ops of a record name; `nil` where there are none.
    package func type(of record: RecordID) -> String? {
        let index = firstPlace(of: record)
        guard places.indices.contains(index), places[index].record == record else { return nil }
        return names[Int(places[index].type)]
    }

    /// A record's ops, with bytes of their own: what is made of them holds nothing else alive.
    ///
    /// - Parameter bytes: the change set's, whose contents these are.
    package func runs(
        of record: RecordID, in bytes: Bytes
    ) throws(MergeError) -> [Run] {
        var decoder = ChangeSetDecoder(names: names, seen: seen)
        var runs: [Run] = []
        var index = firstPlace(of: record)
        while index < places.count, places[index].record == record {
            let place = places[index]
            let start = bytes.startIndex + Int(place.start)
            let end = start + Int(place.count)
            guard end <= bytes.endIndex else { throw .malformed(.records, offset: bytes.count) }
            let block = Array(bytes[start..<end])[...]
            runs.append(Run(first: Int(place.firstOp), ops: try decoder.readOps(block)))
            index += 1
        }
        return runs
    }

    private func firstPlace(of record: RecordID) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].record < record { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
