/// How a name sounds in English, so that two spellings of one name meet.
///
/// The code of the American census (a letter and three digits), and the digits of the name: `Smith`
/// and `Smyth` are S530, `Room 1` and `Room 2` stay apart. What has no Latin letter stands for
/// itself.
package enum Soundex {
    /// The code and the digits, as `S530/` or `R500/1`; a name without Latin letters is itself, in
    /// small letters.
    package static func code(_ name: String) -> String {
        let plain = name.lowercased()
        let letters = ASCIIText.lowercased(plain.utf8).filter { (0x61...0x7A).contains($0) }
        guard let first = letters.first else { return plain }
        var code = [first]
        var last = group(first)
        for letter in letters.dropFirst() where code.count < 4 {
            let next = group(letter)
            if let next, next != last { code.append(next) }
            // `h` and `w` stand between two letters of a group as if they were not there.
            if letter != UInt8(ascii: "h"), letter != UInt8(ascii: "w") { last = next }
        }
        while code.count < 4 { code.append(UInt8(ascii: "0")) }
        let numbers = plain.utf8.filter { (0x30...0x39).contains($0) }
        return String(decoding: code + [UInt8(ascii: "/")] + numbers, as: UTF8.self)
    }

    /// The digit of a consonant; none for vowels and the letters between them.
    private static func group(_ letter: UInt8) -> UInt8? {
        switch Character(Unicode.Scalar(letter)) {
        case "b", "f", "p", "v": UInt8(ascii: "1")
        case "c", "g", "j", "k", "q", "s", "x", "z": UInt8(ascii: "2")
        case "d", "t": UInt8(ascii: "3")
        case "l": UInt8(ascii: "4")
        case "m", "n": UInt8(ascii: "5")
        case "r": UInt8(ascii: "6")
        default: nil
        }
    }
}
