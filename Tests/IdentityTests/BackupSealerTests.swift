import Testing

@testable import Identity

struct BackupSealerTests {
    private let recovery = RecoveryKey()
    private let pieces: [[UInt8]] = [Array(repeating: 1, count: 900), [2, 3], []]

    private func sealed() throws -> (file: [UInt8], key: BackupKey) {
        var file: [UInt8] = []
        var sealer = try BackupSealer(for: recovery.publicHalf, start: &file)
        for (place, piece) in pieces.enumerated() {
            file += try sealer.seal(piece, isLast: place == pieces.count - 1)
        }
        return (file, sealer.key)
    }

    private func opened(
        _ file: [UInt8], with means: BackupOpener.Means, by step: Int = 64
    ) throws -> [UInt8] {
        var opener = BackupOpener(with: means)
        var plain: [UInt8] = []
        for start in stride(from: 0, to: file.count, by: step) {
            plain += try opener.open(Array(file[start..<min(file.count, start + step)]))
        }
        try opener.finish()
        return plain
    }

    @Test(arguments: [1, 63, 100_000]) func `what was sealed is read in any pieces`(
        step: Int
    ) throws {
        let (file, key) = try sealed()
        let whole = Array(pieces.joined())
        #expect(try opened(file, with: .recovery(recovery), by: step) == whole)
        #expect(try opened(file, with: .own(key), by: step) == whole)
        #expect(try opened(file, with: .none, by: step) == [])
    }

    @Test func `each byte that was changed is noticed, with the key and without`() throws {
        let (file, _) = try sealed()
        for place in file.indices {
            var wrong = file
            wrong[place] ^= 0x10
            #expect(throws: BackupFault.self, "byte \(place)") {
                try opened(wrong, with: .recovery(recovery), by: wrong.count)
            }
            #expect(throws: BackupFault.self, "byte \(place)") {
                try opened(wrong, with: .none, by: wrong.count)
            }
        }
    }

    @Test func `a file that ends early or goes on is noticed`() throws {
        let (file, _) = try sealed()
        for count in 0..<file.count {
            let fault = count < 10 ? BackupFault.noBackup : nil
            let error = #expect(throws: BackupFault.self) {
                try opened(Array(file.prefix(count)), with: .none)
            }
            if let fault { #expect(error == fault, "\(count) bytes") }
        }
        #expect(throws: BackupFault.altered) { try opened(file + [0], with: .none) }
    }

    @Test func `pieces that were left out or swapped do not open, whoever hashed them anew`()
        throws
    {
        let (file, _) = try sealed()
        let start = 10 + Int(file[8]) << 8 + Int(file[9])
        let first = start..<start + 4 + 916
        let second = first.upperBound..<first.upperBound + 4 + 18
        let rest = second.upperBound..<file.count
        let less = file[..<start] + file[second] + file[rest]
        let swapped = file[..<start] + file[second] + file[first] + file[rest]
        for wrong in [less, swapped] {
            #expect(throws: BackupFault.damaged(piece: 0)) {
                try opened(Array(wrong), with: .recovery(recovery), by: wrong.count)
            }
        }
    }

    @Test func `another key does not open it`() throws {
        #expect(throws: BackupFault.otherKey) {
            try opened(sealed().file, with: .recovery(RecoveryKey()))
        }
        #expect(throws: BackupFault.noBackup) {
            try opened(Array("anything else, such as a letter".utf8), with: .none)
        }
    }
}
