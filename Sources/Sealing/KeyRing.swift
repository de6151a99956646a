internal import CSealedPages
internal import Crypto
internal import Foundation

/// The data keys of one store, open in this process's memory.
package final class KeyRing: @unchecked Sendable {  // C's ring never changes, its count is locked
    static let keysMax = Int(SEALED_PAGES_KEYS_MAX)

    /// What each page of a sealed database leaves at its end, in bytes.
    package static let reserved = Int32(SEALED_PAGES_RESERVED)
    /// SQLite's number for having a sealed database's damaged pages read as zeros, an `Int32`: only
    /// for writing a file anew whose own pages are known to be whole.
    package static let forgiveControl = Int32(SEALED_PAGES_FORGIVE)
    /// How many bytes at a database's beginning say whether and how it is sealed.
    package static let markBytes = Int(SEALED_PAGES_CLEAR)

    private let ring: OpaquePointer
    private let keys: [DataKey]

    /// - Parameter keys: from the oldest to the one that new files are sealed under.
    init(_ keys: [DataKey]) throws(SealFault) {
        guard sealed_pages_register(KeyRing.disk, nil) == 0,
            let ring = sealed_ring_make(keys.flatMap(\.bytes), Int32(keys.count))
        else { throw .system }
        self.ring = ring
        self.keys = keys
    }

    deinit { sealed_ring_release(ring) }

    /// What a database's address says for SQLite to open it under these keys, as a URI's query;
    /// good for as long as the ring lives.
    package var query: String { query(on: KeyRing.disk) }

    /// The same on another VFS, for tests.
    func query(on disk: String) -> String { "vfs=\(disk)&ring=\(sealed_ring_number(ring))" }

    private static let disk = "bridgework-sealed"

    /// Whether a database's first bytes are those of a sealed one, whoever's.
    package static func isMark(_ bytes: some Collection<UInt8>) -> Bool {
        let mark = Array(bytes.prefix(markBytes))
        return mark.count == markBytes && sealed_pages_marked(mark) != 0
    }

    /// Which data key a database is sealed under, by its first bytes; `nil` for none of these.
    package func number(of mark: some Collection<UInt8>) -> UInt32? {
        let mark = Array(mark.prefix(KeyRing.markBytes))
        guard mark.count == KeyRing.markBytes else { return nil }
        let index = sealed_ring_find(ring, mark)
        return index < 0 ? nil : keys[Int(index)].number
    }

    /// The number of the key that new files are sealed under.
    package var latest: UInt32 { keys.last?.number ?? 0 }

    /// Has keys of pages drawn anew after so many writes instead of 2²⁴, for tests.
    package func limit(writes: UInt64) { sealed_ring_limit(ring, writes) }

    func key(_ number: UInt32) -> DataKey? { keys.first { $0.number == number } }
    var writing: DataKey? { keys.last }
}

extension KeyRing {
    /// How many page keys this process has drawn for writing, for tests.
    package static var pageKeysDrawn: UInt64 { sealed_pages_keys_drawn() }

    /// Has this process leave no core and be looked into by nobody: what it holds in memory is in
    /// clear.
    ///
    /// - Returns: whether the system agreed.
    @discardableResult
    package static func leaveNoCore() -> Bool { sealed_pages_leave_no_core() == 0 }
}
