import OfficeCommand
import Testing

struct KeyDecoderTests {
    private func keys(_ bytes: String) -> [TerminalKey] {
        var decoder = KeyDecoder()
        return decoder.keys(from: Array(bytes.utf8))
    }

    @Test func `letters, controls and sequences are keys`() {
        #expect(keys("a é") == [.character("a"), .character(" "), .character("é")])
        #expect(keys("\r\n\t\u{7F}\u{01}") == [.enter, .enter, .tab, .backspace, .control("a")])
        #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[5~\u{1B}[6~") == [.up, .down, .pageUp, .pageDown])
        #expect(keys("\u{1B}[1;5C\u{1B}[H\u{1B}[3~") == [.right, .home, .delete])
    }

    @Test func `a sequence that arrives in pieces is one key`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0x1B]).isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.keys(from: Array("[".utf8)).isEmpty)
        #expect(decoder.keys(from: Array("B".utf8)) == [.down])
        #expect(decoder.keys(from: [0xC3]).isEmpty)
        #expect(decoder.keys(from: [0xA9]) == [.character("é")])
        #expect(!decoder.isWaiting)
    }

    @Test func `an escape that nothing follows is a key`() {
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0x1B]).isEmpty)
        #expect(decoder.flush() == [.escape])
        #expect(decoder.keys(from: Array("\u{1B}x".utf8)) == [.escape, .character("x")])
    }

    @Test func `noise is no key and stops nothing`() {
        #expect(keys("\u{1B}[99~a") == [.character("a")])
        var decoder = KeyDecoder()
        #expect(decoder.keys(from: [0xFF, 0xFE, 0xFF, 0xFF, 0x61]) == [.character("a")])
        #expect(decoder.keys(from: [0x1B, 0x5B] + Array(repeating: 0x30, count: 40)).isEmpty)
        #expect(decoder.keys(from: Array("q".utf8)) == [.character("q")])
    }
}
