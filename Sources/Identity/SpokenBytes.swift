/// Bytes as words that can be read out and written down: two bytes each, as consonant, vowel,
/// consonant, vowel, consonant of four, two, four, two and four bits (proquints: D. S. Wilkerson,
/// "A Proposal for Proquints", arXiv:0901.4016).
enum SpokenBytes {
    private static let consonants = Array("bdfghjklmnprstvz")
    private static let vowels = Array("aiou")

    /// - Parameter bytes: an even number of them.
    static func words(of bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            let bits = Int(bytes[place]) << 8 | Int(bytes[place + 1])
            return String([
                consonants[bits >> 12], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15],
                vowels[bits >> 4 & 3], consonants[bits & 15],
            ])
        }
    }

    /// `nil` where one is no such word.
    static func bytes(of words: [String]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for word in words {
            let letters = Array(word)
            guard letters.count == 5 else { return nil }
            var bits = 0
            for (place, letter) in letters.enumerated() {
                let alphabet = place.isMultiple(of: 2) ? consonants : vowels
                guard let value = alphabet.firstIndex(of: letter) else { return nil }
                bits = bits << (place.isMultiple(of: 2) ? 4 : 2) | value
            }
            bytes += [UInt8(bits >> 8), UInt8(bits & 0xFF)]
        }
        return bytes
    }
}
