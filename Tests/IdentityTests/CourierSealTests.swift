import Foundation
import Identity
import Testing

/// A courier file's bytes, for one addressee.
struct CourierSealTests {
    private func key() throws -> SealingKey {
        let path = NSTemporaryDirectory() + "courier-seal-\(UUID().uuidString)"
        let keys = KeyFolder(path)
        try keys.create()
        defer { _ = Result { try FileManager.default.removeItem(atPath: path) } }
        return try SealingKey(in: keys, as: .courierKey)
    }

    @Test(arguments: [1, 256 << 10, 256 << 10 | 1, 600_000])
    func `its addressee reads what was written, however long it is`(count: Int) throws {
        let key = try key()
        let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let file = try CourierSeal.sealed(plain, for: key.publicKey)
        #expect(try CourierSeal.opened(file, with: key) == plain)
        #expect(file.starts(with: Array("BWCOUR1\n".utf8)))
    }

    @Test func `nobody else does, and a backup is none`() throws {
        let (key, other) = (try key(), try key())
        let file = try CourierSeal.sealed([1, 2, 3], for: key.publicKey)
        #expect(throws: BackupFault.otherKey) { try CourierSeal.opened(file, with: other) }
        var start: [UInt8] = []
        var sealer = try BackupSealer(for: RecoveryKey().publicHalf, start: &start)
        let backup = start + (try sealer.seal([1], isLast: true))
        #expect(throws: BackupFault.noBackup) { try CourierSeal.opened(backup, with: key) }
        var opener = BackupOpener(with: .none)
        #expect(throws: BackupFault.noBackup) { try opener.open(file) }
        #expect(throws: BackupFault.noRecoveryKey) {
            try CourierSeal.sealed([1], for: Array(key.publicKey.dropLast()))
        }
    }

    @Test func `a byte that is missing, changed or added is found`() throws {
        let key = try key()
        let file = try CourierSeal.sealed(Array(repeating: 7, count: 40), for: key.publicKey)
        for count in stride(from: 0, to: file.count, by: 7) {
            #expect(throws: BackupFault.self) {
                try CourierSeal.opened(Array(file.prefix(count)), with: key)
            }
        }
        for place in file.indices {
            var altered = file
            altered[place] ^= 1
            #expect(throws: BackupFault.self, "\(place)") {
                try CourierSeal.opened(altered, with: key)
            }
        }
        #expect(throws: BackupFault.self) { try CourierSeal.opened(file + [0], with: key) }
    }
}
