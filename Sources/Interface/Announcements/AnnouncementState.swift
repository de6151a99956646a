package import Merge
package import Store

/// How far one hearer was told, kept in the store.
///
/// The cursor moves only once what came before it was taken: whoever stops in between, by whatever
/// means, tells it again.
package struct AnnouncementState: Equatable, Sendable {
    private static let prefix = "announce."

    /// The hearer, in words without its command or address.
    package let hearer: String
    package let cursor: FeedCursor
    /// How often in a row it was not taken, since when, and why.
    package internal(set) var failures = 0
    package internal(set) var failingSince: Timestamp?
    package internal(set) var words = ""

    init(of hearer: Hearer, at cursor: FeedCursor) {
        self.hearer = hearer.description
        self.cursor = cursor
    }

    /// Each one's, by its name.
    package static func all(in transaction: StoreTransaction) throws -> [String: Self] {
        let found = try transaction.metas(from: prefix)
        return Dictionary(
            uniqueKeysWithValues: try found.map { key, value in
                (String(key.dropFirst(prefix.count)), try read(value, under: key))
            })
    }

    static func of(_ hearer: Hearer, in transaction: StoreTransaction) throws -> Self? {
        let key = prefix + hearer.name
        return try transaction.meta(key).map { try read($0, under: key) }
    }

    /// Who takes a place that cannot be read for none begins at the end, and tells of nothing
    /// between.
    private static func read(_ text: String, under key: String) throws -> Self {
        guard let state = Self(text) else { throw StoreError.damagedMeta(key: key) }
        return state
    }

    func keep(for hearer: Hearer, in transaction: inout StoreTransaction) throws {
        try transaction.setMeta(Self.prefix + hearer.name, text)
    }

    /// Forgets who is told no more.
    static func forget(_ name: String, in transaction: inout StoreTransaction) throws {
        try transaction.removeMeta(prefix + name)
        try transaction.forgetAnnounced(to: name)
    }

    private var text: String {
        [
            cursor.bytes[...].hexadecimal, String(failures),
            failingSince.map { String($0.milliseconds) } ?? "", hearer, words,
        ].joined(separator: "\t")
    }

    private init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let bytes = Bytes(hexadecimal: parts[0]),
            let cursor = FeedCursor(bytes: Array(bytes)), let failures = Int(parts[1])
        else { return nil }
        self.cursor = cursor
        self.failures = failures
        failingSince = Int64(parts[2]).map { Timestamp(milliseconds: $0) }
        hearer = parts[3]
        words = parts[4]
    }
}
