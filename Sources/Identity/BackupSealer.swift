internal import Crypto
internal import Foundation
internal import Merge

// A backup's file, as section 11e of `protocol/README.md` has it:
//
//     eight bytes that name it
//     the length of the wrapped key, two bytes, and the wrapped key
//     pieces: four bytes of length, whose highest bit says that it is the last, then AES-256-GCM's
//     ciphertext and tag
//     the SHA-256 of all before
//
// Numbers are big-endian. The key is made for this file and wrapped for the recovery key; a piece's
// nonce is its number and whether it is the last, so that none can be left out, moved or doubled.
// The hash at the end needs no key: it finds what a disk or a line did to the file, not what a
// person did.

/// Seals what a backup says, piece by piece.
package struct BackupSealer {
    /// What a piece holds before it is sealed.
    package static let pieceBytes = 256 << 10

    /// The key, as long as this process has to read the file again.
    package let key: BackupKey
    private var number: UInt64 = 0
    private var hash = SHA256()

    /// - Returns: in `start`, the first bytes of the file.
    package init(for recovery: RecoveryPublicKey, start: inout [UInt8]) throws(BackupFault) {
        let fresh = SymmetricKey(size: .bits256)
        self.init(fresh, box: try recovery.wrap(fresh), .backup, &start)
    }

    /// The same for a courier file.
    ///
    /// - Parameter point: whose private half opens it, uncompressed.
    init(courierFor point: [UInt8], start: inout [UInt8]) throws(BackupFault) {
        let fresh = SymmetricKey(size: .bits256)
        let box = try WrappedKey.sealed(fresh, to: point, for: .courier)
        self.init(fresh, box: box, .courier, &start)
    }

    private init(
        _ fresh: SymmetricKey, box: [UInt8], _ purpose: WrappedKey.Purpose,
        _ start: inout [UInt8]
    ) {
        start = purpose.magic
        withUnsafeBytes(of: UInt16(clamping: box.count).bigEndian) { start += $0 }
        start += box
        key = BackupKey(fresh, start: start)
        hash.update(data: start)
    }

    /// The next bytes of the file, for `pieceBytes` of what it says; the last piece may be shorter.
    package mutating func seal(
        _ plain: [UInt8], isLast: Bool = false
    ) throws(BackupFault) -> [UInt8] {
        let sealed = try key.seal(plain, number: number, isLast: isLast)
        number += 1
        var bytes: [UInt8] = []
        let length = UInt32(clamping: sealed.count) | (isLast ? 1 << 31 : 0)
        withUnsafeBytes(of: length.bigEndian) { bytes += $0 }
        bytes += sealed
        hash.update(data: bytes)
        return bytes + (isLast ? Array(hash.finalize()) : [])
    }
}

/// The key of one backup, with the bytes of the file that it vouches for.
package struct BackupKey: Sendable {
    private let key: SymmetricKey
    private let start: Data

    fileprivate init(_ key: SymmetricKey, start: [UInt8]) {
        self.key = key
        self.start = Data(SHA256.hash(data: start))
    }

    fileprivate func seal(
        _ plain: [UInt8], number: UInt64, isLast: Bool
    ) throws(BackupFault) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(
                plain, using: key, nonce: BackupKey.nonce(number, isLast), authenticating: start)
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            throw .unsealable
        }
    }

    fileprivate func open(
        _ sealed: [UInt8], number: UInt64, isLast: Bool
    ) throws(BackupFault) -> [UInt8] {
        guard sealed.count >= BackupOpener.tagBytes else { throw .damaged(piece: number) }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: BackupKey.nonce(number, isLast),
                ciphertext: sealed.dropLast(BackupOpener.tagBytes),
                tag: sealed.suffix(BackupOpener.tagBytes))
            return Array(try AES.GCM.open(box, using: key, authenticating: start))
        } catch {
            throw .damaged(piece: number)
        }
    }

    private static func nonce(_ number: UInt64, _ isLast: Bool) throws -> AES.GCM.Nonce {
        var bytes: [UInt8] = [isLast ? 1 : 0, 0, 0, 0]
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
        return try AES.GCM.Nonce(data: bytes)
    }
}

/// Reads a backup's file from its beginning, in whatever pieces its bytes come.
package struct BackupOpener {
    static let tagBytes = 16
    private static let hashBytes = 32
    private static let boxBytesMax = 1_024

    /// How a file is read: with the recovery key, with the backup's own as long as that is known,
    /// or without any.
    package enum Means: Sendable {
        case recovery(RecoveryKey)
        case own(BackupKey)
        case none
    }

    private let means: Means
    private let purpose: WrappedKey.Purpose
    /// Of a courier file, whose addressee is not the recovery key's holder.
    private let addressee: SealingKey?
    private var key: BackupKey?
    private var rest: [UInt8] = []
    private var number: UInt64 = 0
    private var sum = SHA256()
    private var part = Part.start
    /// SHA-256 of the file but for its last 32 bytes, which say the same, in hexadecimal; known at
    /// its end.
    package private(set) var hash = ""

    private enum Part { case start, pieces, hash, end }

    package init(with means: Means) {
        self.means = means
        purpose = .backup
        addressee = nil
    }

    init(courierWith key: SealingKey) {
        means = .none
        purpose = .courier
        addressee = key
    }

    /// Takes the next bytes of the file.
    ///
    /// - Returns: what of them could be opened; nothing where no key is given.
    package mutating func open(_ bytes: [UInt8]) throws(BackupFault) -> [UInt8] {
        rest += bytes
        var plain: [UInt8] = []
        var used = 0
        reading: while true {
            let left = rest[used...]
            switch part {
            case .start:
                guard let count = try begin(left) else { break reading }
                used += count
            case .pieces:
                guard let count = try piece(left, into: &plain) else { break reading }
                used += count
            case .hash:
                guard left.count >= BackupOpener.hashBytes else { break reading }
                let found = Array(sum.finalize())
                guard Array(left.prefix(BackupOpener.hashBytes)) == found else { throw .altered }
                hash = found.hexadecimal
                part = .end
                used += BackupOpener.hashBytes
            case .end:
                guard left.isEmpty else { throw .altered }
                break reading
            }
        }
        rest.removeFirst(used)
        return plain
    }

    /// - Throws: `BackupFault.cutShort` where the file ends before it is over.
    package func finish() throws(BackupFault) {
        guard part == .end else { throw part == .start ? .noBackup : .cutShort }
    }

    private mutating func begin(_ left: ArraySlice<UInt8>) throws(BackupFault) -> Int? {
        let magic = purpose.magic
        guard left.prefix(magic.count).elementsEqual(magic.prefix(left.count)) else {
            throw .noBackup
        }
        guard left.count >= magic.count + 2 else { return nil }
        let size = left.dropFirst(magic.count).prefix(2).reduce(0) { $0 << 8 | Int($1) }
        guard size <= BackupOpener.boxBytesMax else { throw .noBackup }
        let count = magic.count + 2 + size
        guard left.count >= count else { return nil }
        let start = Array(left.prefix(count))
        switch means {
        case .none:
            guard let addressee else { break }
            let box = start.suffix(size)
            guard let found = WrappedKey.opened(box, with: addressee.key, for: .courier) else {
                throw .otherKey
            }
            key = BackupKey(found, start: start)
        case .own(let own): key = own
        case .recovery(let recovery):
            guard let found = recovery.open(start.suffix(size)) else { throw .otherKey }
            key = BackupKey(found, start: start)
        }
        sum.update(data: start)
        part = .pieces
        return count
    }

    private mutating func piece(
        _ left: ArraySlice<UInt8>, into plain: inout [UInt8]
    ) throws(BackupFault) -> Int? {
        guard left.count >= 4 else { return nil }
        let length = left.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let size = Int(length & ~(1 << 31))
        guard size <= BackupSealer.pieceBytes + BackupOpener.tagBytes else {
            throw .damaged(piece: number)
        }
        guard left.count >= 4 + size else { return nil }
        let isLast = length >> 31 == 1
        let whole = left.prefix(4 + size)
        if let key {
            plain += try key.open(Array(whole.dropFirst(4)), number: number, isLast: isLast)
        }
        whole.withUnsafeBytes { sum.update(bufferPointer: $0) }
        number += 1
        if isLast { part = .hash }
        return 4 + size
    }
}

/// Why a file is no backup that can be read here.
package enum BackupFault: Error, Equatable, Sendable, CustomStringConvertible {
    case noBackup
    /// It ends in the middle.
    case cutShort
    /// Its bytes are not those that were written.
    case altered
    case damaged(piece: UInt64)
    /// It was made for another recovery key.
    case otherKey
    case noRecoveryKey
    /// The system's cryptography refused.
    case unsealable

    package var description: String {
        switch self {
        case .noBackup: "that file is no backup"
        case .cutShort: "the backup ends in the middle: copy it again, or take an earlier one"
        case .altered:
            "the backup is not what was written: copy it again, or take an earlier one"
        case .damaged(let piece):
            "piece \(piece) of the backup is damaged: copy it again, or take an earlier one"
        case .otherKey: "the backup was made for another recovery key: give that one"
        case .noRecoveryKey:
            "that is no recovery key: it is seventeen words of five letters, in the order in which "
                + "they were shown; look for a word that was written down wrong"
        case .unsealable: "the backup could not be encrypted: nothing was written"
        }
    }
}
