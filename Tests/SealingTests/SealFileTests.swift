import Crypto
import Foundation
import Testing

@testable import Sealing

struct SealFileTests {
    private let secret = SymmetricKey(size: .bits256)

    private func made() throws -> SealFile {
        try SealFile(
            store: "0123456789abcdef", source: .file(path: "/keys/of the house.key"), under: secret)
    }

    @Test func `a key file reads as it was written`() throws {
        var file = try made()
        try file.add(under: secret)
        let read = try #require(SealFile(text: file.text))
        #expect(read == file)
        #expect(read.numbers == [1, 2])
        #expect(try read.open(under: secret).map(\.number) == [1, 2])
    }

    @Test func `another secret opens none of it`() throws {
        let file = try made()
        #expect(throws: SealFault.wrongKey(source: "the key file /keys/of the house.key")) {
            try file.open(under: SymmetricKey(size: .bits256))
        }
    }

    @Test func `a changed mode keeps the keys`() throws {
        var file = try made()
        let keys = try file.open(under: secret)
        let salt = ScryptSalt(rounds: 15)
        let other = try salt.key(from: Array("a dozen characters".utf8))
        try file.rewrap(keys, from: .passphrase(salt), under: other)
        let read = try #require(SealFile(text: file.text))
        #expect(try read.open(under: other) == keys)
        #expect(throws: SealFault.self) { try read.open(under: secret) }
    }

    @Test func `no changed digit of a box is taken`() throws {
        let text = try made().text
        let start = try #require(text.range(of: "key 1 ")).upperBound
        for offset in stride(from: 0, to: 120, by: 7) {
            let place = text.index(start, offsetBy: offset)
            let digit = text[place] == "0" ? "1" : "0"
            let changed = text.replacingCharacters(in: place...place, with: digit)
            let file = try #require(SealFile(text: changed))
            #expect(throws: SealFault.self) { try file.open(under: secret) }
        }
    }

    @Test func `a box is bound to its store and its number`() throws {
        let text = try made().text
        for changed in [
            text.replacing("store 0", with: "store 1"), text.replacing("key 1 ", with: "key 2 "),
        ] {
            let file = try #require(SealFile(text: changed))
            #expect(throws: SealFault.self) { try file.open(under: secret) }
        }
    }

    @Test(arguments: [
        "", "bridgework seal 1\n", "bridgework seal 2\nstore 0123456789abcdef\nfrom file /k\n",
        "bridgework seal 1\nstore 0123456789abcdef\nfrom file relative\nkey 1 00\n",
        "bridgework seal 1\nstore 0123456789abcdeg\nfrom file /k\nkey 1 00\n",
        "bridgework seal 1\nstore 0123456789abcdef\nfrom passphrase 31 00\nkey 1 00\n",
        "bridgework seal 1\nstore 0123456789abcdef\nfrom file /k\n",
        "bridgework seal 1\nstore 0123456789abcdef\nfrom file /k\nkey 2 00\nkey 1 00\n",
    ])
    func `what is no key file is refused`(_ text: String) {
        #expect(SealFile(text: text) == nil)
    }

    @Test func `keys do not show in descriptions`() throws {
        let key = DataKey(number: 3)
        var dumped = ""
        dump(key, to: &dumped)
        dump(KeySecret.drawn(), to: &dumped)
        #expect(dumped.contains("data key 3"))
        #expect(!dumped.contains("bytes"))
        #expect("\(KeySecret.drawn())" == "(key)")
    }

    @Test func `a sealed file opens for its name alone`() throws {
        let ring = try KeyRing([DataKey(number: 1), DataKey(number: 2)])
        let bytes = Array("canary".utf8)
        let sealed = try ring.seal(bytes, named: "a")
        #expect(KeyRing.isSealed(sealed))
        #expect(KeyRing.number(ofSealed: sealed) == 2)
        #expect(ring.open(sealed, named: "a") == bytes)
        #expect(ring.open(sealed, named: "b") == nil)
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(ring.open(changed, named: "a") == nil)
        }
    }
}
