internal import Crypto
internal import Foundation

/// The file that names a store's keys, and what is done with it.
///
/// Whoever changes it holds the store's lock.
package struct StoreKeys: Sendable {
    /// The file's place.
    package let path: String
    private let folder: String

    /// - Parameter folder: the store's.
    package init(in folder: String, named name: String = "seal") {
        self.folder = folder
        path = folder + "/" + name
    }

    package var exist: Bool { access(path, F_OK) == 0 }

    /// - Throws: `SealFault.unreadable`.
    package var file: SealFile { get throws(SealFault) { try SealFile(at: path) } }

    /// Makes a store's keys; a key file that has to be made is.
    @discardableResult
    package func make(
        _ request: KeyRequest, environment: [String: String]
    ) throws(SealFault) -> SealFile {
        var generator = SystemRandomNumberGenerator()
        let bits = UInt64.random(in: .min ... .max, using: &generator)
        let digits = String(bits, radix: 16)
        let store = String(repeating: "0", count: 16 - digits.count) + digits
        let (source, secret) = try source(request, store, environment)
        let file = try SealFile(store: store, source: source, under: secret.key)
        try file.write(to: path)
        if case .passphrase = source { try UnlockedKeys.keep(secret, of: store) }
        return file
    }

    /// The keys, in memory.
    package func ring() throws(SealFault) -> KeyRing {
        let file = try file
        return try KeyRing(file.open(under: secret(of: file)))
    }

    private func secret(of file: SealFile) throws(SealFault) -> SymmetricKey {
        try KeySecret.fetched(from: file.source, store: file.store).key
    }

    /// Wraps the same keys under what another source gives.
    package func change(
        to request: KeyRequest, environment: [String: String]
    ) throws(SealFault) {
        var file = try file
        let keys = try file.open(under: secret(of: file))
        let (source, secret) = try source(request, file.store, environment)
        try file.rewrap(keys, from: source, under: secret.key)
        try file.write(to: path)
        UnlockedKeys.forget(file.store)
        if case .passphrase = source { try UnlockedKeys.keep(secret, of: file.store) }
    }

    /// Takes in a new data key.
    package func addKey() throws(SealFault) {
        var file = try file
        let secret = try secret(of: file)
        // Whoever cannot open the others would leave a file of two secrets.
        _ = try file.open(under: secret)
        try file.add(under: secret)
        try file.write(to: path)
    }

    /// Forgets every data key but the last.
    package func forgetOldKeys() throws(SealFault) {
        var file = try file
        file.forgetOldKeys()
        try file.write(to: path)
    }

    /// Unlocks the store until the machine is switched off.
    package func unlock(with passphrase: [UInt8]) throws(SealFault) {
        let file = try file
        guard case .passphrase(let salt) = file.source else { return }
        let secret = KeySecret(try salt.key(from: passphrase))
        _ = try file.open(under: secret.key)
        try UnlockedKeys.keep(secret, of: file.store)
    }

    /// Locks it again; what has the store open goes on.
    package func lock() throws(SealFault) { UnlockedKeys.forget(try file.store) }

    private func source(
        _ request: KeyRequest, _ store: String, _ environment: [String: String]
    ) throws(SealFault) -> (KeySource, KeySecret) {
        switch request {
        case .file(let named):
            let place = named ?? KeyPlaces.folder(for: folder, environment) + "/\(store).key"
            guard !(place + "/").hasPrefix(folder + "/") else {
                throw .sourceInside(file: place)
            }
            let isThere = access(place, F_OK) == 0
            return (
                .file(path: place), try isThere ? KeyPlaces.read(place) : KeyPlaces.make(place)
            )
        case .command(let command):
            return (.command(command), try KeyProgram(command).secret())
        case .passphrase(let bytes):
            let salt = ScryptSalt()
            return (.passphrase(salt), KeySecret(try salt.key(from: bytes)))
        case .memory:
            let secret = KeySecret.drawn()
            UnlockedKeys.holdHere(secret, of: store)
            return (.memory, secret)
        }
    }
}
