package import Merge

/// A set of records by type and bucket, so that a difference is narrowed to a few of them.
package struct DigestSums: Equatable, Sendable {
    /// A place without records has no sum.
    package private(set) var sums: [DigestPlace: SetDigest] = [:]

    package init() {}

    package init(of records: [DigestedRecord]) {
        for record in records { add(record.digest, at: record.place) }
    }

    package mutating func add(_ digest: SetDigest, at place: DigestPlace) {
        let sum = (sums[place] ?? .empty) + digest
        sums[place] = sum == .empty ? nil : sum
    }

    /// What `SetDigest` says of the whole set.
    package var total: SetDigest {
        sums.values.reduce(.empty, +)
    }

    /// The places where two sets are not the same, in order.
    package func places(unlike other: DigestSums) -> [DigestPlace] {
        Set(sums.keys).union(other.sums.keys).filter { sums[$0] != other.sums[$0] }.sorted()
    }
}

/// Where a record is counted: its type, and its id's last byte.
package struct DigestPlace: Hashable, Comparable, Sendable {
    package let type: String
    package let bucket: UInt8

    package init(type: String, bucket: UInt8) {
        self.type = type
        self.bucket = bucket
    }

    package init(of id: RecordID, type: String) {
        self.init(type: type, bucket: UInt8(truncatingIfNeeded: id.bits))
    }

    package static func < (left: DigestPlace, right: DigestPlace) -> Bool {
        (left.type, left.bucket) < (right.type, right.bucket)
    }
}
