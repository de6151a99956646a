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
        if ["UR", "UL", "LL", "LR"].contains(text) { return text }
        let isBeyond = text.utf8.count == 2 && text.hasSuffix("S")
        return permanent(isBeyond ? String(text.prefix(1)) : text) == nil ? nil : text
    }

    /// What a limit by area counts together: the tooth itself, its quadrant, arch or sextant.
    ///
    /// - Returns: `nil` where the text names no tooth, or the area is finer than we know.
    static func place(of tooth: String, by area: String) -> String? {
        let text = tooth.uppercased()
        if area == "tooth" { return text }
        if text.count == 2, ["UR", "UL", "LL", "LR"].contains(text) {
            return area == "quad" ? text : area == "arch" ? String(text.prefix(1)) : nil
        }
        guard let number = permanent(text) else { return nil }
        switch area {
        case "quad": return ["UR", "UL", "LL", "LR"][(number - 1) / 8]
        case "arch": return number <= 16 ? "U" : "L"
        case "sextant":
            return String(sextants.firstIndex { $0.contains(number) } ?? 0)
        default: return nil
        }
    }

    /// A first tooth counts where its successor stands.
    private static func permanent(_ text: String) -> Int? {
        if let number = Int(text) { return (1...32).contains(number) ? number : nil }
        guard text.utf8.count == 1, let letter = text.utf8.first, (0x41...0x54).contains(letter)
        else { return nil }
        let place = Int(letter - 0x41)
        return place < 10 ? place + 4 : place + 10
    }

    private static let sextants = [1...5, 6...11, 12...16, 17...21, 22...27, 28...32]
}
