internal import Crypto
internal import Foundation
internal import Merge

/// What opens a store's key file.
struct KeySecret: Sendable {
    let key: SymmetricKey

    init(_ key: SymmetricKey) { self.key = key }

    /// Reads one line of 64 hexadecimal digits, as key files hold and commands print.
    init?(line: some Collection<UInt8>) {
        let text = String(decoding: line, as: UTF8.self)
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Bytes(hexadecimal: trimmed), bytes.count == DataKey.byteCount else {
            return nil
        }
        key = SymmetricKey(data: Array(bytes))
    }

    var line: String { key.withUnsafeBytes { Array($0) }.hexadecimal + "\n" }

    static func drawn() -> KeySecret { KeySecret(SymmetricKey(size: .bits256)) }

    /// Fetches it from where the source says, without asking anybody.
    ///
    /// - Throws: `SealFault.locked` where a person has to unlock first.
    static func fetched(from source: KeySource, store: String) throws(SealFault) -> KeySecret {
        switch source {
        case .file(let path): return try KeyPlaces.read(path)
        case .command(let command): return try KeyProgram(command).secret()
        case .passphrase:
            guard let secret = try UnlockedKeys.secret(of: store) else { throw .locked }
            return secret
        case .memory:
            guard let secret = UnlockedKeys.heldHere(store) else { throw .locked }
            return secret
        }
    }
}

extension KeySecret: CustomStringConvertible, CustomReflectable {
    var description: String { "(key)" }
    /// Keeps it out of `dump`.
    var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
