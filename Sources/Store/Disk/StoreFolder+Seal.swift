import Foundation
package import Sealing
import Synchronization

extension StoreFolder {
    /// The file that names the store's keys.
    package var keys: StoreKeys { StoreKeys(in: path) }

    /// The same while a store is being sealed, until its database is.
    var keysInTheMaking: StoreKeys { StoreKeys(in: path, named: "seal.new") }

    /// Whether what is written here is sealed.
    package var isSealed: Bool { keys.exist }

    /// - Throws: `StoreError.missing`, or `.seal` where the store is in clear.
    package func requireSealed() throws(StoreError) {
        try requireStore()
        guard isSealed else { throw .seal(folder: path, .isNotSealed) }
    }

    /// The store's keys; `nil` where nothing is sealed.
    ///
    /// They are fetched once for a process, and again when somebody has changed their file.
    ///
    /// - Throws: `StoreError.seal`.
    package func ring() throws(StoreError) -> KeyRing? {
        try ring(of: keys)
    }

    func ring(of keys: StoreKeys) throws(StoreError) -> KeyRing? {
        var status = stat()
        guard stat(keys.path, &status) == 0 else { return nil }
        let version = OpenRings.Version(status)
        if let known = OpenRings.shared.ring(keys.path, version) { return known }
        do {
            let ring = try keys.ring()
            OpenRings.shared.keep(ring, keys.path, version)
            return ring
        } catch {
            throw .seal(folder: path, error)
        }
    }

    /// Does something with the keys' file; what goes wrong is said of this store.
    package func withKeys<Answer>(
        _ body: (StoreKeys) throws(SealFault) -> Answer
    ) throws(StoreError) -> Answer {
        do { return try body(keys) } catch { throw .seal(folder: path, error) }
    }
}

/// The keys of stores that this process has opened.
private final class OpenRings: Sendable {
    static let shared = OpenRings()

    /// Which writing of a file it was: each is another file under the same name.
    struct Version: Equatable {
        private let device: UInt
        private let file: UInt
        private let seconds: Int
        private let nanoseconds: Int

        init(_ status: stat) {
            device = UInt(status.st_dev)
            file = UInt(status.st_ino)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private let rings = Mutex<[String: (version: Version, ring: KeyRing)]>([:])

    func ring(_ path: String, _ version: Version) -> KeyRing? {
        rings.withLock { $0[path].flatMap { $0.version == version ? $0.ring : nil } }
    }

    func keep(_ ring: KeyRing, _ path: String, _ version: Version) {
        rings.withLock { $0[path] = (version, ring) }
    }
}
