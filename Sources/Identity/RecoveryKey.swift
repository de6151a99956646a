internal import Crypto
internal import Foundation
internal import Merge

/// The key that opens a group's backups.
///
/// The hub keeps its public half alone. HPKE (RFC 9180) with P-256, SHA-256 and AES-256-GCM, as for
/// what offices seal; another purpose keeps the two apart.
package struct RecoveryKey: Sendable {
    private let key: P256.KeyAgreement.PrivateKey

    /// A new one.
    package init() {
        key = P256.KeyAgreement.PrivateKey()
    }

    /// Reads the words of one, wherever they stand in a text whose other lines begin with `#`.
    ///
    /// - Throws: `BackupFault.noRecoveryKey` where they are none: a word that was mistaken for
    ///   another is noticed.
    package init(reading text: String) throws(BackupFault) {
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        let words = lines.flatMap { $0.split { " -,\t".contains($0) } }
        guard let bytes = SpokenBytes.bytes(of: words.map { $0.lowercased() }),
            bytes.count == 34, RecoveryKey.checksum(bytes.prefix(32)) == Array(bytes.suffix(2))
        else { throw .noRecoveryKey }
        do {
            key = try P256.KeyAgreement.PrivateKey(rawRepresentation: bytes.prefix(32))
        } catch {
            throw .noRecoveryKey
        }
    }

    /// Seventeen words of five letters, the last of which vouches for the others.
    package var words: String {
        let raw = Array(key.rawRepresentation)
        return SpokenBytes.words(of: raw + RecoveryKey.checksum(raw)).joined(separator: " ")
    }

    /// What a hub wraps the keys of backups for; an uncompressed point, in hexadecimal.
    package var publicHalf: RecoveryPublicKey {
        RecoveryPublicKey(point: Array(key.publicKey.x963Representation))
    }

    /// What was wrapped for this key; `nil` for anything else.
    func open(_ box: some Collection<UInt8>) -> SymmetricKey? {
        WrappedKey.opened(box, with: key, for: .backup)
    }

    private static func checksum(_ raw: some Collection<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("bridgework recovery key 1".utf8))
        hash.update(data: Data(raw))
        return Array(hash.finalize().prefix(2))
    }
}

/// The half of a recovery key that a hub keeps.
package struct RecoveryPublicKey: Equatable, Sendable {
    let point: [UInt8]

    init(point: [UInt8]) {
        self.point = point
    }

    /// As it stands in a hub's settings; `nil` where that is none.
    package init?(hexadecimal: String) {
        guard let point = Bytes(hexadecimal: hexadecimal), point.count == 65 else { return nil }
        self.init(point: Array(point))
    }

    package var hexadecimal: String { point.hexadecimal }

    /// Tells one from another where people look: the first eight bytes of its SHA-256.
    package var fingerprint: String { Array(SHA256.hash(data: point).prefix(8)).hexadecimal }

    func wrap(_ key: SymmetricKey) throws(BackupFault) -> [UInt8] {
        try WrappedKey.sealed(key, to: point, for: .backup)
    }
}
