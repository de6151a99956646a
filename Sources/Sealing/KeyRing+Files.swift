internal import Crypto
internal import Foundation

// A file beside the database, whole: eight bytes that name it, the number of its data key (four
// bytes, big-endian), then nonce, ciphertext and tag of AES-256-GCM. Its key is made of the data
// key and its name, so that few writes ever fall under one; the head and the name are bound.

extension KeyRing {
    private static let fileMark = Array("BWFILE1\n".utf8)

    /// Whether a file's bytes are sealed, whoever's.
    package static func isSealed(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: fileMark)
    }

    /// The number of the data key that a sealed file's bytes name.
    package static func number(ofSealed bytes: some Collection<UInt8>) -> UInt32? {
        guard isSealed(bytes), bytes.count >= fileMark.count + 4 else { return nil }
        return bytes.dropFirst(fileMark.count).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Seals a file's bytes for its name.
    package func seal(_ bytes: some Collection<UInt8>, named name: String) throws(SealFault)
        -> [UInt8]
    {
        guard let key = writing else { throw .system }
        let head = KeyRing.head(key.number)
        do {
            let sealed = try AES.GCM.seal(
                Array(bytes), using: KeyRing.fileKey(key, name),
                authenticating: head + Array(name.utf8))
            guard let combined = sealed.combined else { throw SealFault.system }
            return head + Array(combined)
        } catch {
            throw .system
        }
    }

    /// Opens what was sealed for that name.
    ///
    /// - Returns: `nil` where it is not what was sealed, or sealed under a key that is gone.
    package func open(_ bytes: some Collection<UInt8>, named name: String) -> [UInt8]? {
        guard let number = KeyRing.number(ofSealed: bytes), let key = key(number) else {
            return nil
        }
        let head = KeyRing.head(number)
        do {
            let box = try AES.GCM.SealedBox(combined: Array(bytes.dropFirst(head.count)))
            let opened = try AES.GCM.open(
                box, using: KeyRing.fileKey(key, name), authenticating: head + Array(name.utf8))
            return Array(opened)
        } catch {
            return nil
        }
    }

    private static func head(_ number: UInt32) -> [UInt8] {
        fileMark + withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private static func fileKey(_ key: DataKey, _ name: String) -> SymmetricKey {
        SymmetricKey(
            data: HMAC<SHA256>.authenticationCode(
                for: Array("bridgework file key 1".utf8) + [0] + Array(name.utf8),
                using: key.symmetric))
    }
}
