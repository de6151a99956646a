import Testing

@testable import Identity

/// What an office may keep and no longer read.
struct SealingKeyTests {
    @Test func `only the key that it was sealed for opens a box`() throws {
        let folder = try ScratchFolder()
        let keys = KeyFolder(folder.path + "/own")
        try keys.create()
        let other = KeyFolder(folder.path + "/other")
        try other.create()
        let key = try SealingKey(in: keys)
        let bytes: [UInt8] = Array(0...255)
        let box = try SealingKey.seal(bytes, for: key.publicKey)
        #expect(key.publicKey.count == 65)
        #expect(key.open(box) == bytes)
        #expect(try SealingKey(in: keys).open(box) == bytes)
        #expect(try SealingKey(in: other).open(box) == nil)
        #expect(try SealingKey.seal(bytes, for: key.publicKey) != box)
    }

    @Test func `a box that was changed, cut or never one opens as nothing`() throws {
        let folder = try ScratchFolder()
        let keys = KeyFolder(folder.path + "/own")
        try keys.create()
        let key = try SealingKey(in: keys)
        let box = try SealingKey.seal([1, 2, 3], for: key.publicKey)
        for place in box.indices {
            var damaged = box
            damaged[place] ^= 1
            #expect(key.open(damaged) == nil, "byte \(place)")
        }
        for count in [0, 1, 64, 65, box.count - 1] {
            #expect(key.open(box.prefix(count)) == nil)
        }
        #expect(throws: IdentityError.self) { try SealingKey.seal([1], for: [4, 5]) }
    }
}
