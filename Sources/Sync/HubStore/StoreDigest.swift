package import Merge

/// What a store holds of one record type: equal lines on two stores mean equal records.
package struct StoreDigest: Equatable, Sendable {
    package let type: String
    package let count: Int
    /// SHA-256 over the live entries of all records in the order of their ids, in hexadecimal.
    package let digest: String

    package init(type: String, count: Int, digest: String) {
        self.type = type
        self.count = count
        self.digest = digest
    }
}

/// Records as they come in the order of their ids, summed up by type.
package struct StoreDigests {
    private var sums: [String: (count: Int, digest: ContentDigest.Stream)] = [:]

    package init() {}

    package mutating func add(_ id: RecordID, type: String, _ state: RecordState) {
        var sum = sums[type] ?? (0, ContentDigest.Stream())
        sum.count += 1
        sum.digest.update(id.bytes[...])
        sum.digest.update(state.canonicalBytes[...])
        sums[type] = sum
    }

    /// One line per type.
    package var lines: [StoreDigest] {
        sums.sorted { $0.key < $1.key }.map { type, sum in
            StoreDigest(type: type, count: sum.count, digest: sum.digest.hexadecimal)
        }
    }
}
