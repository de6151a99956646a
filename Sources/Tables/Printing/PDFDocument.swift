// A PDF of text only, as ISO 32000-1 has it, section 7.5: header, numbered objects, a table of
// where each begins, a trailer.
//
//     1 catalog   2 pages   3 Helvetica   4 Helvetica-Bold   then page and content in turn
//
// The two fonts are among the fourteen that every reader has, so nothing is embedded; their
// encoding is WinAnsi. Equal text gives equal bytes: no date, no id.

/// Lines of text on letter-size pages, as the bytes of a PDF 1.4 file.
package struct PDFDocument {
    /// Points, of which 72 are an inch.
    private static let (pageWidth, pageHeight, margin) = (612.0, 792.0, 54.0)

    private var pages: [[String]] = [[]]
    private var height = PDFDocument.pageHeight - PDFDocument.margin
    private let footer: String
    /// Whether a character was shown as `?` because the fonts lack it.
    package private(set) var hasReplacements: Bool

    init(footer: String) {
        self.footer = footer
        self.hasReplacements = WinAnsi.encoded(footer).hasReplacements
    }

    /// One paragraph, broken where the line is full, on a new page where that is full.
    mutating func add(
        _ text: String, _ font: PDFFont = .regular, size: Double = 10, indent: Double = 0,
        spaceBefore: Double = 0
    ) {
        let encoded = WinAnsi.encoded(text)
        hasReplacements = hasReplacements || encoded.hasReplacements
        let width = Self.pageWidth - 2 * Self.margin - indent
        let lines = font.wrapped(encoded.bytes, size: size, width: width)
        height -= spaceBefore
        for line in lines {
            let place = nextLine(size)
            draw(line, font, size, Self.margin + indent, place)
        }
    }

    /// A name, and its value beside it; the value keeps its column where it is broken.
    mutating func addRow(_ name: String, _ value: String) {
        let (column, size) = (140.0, 10.0)
        let (left, right) = (WinAnsi.encoded(name), WinAnsi.encoded(value))
        hasReplacements = hasReplacements || left.hasReplacements || right.hasReplacements
        let width = Self.pageWidth - 2 * Self.margin - column
        let lines = PDFFont.regular.wrapped(right.bytes, size: size, width: width)
        for (index, line) in lines.enumerated() {
            let place = nextLine(size)
            if index == 0 { draw(left.bytes, .bold, size, Self.margin, place) }
            draw(line, .regular, size, Self.margin + column, place)
        }
    }

    /// Goes down by one line, to a new page where this one is full.
    private mutating func nextLine(_ size: Double) -> Double {
        if height - size * 1.4 < Self.margin + 24 {
            pages.append([])
            height = Self.pageHeight - Self.margin
        }
        height -= size * 1.4
        return height
    }

    private mutating func draw(
        _ bytes: [UInt8], _ font: PDFFont, _ size: Double, _ x: Double, _ y: Double
    ) {
        pages[pages.count - 1].append(
            "BT /\(font.name) \(Self.number(size)) Tf \(Self.number(x)) \(Self.number(y)) Td "
                + "(\(WinAnsi.escaped(bytes))) Tj ET")
    }

    /// The whole file.
    package var bytes: [UInt8] {
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "", PDFFont.regular.object, PDFFont.bold.object,
        ]
        var kids: [String] = []
        for (index, page) in pages.enumerated() {
            let number = objects.count + 1
            kids.append("\(number) 0 R")
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << "
                    + "/F1 3 0 R /F2 4 0 R >> >> /Contents \(number + 1) 0 R >>")
            let content = (page + bottom(index)).joined(separator: "\n")
            objects.append(
                "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        objects[1] =
            "<< /Type /Pages /Kids [\(kids.joined(separator: " "))] /Count \(pages.count) >>"
        return Self.file(objects)
    }

    private func bottom(_ index: Int) -> [String] {
        let texts = [footer, "Page \(index + 1) of \(pages.count)"]
        return texts.enumerated().map { line, text in
            let y = Self.number(Self.margin - 10 - 11 * Double(line))
            return "BT /F1 8 Tf \(Self.number(Self.margin)) \(y) Td "
                + "(\(WinAnsi.escaped(WinAnsi.encoded(text).bytes))) Tj ET"
        }
    }

    private static func file(_ objects: [String]) -> [UInt8] {
        // The second line holds bytes beyond ASCII, so that nobody takes the file for text.
        var bytes = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(bytes.count)
            bytes += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let start = bytes.count
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n"
        return bytes + Array((table + "\(start)\n%%EOF\n").utf8)
    }

    /// A number with at most two decimals, as PDF writes it.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (hundredths / 100, abs(hundredths % 100))
        return rest == 0 ? String(whole) : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
