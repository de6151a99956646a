internal import Crypto
internal import Foundation
package import Merge

// A key's file, in the store's folder of keys, as one line of hexadecimal:
//
//     eight bytes that name it
//     scrypt's log N, r and p, a byte each, and 32 bytes of salt
//     whose it is: the user's record, the machine's replica, the invitation, 16 bytes each
//     the public half, 33 bytes
//     a nonce of 12 bytes, then AES-256-GCM's ciphertext of the private half and its tag, 32 + 16
//
// All before the nonce is authenticated: a file that was changed anywhere, or in which another's
// key was put under this one's name, does not open.

/// A person's key as it lies on a disk: nobody uses it without the passphrase.
package struct SealedPersonKey: Equatable, Sendable, CustomStringConvertible {
    /// Whose key it is, and where.
    package struct Label: Equatable, Sendable {
        package let user: RecordID
        package let machine: ReplicaID
        /// The number of the invitation that it was made with, 16 bytes.
        package let invitation: [UInt8]

        package init(user: RecordID, machine: ReplicaID, invitation: [UInt8]) {
            self.user = user
            self.machine = machine
            self.invitation = invitation
        }
    }

    private static let magic = Array("BWPERS1\n".utf8)
    private static let saltBytes = 32
    private static let nonceBytes = 12
    private static let boxBytes = 32 + 16
    private static let byteCount =
        magic.count + 3 + saltBytes + 48 + PersonKey.publicBytes + nonceBytes + boxBytes

    package let label: Label
    package let publicKey: [UInt8]
    private let cost: ScryptCost
    private let salt: [UInt8]
    private let nonce: [UInt8]
    private let box: [UInt8]

    /// Seals a key under a passphrase; takes scrypt's time and memory.
    package init(
        _ key: PersonKey, of label: Label, under passphrase: Passphrase,
        cost: ScryptCost = .usual
    ) throws(PersonKeyFault) {
        self.label = label
        self.publicKey = key.publicKey
        self.cost = cost
        var generator = SystemRandomNumberGenerator()
        salt = (0..<SealedPersonKey.saltBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        let head = SealedPersonKey.head(label, publicKey, cost, salt)
        let secret = try cost.key(from: passphrase, salt: salt)
        do {
            let sealed = try AES.GCM.seal(key.raw, using: secret, authenticating: head)
            nonce = Array(sealed.nonce)
            box = Array(sealed.ciphertext) + Array(sealed.tag)
        } catch {
            throw .unsealable
        }
    }

    /// Reads a file's text; its cost is looked at before anything is spent.
    package init(text: String) throws(PersonKeyFault) {
        let line = text.split(whereSeparator: \.isNewline)
        guard line.count == 1, let bytes = Bytes(hexadecimal: String(line[0])),
            bytes.count == SealedPersonKey.byteCount
        else { throw .unreadable }
        var rest = Array(bytes)[...]
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        guard take(SealedPersonKey.magic.count) == SealedPersonKey.magic else {
            throw .unreadable
        }
        let numbers = take(3)
        cost = ScryptCost(rounds: numbers[0], blocks: numbers[1], lanes: numbers[2])
        salt = take(SealedPersonKey.saltBytes)
        guard cost.isAcceptable, let user = RecordID(bytes: take(16)),
            let machine = ReplicaID(bytes: take(16))
        else { throw .unreadable }
        label = Label(user: user, machine: machine, invitation: take(16))
        publicKey = take(PersonKey.publicBytes)
        nonce = take(SealedPersonKey.nonceBytes)
        box = take(SealedPersonKey.boxBytes)
    }

    /// The file's text.
    package var text: String {
        (SealedPersonKey.head(label, publicKey, cost, salt) + nonce + box).hexadecimal + "\n"
    }

    /// Unlocks the key; takes scrypt's time and memory.
    ///
    /// - Throws: `PersonKeyFault.notProven` for another passphrase, and for a file that was
    ///   changed: the two look the same.
    package func open(with passphrase: Passphrase) throws(PersonKeyFault) -> PersonKey {
        try open(under: secret(of: passphrase))
    }

    /// What a passphrase comes to under this file's salt; takes scrypt's time and memory.
    func secret(of passphrase: Passphrase) throws(PersonKeyFault) -> SymmetricKey {
        try cost.key(from: passphrase, salt: salt)
    }

    /// Unlocks the key with what the passphrase comes to.
    func open(under secret: SymmetricKey) throws(PersonKeyFault) -> PersonKey {
        let raw: Data
        do {
            let sealed = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: nonce), ciphertext: box.dropLast(16),
                tag: box.suffix(16))
            raw = try AES.GCM.open(
                sealed, using: secret,
                authenticating: SealedPersonKey.head(label, publicKey, cost, salt))
        } catch {
            throw .notProven
        }
        guard let key = PersonKey(raw: raw), key.publicKey == publicKey else {
            throw .unreadable
        }
        return key
    }

    /// Spends what unlocking would, so that nobody can tell by the time whether there was a key.
    package static func spend(_ passphrase: Passphrase) {
        do {
            // Its result is nobody's key.
            _ = try ScryptCost.usual.key(
                from: passphrase, salt: [UInt8](repeating: 0, count: saltBytes))
        } catch {
            return
        }
    }

    package var description: String { "a sealed key of user \(label.user)" }

    private static func head(
        _ label: Label, _ publicKey: [UInt8], _ cost: ScryptCost, _ salt: [UInt8]
    ) -> [UInt8] {
        magic + [cost.rounds, cost.blocks, cost.lanes] + salt + Array(label.user.bytes)
            + Array(label.machine.bytes) + label.invitation + publicKey
    }
}
