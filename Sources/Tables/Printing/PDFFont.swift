/// One of the two fonts, with the widths that say where a line is full.
enum PDFFont {
    case regular, bold

    var name: String { self == .regular ? "F1" : "F2" }

    var object: String {
        let base = self == .regular ? "Helvetica" : "Helvetica-Bold"
        return "<< /Type /Font /Subtype /Type1 /BaseFont /\(base) /Encoding /WinAnsiEncoding >>"
    }

    /// Breaks at spaces; a word that is too long for a line of its own is cut.
    func wrapped(_ bytes: [UInt8], size: Double, width: Double) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        for word in bytes.split(separator: 0x20) {
            var word = Array(word)
            let joined = line.isEmpty ? word : line + [0x20] + word
            if self.width(joined, size) <= width {
                line = joined
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while self.width(word, size) > width, word.count > 1 {
                let fitting = word.indices.last { self.width(Array(word[..<$0]), size) <= width }
                let end = max(1, fitting ?? 1)
                lines.append(Array(word[..<end]))
                word = Array(word[end...])
            }
            line = word
        }
        return lines + [line]
    }

    /// In points.
    func width(_ bytes: [UInt8], _ size: Double) -> Double {
        let units = bytes.reduce(0) { $0 + Self.widths[Int(Self.plain($1)) - 0x20] }
        // Bold letters are up to a tenth wider; a line a little short is no harm.
        return Double(units) * size / 1_000 * (self == .bold ? 1.1 : 1)
    }

    /// A letter as wide as the given one; what has none counts as wide as `m`.
    private static func plain(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x20...0x7E: byte
        case 0xC0...0xC5: UInt8(ascii: "A")
        case 0xC8...0xCB: UInt8(ascii: "E")
        case 0xE0...0xE5, 0xE8...0xEB, 0xF1...0xF6, 0xF9...0xFC: UInt8(ascii: "a")
        case 0xEC...0xEF: UInt8(ascii: "t")
        case 0x91, 0x92, 0xB7, 0xA0: UInt8(ascii: " ")
        default: UInt8(ascii: "m")
        }
    }

    /// Adobe's metrics of Helvetica for 0x20 to 0x7E, in thousandths of the size.
    private static let widths: [Int] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]
}
