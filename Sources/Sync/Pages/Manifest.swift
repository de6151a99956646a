package import Merge

/// The ids of a record's live entries as positions and indexes, run-length packed: a few bytes.
package struct Manifest: Equatable, Sendable {
    /// `count` entries of the change set at `position`, from op `first` on.
    package struct Run: Equatable, Sendable {
        package let position: UInt64
        package let first: UInt32
        package var count: UInt32
    }

    package private(set) var runs: [Run] = []

    package init(of state: RecordState) {
        var ids = state.entries.reading { reader in
            (0..<reader.count).map {
                UInt128(reader.position($0)) << 32 | UInt128(reader.index($0))
            }
        }
        ids.sort()
        for id in ids {
            let position = UInt64(id >> 32)
            let index = UInt32(truncatingIfNeeded: id)
            if let last = runs.last, last.position == position, last.first + last.count == index {
                runs[runs.count - 1].count += 1
            } else {
                runs.append(Run(position: position, first: index, count: 1))
            }
        }
    }

    package var count: Int {
        runs.reduce(0) { $0 + Int($1.count) }
    }

    /// Whether it names the entry that one op of one change set wrote.
    package func contains(position: UInt64, index: UInt32) -> Bool {
        runs.contains {
            $0.position == position && $0.first <= index && index - $0.first < $0.count
        }
    }

    /// Deltas of positions, first index and count, each a varint.
    package var packed: [UInt8] {
        var writer = FieldWriter(capacity: 4 * runs.count)
        var position: UInt64 = 0
        for run in runs {
            writer.varint(run.position - position)
            writer.varint(UInt64(run.first))
            writer.varint(UInt64(run.count))
            position = run.position
        }
        return writer.bytes
    }

    package init(unpacking bytes: Bytes) throws(MergeError) {
        var reader = FieldReader(bytes, reading: .state)
        var position: UInt64 = 0
        while !reader.isAtEnd {
            let (next, overflow) = position.addingReportingOverflow(try reader.varint())
            guard !overflow, next <= UInt64(Int64.max) else { throw reader.malformed }
            position = next
            let first = UInt32(try reader.index(below: MergeLimits.opsMax))
            let count = UInt32(try reader.index(below: MergeLimits.opsMax + 1))
            guard count > 0 else { throw reader.malformed }
            runs.append(Run(position: position, first: first, count: count))
        }
    }
}
