internal import Crypto
internal import Disk
import Foundation
package import Merge
internal import Sealing

/// The bytes of documents in a store's folder, each under the SHA-256 of its content.
///
/// `documents/ab/abcdef…`: a file is written whole or not at all, only its owner can read it, and
/// the same content is kept once. In a sealed store each is sealed, for its name.
package struct DocumentFolder: Sendable {
    private let path: String
    private let store: StoreFolder

    package init(_ store: StoreFolder) {
        self.store = store
        self.path = store.path + "/documents"
    }

    /// 64 lower-case hexadecimal digits.
    package static func digest(of bytes: Bytes) -> String {
        let digest = bytes.withUnsafeBytes { SHA256.hash(data: $0) }
        return digest.hexadecimal
    }

    /// Whether the bytes behind a digest are here.
    package func contains(_ digest: String) -> Bool {
        FileManager.default.fileExists(atPath: file(digest))
    }

    /// Keeps the bytes, durably, and says under which digest.
    package func keep(_ bytes: Bytes) throws(StoreError) -> String {
        let digest = DocumentFolder.digest(of: bytes)
        guard !contains(digest) else { return digest }
        try makeShelf(of: digest)
        try replace(digest, with: bytes)
        return digest
    }

    /// Writes a file whole or not at all, sealed where the store is.
    private func replace(_ name: String, with bytes: Bytes) throws(StoreError) {
        let path = file(name)
        var kept = bytes
        if let ring = try store.ring() { kept = try sealed(bytes, name, under: ring) }
        // One process has the store, so the draft of another can only be what a crash left behind.
        do {
            var draft = try DraftFile(of: path, suffix: ".new")
            try draft.write(kept.span.bytes)
            try draft.place(replacing: true)
        } catch .full {
            throw .diskFull(file: path)
        } catch {
            throw .unwritable(file: path, detail: "not written whole")
        }
    }

    private func sealed(
        _ bytes: Bytes, _ name: String, under ring: KeyRing
    ) throws(StoreError) -> Bytes {
        do { return try ring.seal(bytes, named: name)[...] } catch {
            throw .seal(folder: store.path, error)
        }
    }

    /// The bytes; `nil` where this store does not have them.
    ///
    /// - Throws: `StoreError.corrupt` when they are no longer what their name says.
    package func bytes(of digest: String) throws(StoreError) -> Bytes? {
        guard let bytes = try read(digest) else { return nil }
        guard DocumentFolder.digest(of: bytes) == digest else {
            throw .corrupt(file: file(digest), detail: "its content has changed")
        }
        return bytes
    }

    /// Leaves of a document only what the hub can open; nothing to do where it is not here.
    ///
    /// It may be the only copy, so it is not dropped; a damaged one is sealed as it is, because it
    /// must not keep its patient here.
    package func seal(_ digest: String, _ seal: (Bytes) throws -> Bytes) throws {
        guard let bytes = try readAsIs(digest) else { return }
        let sealed = try seal(bytes)
        try replace(digest + DocumentFolder.sealedSuffix, with: sealed)
        unlink(file(digest))
        sync(shelf(of: digest))
    }

    /// The names of all files, in order: digests, and those with ".sealed" behind them.
    ///
    /// - Throws: `StoreError.corrupt` where a folder is there and cannot be read.
    package func names() throws(StoreError) -> [String] {
        var names: [String] = []
        for shelf in try DocumentFolder.list(path) {
            names += try DocumentFolder.list(path + "/" + shelf)
        }
        return names.filter(DocumentFolder.isName).sorted()
    }

    /// What is in a folder; nothing where it is not there, or is a file.
    private static func list(_ folder: String) throws(StoreError) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw .corrupt(file: folder, detail: String(cString: strerror(errno)))
        }
        closedir(directory)
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw .corrupt(file: folder, detail: "its files cannot be listed")
        }
    }

    /// Whether bytes are what the name says; of a sealed file only the hub can tell.
    package static func isWhole(_ bytes: Bytes, named name: String) -> Bool {
        name.hasSuffix(sealedSuffix) || digest(of: bytes) == name
    }

    private static let sealedSuffix = ".sealed"

    private static func isName(_ name: String) -> Bool {
        name.wholeMatch(of: /[0-9a-f]{64}(\.sealed)?/) != nil
    }

    /// A file as it is, damaged or not, under the name that it has now: one that was listed may
    /// have been sealed since.
    ///
    /// - Throws: `StoreError.corrupt` where it cannot be read, or is gone under both names.
    package func file(
        named name: String
    ) throws(StoreError) -> (name: String, bytes: Bytes) {
        if let bytes = try readAsIs(name) { return (name, bytes) }
        let sealed = name + DocumentFolder.sealedSuffix
        guard !name.hasSuffix(DocumentFolder.sealedSuffix), let bytes = try readAsIs(sealed) else {
            throw .corrupt(file: file(name), detail: "it was there and is gone")
        }
        return (sealed, bytes)
    }

    /// A file that a store in clear has kept is as good: its name says what is in it.
    ///
    /// - Returns: `nil` where there is no such file.
    private func read(_ name: String) throws(StoreError) -> Bytes? {
        guard let bytes = try kept(name) else { return nil }
        guard KeyRing.isSealed(bytes), let ring = try store.ring() else { return bytes }
        guard let opened = ring.open(bytes, named: name) else {
            throw .corrupt(file: file(name), detail: "it is not what was sealed")
        }
        return opened[...]
    }

    /// The same, and of one that is not what was sealed what lies there.
    private func readAsIs(_ name: String) throws(StoreError) -> Bytes? {
        do { return try read(name) } catch .corrupt { return try kept(name) }
    }

    private func kept(_ name: String) throws(StoreError) -> Bytes? {
        do { return try Array(Data(contentsOf: URL(filePath: file(name))))[...] } catch {
            guard access(file(name), F_OK) != 0, errno == ENOENT else {
                throw .corrupt(file: file(name), detail: "its bytes cannot be read")
            }
            return nil
        }
    }

    /// Takes a file in under the name that it had in another store.
    ///
    /// - Throws: `StoreError.corrupt` for a name that no document has.
    package func put(_ bytes: Bytes, named name: String) throws(StoreError) {
        guard DocumentFolder.isName(name) else {
            throw .corrupt(file: path, detail: "a document has a strange name")
        }
        try makeShelf(of: name)
        try replace(name, with: bytes)
    }

    /// Seals under the latest key what is in clear or under another.
    ///
    /// - Returns: how many were.
    func reseal(under ring: KeyRing) throws(StoreError) -> Int {
        var count = 0
        for name in try names() {
            guard let bytes = try kept(name), KeyRing.number(ofSealed: bytes) != ring.latest,
                let whole = try read(name)
            else { continue }
            try replace(name, with: whole)
            count += 1
        }
        return count
    }

    /// How many are in clear.
    package func countInClear() throws(StoreError) -> Int {
        var count = 0
        for name in try names() {
            if let bytes = try kept(name), !KeyRing.isSealed(bytes) { count += 1 }
        }
        return count
    }

    private func makeShelf(of digest: String) throws(StoreError) {
        let shelf = shelf(of: digest)
        do {
            try FileManager.default.createDirectory(
                atPath: shelf, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(file: shelf, detail: "the folder cannot be made")
        }
    }

    private func shelf(of digest: String) -> String { path + "/" + digest.prefix(2) }
    private func file(_ digest: String) -> String { shelf(of: digest) + "/" + digest }

    /// Makes a rename in the folder durable.
    private func sync(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        _ = Foundation.close(descriptor)
    }
}
