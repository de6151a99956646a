import Merge
import Testing

@testable import Identity

/// A person's key as it lies on a disk: opened by the passphrase alone, and by nothing else.
struct SealedPersonKeyTests {
    private static let label = SealedPersonKey.Label(
        user: RecordID(bits: 7), machine: ReplicaID(bits: 8),
        invitation: Array(repeating: 9, count: 16))
    /// All tests look at copies of two files.
    private static let key = PersonKey()
    private static let sealed = Result { try sealed(key) }
    private static let other = Result { try sealed(PersonKey()) }

    private static func sealed(_ key: PersonKey) throws -> SealedPersonKey {
        try SealedPersonKey(key, of: label, under: passphrase("correct horse battery"))
    }

    private static func passphrase(_ text: String) throws -> Passphrase {
        try #require(Passphrase(typed: text))
    }

    private func bytes() throws -> [UInt8] {
        let text = try Self.sealed.get().text.dropLast()
        return try Array(#require(Bytes(hexadecimal: text)))
    }

    private func read(_ bytes: [UInt8]) throws(PersonKeyFault) -> SealedPersonKey {
        try SealedPersonKey(text: bytes.hexadecimal + "\n")
    }

    private func opens(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try read(bytes).open(with: Self.passphrase("correct horse battery"))
            return true
        } catch {
            return false
        }
    }

    @Test func `it comes back as it was, with the passphrase`() throws {
        let read = try SealedPersonKey(text: Self.sealed.get().text)
        #expect(try read == Self.sealed.get() && read.label == Self.label)
        let key = try read.open(with: Self.passphrase("correct horse battery"))
        #expect(key.publicKey == Self.key.publicKey && key.raw == Self.key.raw)
        #expect(throws: PersonKeyFault.notProven) {
            try read.open(with: Self.passphrase("correct horse batterz"))
        }
    }

    @Test func `the end of a typed line does not count, and how a letter is composed neither`()
        throws
    {
        #expect(try Self.passphrase("a b\r\n").isSame(as: Self.passphrase("a b")))
        #expect(try Self.passphrase("Zo\u{65}\u{308}").isSame(as: Self.passphrase("Zo\u{EB}")))
        #expect(try !Self.passphrase("a b ").isSame(as: Self.passphrase("a b")))
        #expect(Passphrase(typed: "") == nil && Passphrase(typed: "a\0b") == nil)
        #expect(Passphrase(typed: String(repeating: "x", count: 1_025)) == nil)
    }

    @Test func `the private half is nowhere in the file`() throws {
        let text = try Self.sealed.get().text
        #expect(!text.contains(Self.key.raw.hexadecimal))
        #expect("\(try Self.sealed.get()) \(Self.key)".contains(Self.key.raw.hexadecimal) == false)
    }

    @Test func `a changed byte anywhere is noticed`() throws {
        let whole = try bytes()
        #expect(opens(whole))
        // What scrypt takes in, or tells what it costs: each look takes its time.
        for place in [0, 7, 10, 11, 42] {
            var changed = whole
            changed[place] ^= 1
            #expect(!opens(changed), "byte \(place)")
        }
        let secret = try read(whole).secret(of: Self.passphrase("correct horse battery"))
        #expect(try read(whole).open(under: secret).raw == Self.key.raw)
        for place in 43..<whole.count {
            var changed = whole
            changed[place] ^= 1
            #expect(throws: PersonKeyFault.self, "byte \(place)") {
                try read(changed).open(under: secret)
            }
        }
    }

    @Test func `a file that is cut short or goes on is none`() throws {
        let whole = try bytes()
        for count in 0..<whole.count {
            #expect(throws: PersonKeyFault.unreadable) { try read(Array(whole.prefix(count))) }
        }
        #expect(throws: PersonKeyFault.unreadable) { try read(whole + [0]) }
        for text in ["", "\n", "no key", whole.hexadecimal + "\n" + whole.hexadecimal] {
            #expect(throws: PersonKeyFault.unreadable) { try SealedPersonKey(text: text) }
        }
    }

    @Test(arguments: [
        (14, 8, 3), (15, 8, 2), (15, 8, 0), (15, 7, 3), (15, 255, 3), (16, 8, 1), (18, 8, 1),
        (20, 8, 1), (63, 8, 1), (255, 255, 255), (17, 8, 5), (0, 0, 0),
    ])
    func `a cost that is less than serves, or more than a machine has, is refused unspent`(
        rounds: UInt8, blocks: UInt8, lanes: UInt8
    ) throws {
        var changed = try bytes()
        changed.replaceSubrange(8..<11, with: [rounds, blocks, lanes])
        let clock = ContinuousClock()
        let spent = clock.measure {
            #expect(throws: PersonKeyFault.unreadable) { try read(changed) }
        }
        #expect(spent < .milliseconds(50))
    }

    @Test func `a released program's key costs one of them, and opens`() throws {
        #expect(ScryptCost.released == ScryptCost(rounds: 15, blocks: 8, lanes: 3))
        let sealed = try SealedPersonKey(
            Self.key, of: Self.sealed.get().label,
            under: Self.passphrase("correct horse battery"), cost: .released)
        #expect(Array(sealed.text.dropFirst(16).prefix(6)) == Array("0f0803"))
        let read = try SealedPersonKey(text: sealed.text)
        #expect(try read.open(with: Self.passphrase("correct horse battery")).raw == Self.key.raw)
        #expect(throws: PersonKeyFault.notProven) {
            try read.open(with: Self.passphrase("correct horse batterz"))
        }
    }

    @Test func `the costs that OWASP holds equal are taken`() {
        for (rounds, lanes) in [(17, 1), (16, 2), (15, 3)] as [(UInt8, UInt8)] {
            #expect(ScryptCost(rounds: rounds, blocks: 8, lanes: lanes).isAcceptable)
        }
    }

    @Test func `another's key put under this one's head does not open`() throws {
        let mine = try bytes()
        let others = try Array(#require(Bytes(hexadecimal: Self.other.get().text.dropLast())))
        // The head ends before the nonce: 8 + 3 + 32 + 48 + 33.
        #expect(!opens(Array(mine.prefix(124)) + Array(others.dropFirst(124))))
    }

    @Test(arguments: ["short one", "aaaaaaaaaaaaaaa", "my login is ada here", "ADA'S own words!"])
    func `what is easy to guess is no new passphrase`(text: String) throws {
        #expect(try Self.passphrase(text).weakness(for: "ada") == .weakPassphrase)
    }

    @Test func `four words are one`() throws {
        #expect(try Self.passphrase("correct horse battery").weakness(for: "ada") == nil)
    }
}
