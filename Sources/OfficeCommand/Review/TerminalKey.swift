/// A key somebody pressed.
package enum TerminalKey: Equatable, Sendable {
    case character(Character)
    case enter, escape, backspace, tab, delete
    case up, down, left, right, pageUp, pageDown, home, end
    /// Ctrl with a letter, written in lower case.
    case control(Character)
}

/// Turns a terminal's bytes into keys: plain UTF-8, and the escape sequences of the usual
/// terminals.
///
/// A lone escape byte is held back, because a sequence may follow; `flush` says that none did.
package struct KeyDecoder: Sendable {
    private var waiting: [UInt8] = []

    package init() {}

    /// Whether bytes are held back until more arrive.
    package var isWaiting: Bool { !waiting.isEmpty }

    /// The keys that bytes make with those that waited; half a key waits for the next bytes.
    package mutating func keys(from bytes: [UInt8]) -> [TerminalKey] {
        waiting += bytes
        var keys: [TerminalKey] = []
        while let (key, length) = next() {
            waiting.removeFirst(length)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// What was held back, now that nothing follows: an escape; half a character is dropped.
    package mutating func flush() -> [TerminalKey] {
        let isEscape = waiting == [0x1B]
        waiting = []
        return isEscape ? [.escape] : []
    }

    /// The first key and how many bytes it took; `nil` when more must arrive.
    private func next() -> (TerminalKey?, Int)? {
        guard let first = waiting.first else { return nil }
        switch first {
        case 0x1B: return escape()
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x09: return (.tab, 1)
        case 0x01...0x1A:
            return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
        case 0..<0x20: return (nil, 1)
        default: return character(first)
        }
    }

    private func character(_ first: UInt8) -> (TerminalKey?, Int)? {
        // Neither ASCII nor the beginning of a character.
        guard first < 0x80 || (0xC2...0xF4).contains(first) else { return (nil, 1) }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard waiting.count >= length else { return nil }
        let text = String(decoding: waiting.prefix(length), as: UTF8.self)
        guard text.count == 1, let character = text.first, character != "\u{FFFD}" else {
            return (nil, 1)
        }
        return (.character(character), length)
    }

    /// `ESC [ … final`, `ESC O final`, or escape with a letter, which stands for the letter.
    private func escape() -> (TerminalKey?, Int)? {
        guard waiting.count > 1 else { return nil }
        guard waiting[1] == UInt8(ascii: "[") || waiting[1] == UInt8(ascii: "O") else {
            return (.escape, 1)
        }
        let body = waiting.dropFirst(2)
        guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            // No terminal sends longer ones: what does is noise.
            return body.count > 16 ? (nil, waiting.count) : nil
        }
        let parameter = body[..<end].prefix { $0 != UInt8(ascii: ";") }
        return (named(waiting[end], String(decoding: parameter, as: UTF8.self)), end + 1)
    }

    private func named(_ final: UInt8, _ parameter: String) -> TerminalKey? {
        switch Character(Unicode.Scalar(final)) {
        case "A": return .up
        case "B": return .down
        case "C": return .right
        case "D": return .left
        case "H": return .home
        case "F": return .end
        case "M": return .enter
        case "~": break
        default: return nil
        }
        switch parameter {
        case "1", "7": return .home
        case "4", "8": return .end
        case "3": return .delete
        case "5": return .pageUp
        case "6": return .pageDown
        default: return nil
        }
    }
}
