import Testing

@testable import Identity

struct RecoveryKeyTests {
    @Test func `bytes and words come to each other, as the proposal has them`() {
        // 127.0.0.1 and 63.84.220.193 of Wilkerson's own table.
        #expect(SpokenBytes.words(of: [127, 0, 0, 1]) == ["lusab", "babad"])
        #expect(SpokenBytes.words(of: [63, 84, 220, 193]) == ["gutih", "tugad"])
        let all = (0...255).flatMap { [UInt8($0), UInt8(255 - $0)] }
        #expect(SpokenBytes.bytes(of: SpokenBytes.words(of: all)) == all)
        #expect(SpokenBytes.bytes(of: ["lusac", "babad"]) == nil)
        #expect(SpokenBytes.bytes(of: ["lusa"]) == nil)
    }

    @Test func `a key is read from its words, however they were written down`() throws {
        let key = RecoveryKey()
        let words = key.words
        #expect(words.split(separator: " ").count == 17)
        for text in [
            words, words.uppercased(), words.replacing(" ", with: "-"),
            words.replacing(" ", with: "\n"), "# a note\n\(words)\n\n",
        ] {
            #expect(try RecoveryKey(reading: text).publicHalf == key.publicHalf)
        }
        let half = key.publicHalf
        #expect(RecoveryPublicKey(hexadecimal: half.hexadecimal) == half)
        #expect(half.fingerprint.count == 16)
    }

    @Test func `a word that was mistaken is noticed`() {
        let words = RecoveryKey().words.split(separator: " ").map(String.init)
        var noticed = 0
        for place in words.indices {
            var wrong = words
            wrong[place] = wrong[place] == "babab" ? "babad" : "babab"
            noticed += (try? RecoveryKey(reading: wrong.joined(separator: " "))) == nil ? 1 : 0
        }
        // Two bytes vouch for the others: one of 65,536 mistakes passes.
        #expect(noticed >= 16)
        #expect(throws: BackupFault.noRecoveryKey) {
            try RecoveryKey(reading: words.dropLast().joined(separator: " "))
        }
        #expect(throws: BackupFault.noRecoveryKey) { try RecoveryKey(reading: "") }
    }
}
