import Testing

@testable import Identity

struct FingerprintTests {
    static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test func `a fingerprint is a SHA-256 in hexadecimal`() {
        #expect(Fingerprint(hashing: []).description == Self.empty)
    }

    @Test func `a fingerprint reads back from its thirty-two bytes only`() {
        let fingerprint = Fingerprint(hashing: [1, 2, 3])
        #expect(Fingerprint(bytes: fingerprint.bytes) == fingerprint)
        #expect(Fingerprint(bytes: fingerprint.bytes.dropLast()) == nil)
        #expect(Fingerprint(bytes: fingerprint.bytes + [0]) == nil)
    }

    @Test func `a fingerprint is spoken in groups of four`() {
        let spoken = Fingerprint(hashing: []).spoken
        #expect(spoken.hasPrefix("e3b0 c442 98fc "))
        #expect(spoken.filter { $0 != " " } == Self.empty)
    }
}
