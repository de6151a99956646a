import Merge
import Testing

@testable import Identity

/// What a program of a machine shows with its calls there.
struct ServiceTokenTests {
    private let user = RecordID(bits: 77)

    @Test func `its line says whose it is, and nothing else is one`() throws {
        let token = ServiceToken(for: user)
        let read = try #require(ServiceToken(text: token.text))
        #expect(read.user == user && read.text == token.text && read.digest == token.digest)
        #expect(ServiceToken(for: user).digest != token.digest)
        for text in [
            "", "bws1.", String(token.text.dropLast()), token.text + "A", "bwp1." + token.text,
            "bws1." + String(repeating: "A", count: 5_000),
        ] {
            #expect(ServiceToken(text: text) == nil, "\(text.prefix(20))")
        }
        #expect(!"\(token)".contains(token.text.dropFirst(30)))
    }

    @Test func `a machine knows the one that was made last, by what it hashes to`() throws {
        let scratch = try ScratchFolder()
        let (first, second) = (ServiceToken(for: user), ServiceToken(for: user))
        #expect(try !scratch.keys.knows(first))
        try scratch.keys.write(first)
        #expect(try scratch.keys.knows(first) && !scratch.keys.knows(second))
        let kept = try scratch.keys.read("service-\(user.hexadecimal).token")
        #expect(!kept.contains(first.text.dropFirst(30)))
        // Another login's token opens nothing, though its secret be the same.
        #expect(try !scratch.keys.knows(ServiceToken(for: RecordID(bits: 78))))
        try scratch.keys.write(second)
        #expect(try !scratch.keys.knows(first) && scratch.keys.knows(second))
        try scratch.keys.removeToken(of: user)
        try scratch.keys.removeToken(of: user)
        #expect(try !scratch.keys.knows(second))
    }
}
