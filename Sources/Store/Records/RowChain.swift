internal import Crypto
import Merge

// Lines that are only ever added are chained: each holds the SHA-256 of the one before it and of
// its own fields, and the last one stands in `meta` too. A line that was changed does not fit its
// hash; one that was removed leaves a gap in the numbers, or an end that `meta` does not know. Who
// writes all of it anew, `meta` too, is not found by this: the copy in a backup is.

/// Lines whose every one vouches for the one before it.
enum RowChain: String {
    case audit = "chain.audit"
    case registry = "chain.registry"

    /// A line's place, and the hash that stands in it.
    struct Link: Equatable {
        var ordinal: Int64
        var chain: Bytes

        static let origin = Link(ordinal: 0, chain: [])

        /// The link of the next line with these fields.
        func next(_ fields: [SQLValue], at ordinal: Int64? = nil) -> Link {
            let ordinal = ordinal ?? self.ordinal + 1
            var bytes = chain
            for field in [.int(ordinal)] + fields { field.appendCanonical(to: &bytes) }
            return Link(ordinal: ordinal, chain: Array(SHA256.hash(data: bytes))[...])
        }

        init(ordinal: Int64, chain: Bytes) {
            self.ordinal = ordinal
            self.chain = chain
        }

        /// As it stands in `meta`.
        init?(text: String) {
            let words = text.split(separator: " ")
            guard let ordinal = words.first.flatMap({ Int64($0) }), words.count == 2 else {
                return nil
            }
            guard let chain = Bytes(hexadecimal: words[1]) else { return nil }
            self.init(ordinal: ordinal, chain: chain)
        }

        var text: String { "\(ordinal) \(chain.hexadecimal)" }
    }

    /// How people call one of its lines.
    var word: String {
        switch self {
        case .audit: "the audit"
        case .registry: "the registry's log"
        }
    }

    /// All lines in order: number, hash, then the fields.
    var sql: String {
        switch self {
        case .audit: "SELECT ordinal, chain, at, subject, event, detail FROM audit ORDER BY ordinal"
        case .registry: "SELECT ordinal, chain, replica, digest FROM registry_log ORDER BY ordinal"
        }
    }

    func fields(_ row: SQLStatement) -> [SQLValue] {
        switch self {
        case .audit:
            [
                .int(row.int(2)), row.isNull(3) ? .null : .blob(row.blob(3)), .text(row.text(4)),
                .text(row.text(5)),
            ]
        case .registry: [.blob(row.blob(2)), .blob(row.blob(3))]
        }
    }
}

extension SQLValue {
    /// The value in bytes that no other value has: its kind, its length, itself.
    fileprivate func appendCanonical(to bytes: inout Bytes) {
        let (kind, content): (UInt8, Bytes) =
            switch self {
            case .null: (0, [])
            case .int(let int): (1, withUnsafeBytes(of: int.bigEndian) { Array($0)[...] })
            case .text(let text): (2, Array(text.utf8)[...])
            case .blob(let blob): (3, blob)
            }
        bytes.append(kind)
        withUnsafeBytes(of: UInt64(content.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: content)
    }
}
