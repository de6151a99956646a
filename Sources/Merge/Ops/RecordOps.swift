/// The ops of one change set on one record, in their order, with their numbers there.
package struct RecordOps: Sendable {
    /// Never empty.
    package let ops: ArraySlice<Op>
    /// Each op's number where they do not stand in a row.
    private let numbers: [Int]?

    package var record: RecordID { ops[ops.startIndex].record }
    package var type: String { ops[ops.startIndex].type }
    package var count: Int { ops.count }

    /// The number of the first; `nil` where they do not stand in a row.
    package var firstOfRow: Int? { numbers == nil ? ops.startIndex : nil }

    /// The type that an op names.
    package func type(_ place: Int) -> String { ops[ops.startIndex + place].type }

    /// Whether an op ends any entry.
    package func replacesAny(_ place: Int) -> Bool {
        !ops[ops.startIndex + place].replaces.isEmpty
    }

    package subscript(place: Int) -> Op { ops[ops.startIndex + place] }

    /// The op's index in the change set.
    package func number(_ place: Int) -> Int { numbers?[place] ?? ops.startIndex + place }

    /// The ops of each record, records in the order of their first op; those of one record usually
    /// stand in a row.
    package static func all(of ops: [Op]) -> [RecordOps] {
        var rows: [Range<Int>] = []
        /// Further rows of a record, by the place of its first one.
        var more: [Int: [Range<Int>]] = [:]
        var places: [RecordID: Int] = [:]
        places.reserveCapacity(ops.count / 16)
        var start = 0
        while start < ops.count {
            let record = ops[start].record
            var end = start + 1
            while end < ops.count, ops[end].record == record { end += 1 }
            if let place = places[record] {
                more[place, default: []].append(start..<end)
            } else {
                places[record] = rows.count
                rows.append(start..<end)
            }
            start = end
        }
        return rows.indices.map { place in
            guard let more = more[place] else {
                return RecordOps(ops: ops[rows[place]], numbers: nil)
            }
            let numbers = ([rows[place]] + more).flatMap { Array($0) }
            return RecordOps(ops: numbers.map { ops[$0] }[...], numbers: numbers)
        }
    }
}
