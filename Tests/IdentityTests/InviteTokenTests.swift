import Foundation
import Merge
import Testing

@testable import Identity

struct InviteTokenTests {
    let group: SmallGroup
    let token: InviteToken

    init() throws {
        group = try SmallGroup()
        token = try group.token()
    }

    @Test func `a token reads back as it was written`() throws {
        let again = try InviteToken(text: token.text)
        #expect(again == token)
        #expect(again.group == group.id)
        #expect(again.fingerprint == group.authority.root.fingerprint)
        #expect(again.secretHash == Fingerprint(hashing: token.secret.bytes))
        #expect(again.expiry == SmallGroup.now + SmallGroup.day)
    }

    @Test func `a token is one word that a terminal copies whole`() {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        #expect(token.text.hasPrefix("bw1."))
        #expect(token.text.dropFirst(4).allSatisfy { letters.contains($0) })
        #expect(token.text.count < 1_000)
    }

    @Test func `white space around and within a token does not count`() throws {
        var wrapped = " \t"
        for (position, character) in token.text.enumerated() {
            wrapped.append(character)
            if position % 76 == 75 { wrapped += "\r\n" }
        }
        #expect(try InviteToken(text: wrapped + "\n") == token)
    }

    @Test func `every single changed character is found`() throws {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let text = Array(token.text.utf8)
        for position in text.indices {
            let old = digits.firstIndex(of: text[position]) ?? 0
            for other in [digits[(old + 1) % 64], digits[(old + 32) % 64], UInt8(ascii: "="), 0] {
                var changed = text
                changed[position] = other
                #expect(throws: IdentityError.self, "at \(position)") {
                    try InviteToken(text: String(decoding: changed, as: UTF8.self))
                }
            }
        }
    }

    @Test func `every changed last character is found`() {
        for digit in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" {
            let changed = String(token.text.dropLast()) + String(digit)
            guard changed != token.text else { continue }
            #expect(throws: IdentityError.token(.damaged(characters: changed.count))) {
                try InviteToken(text: changed)
            }
        }
    }

    @Test func `a token cut anywhere is damaged, not wrong`() {
        for count in 4..<token.text.count {
            #expect(throws: IdentityError.token(.damaged(characters: count))) {
                try InviteToken(text: String(token.text.prefix(count)))
            }
        }
    }

    @Test func `a character lost, doubled or swapped is found`() {
        let text = Array(token.text)
        for position in text.indices {
            var lost = text
            lost.remove(at: position)
            var doubled = text
            doubled.insert(text[position], at: position)
            var swapped = text
            swapped.swapAt(position, min(position + 1, text.count - 1))
            for changed in [lost, doubled, swapped] where changed != text {
                #expect(throws: IdentityError.self) { try InviteToken(text: String(changed)) }
            }
        }
    }

    @Test(arguments: ["", "bw1", "bw2.AAAA", "BW1.AAAA", "x", "eyJhbGciOiJIUzI1NiJ9"])
    func `other text is no token`(text: String) {
        #expect(throws: IdentityError.token(.unrecognised)) { try InviteToken(text: text) }
    }

    @Test func `a token has at most four thousand and ninety-six characters`() throws {
        let padding = 4_096 - token.text.count
        let padded = token.text + String(repeating: " ", count: padding)
        #expect(try InviteToken(text: padded) == token)
        #expect(throws: IdentityError.token(.tooLong(characters: 4_097))) {
            try InviteToken(text: padded + " ")
        }
    }

    @Test func `a token is good until its expiry and not at it`() throws {
        try token.checkExpiry(at: token.expiry - 1)
        #expect(throws: IdentityError.token(.expired(at: token.expiry))) {
            try token.checkExpiry(at: token.expiry)
        }
    }

    @Test(arguments: [0, -1, 65_536, .max])
    func `a token names real ports only`(port: Int) {
        #expect(throws: IdentityError.input(.port(port))) {
            try InviteToken(
                host: "hub", registrationPort: 1, syncPort: port, root: group.authority.root,
                secret: .generate(), expiry: SmallGroup.now)
        }
    }

    @Test(arguments: [-1, 1e300, .infinity, .nan])
    func `a token expires at a time that can be written`(seconds: Double) {
        #expect(throws: IdentityError.input(.expiry)) {
            try InviteToken(
                host: "hub", registrationPort: 1, syncPort: 65_535, root: group.authority.root,
                secret: .generate(), expiry: Date(timeIntervalSince1970: seconds))
        }
    }

    @Test func `a token's host is a host`() {
        #expect(throws: IdentityError.input(.host(position: 0))) {
            try InviteToken(
                host: "hub example", registrationPort: 1, syncPort: 2, root: group.authority.root,
                secret: .generate(), expiry: SmallGroup.now)
        }
    }

    @Test(arguments: SpoiltContent.allCases)
    func `content that fits its checksum but makes no sense is malformed`(
        spoilt: SpoiltContent
    ) throws {
        var content = content
        spoilt.apply(to: &content)
        #expect(throws: IdentityError.token(.malformed)) {
            try InviteToken(text: Self.text(of: content))
        }
    }

    @Test func `the layout is the documented one`() throws {
        #expect(Self.text(of: content) == token.text)
    }

    @Test func `secrets differ and do not show`() throws {
        #expect(InviteSecret.generate() != InviteSecret.generate())
        #expect(InviteSecret(bytes: [1, 2, 3]) == nil)
        #expect(InviteSecret(bytes: token.secret.bytes) == token.secret)
        var dumped = ""
        dump(token.secret, to: &dumped)
        #expect(dumped == "- (secret)\n")
        for shown in ["\(token)", String(reflecting: token), "\(token.secret)"] {
            #expect(!shown.contains("\(token.secret.bytes)") && !shown.contains(token.text))
        }
    }
}

extension InviteTokenTests {
    /// What the token's text spells, without the checksum.
    private var content: [UInt8] {
        let seconds = UInt64(token.expiry.timeIntervalSince1970)
        let time = withUnsafeBytes(of: seconds.bigEndian) { Array($0) }
        let host = Array("hub.example".utf8)
        return [0x1D, 0x14, 0x1D, 0x13] + time + token.secret.bytes
            + [UInt8(host.count)] + host + token.root.der
    }

    private static func text(of content: [UInt8]) -> String {
        let checksum = Fingerprint(hashing: Array("bw1.".utf8) + content).bytes.prefix(8)
        let text = Data(content + checksum).base64EncodedString()
        let safe = text.replacing("+", with: "-").replacing("/", with: "_")
        return "bw1." + safe.filter { $0 != "=" }
    }

    /// One way in which the maker of a token may have erred.
    enum SpoiltContent: CaseIterable {
        case empty, noPort, farExpiry, cutSecret, longHost, noHost, badHost, notText
        case noRoot, changedRoot, trailing

        func apply(to content: inout [UInt8]) {
            switch self {
            case .empty: content = []
            case .noPort: content.replaceSubrange(0..<2, with: [0, 0])
            case .farExpiry: content[4] = 0xFF
            case .cutSecret: content.removeSubrange(40...)
            case .longHost: content.removeSubrange(50...)
            case .noHost: content.replaceSubrange(44..<56, with: [0])
            case .badHost: content[46] = UInt8(ascii: " ")
            case .notText: content[46] = 0xFF
            case .noRoot: content.removeSubrange(56...)
            case .changedRoot: content[100] ^= 1
            case .trailing: content.append(0)
            }
        }
    }
}
