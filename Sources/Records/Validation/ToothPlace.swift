/// Where in a mouth a tooth stands, by the universal numbers: 1 to 32, and A to T for first teeth.
package enum ToothPlace {
    /// The tooth as it is written, or the quadrant UR, UL, LL or LR; `nil` for what names neither.
    ///
    /// A tooth beyond the usual ones has the number of the one it stands beside, plus 50, or an S
    /// behind its letter.
    package static func named(_ text: String) -> String? {
        let text = text.uppercased()
        if let number = Int(text) {
            return (1...32).contains(number) || (51...82).contains(number) ? "\(number)" : nil
        }
        return quadrants.contains(text) || permanent(text) != nil ? text : nil
    }

    private static let quadrants = ["UR", "UL", "LL", "LR"]

    /// What a limit by area counts together: the tooth itself, its quadrant, arch or sextant.
    ///
    /// - Returns: `nil` where the text names no tooth, or the area is finer than we know.
    package static func place(of tooth: String, by area: String) -> String? {
        guard let text = named(tooth) else { return nil }
        if quadrants.contains(text) {
            return area == "quad" ? text : area == "arch" ? String(text.prefix(1)) : nil
        }
        if area == "tooth" { return text }
        guard let number = permanent(text) else { return nil }
        switch area {
        case "quad": return quadrants[(number - 1) / 8]
        case "arch": return number <= 16 ? "U" : "L"
        case "sextant":
            return String(sextants.firstIndex { $0.contains(number) } ?? 0)
        default: return nil
        }
    }

    /// A first tooth counts where its successor stands, and one beyond the usual beside its own.
    private static func permanent(_ text: String) -> Int? {
        if let number = Int(text) {
            return (51...82).contains(number)
                ? number - 50 : (1...32).contains(number) ? number : nil
        }
        let isBeyond = text.utf8.count == 2 && text.hasSuffix("S")
        guard text.utf8.count == 1 || isBeyond, let letter = text.utf8.first,
            (0x41...0x54).contains(letter)
        else { return nil }
        let place = Int(letter - 0x41)
        return place < 10 ? place + 4 : place + 10
    }

    private static let sextants = [1...5, 6...11, 12...16, 17...21, 22...27, 28...32]
}
