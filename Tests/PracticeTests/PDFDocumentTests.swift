import Testing

@testable import Tables

/// A PDF that readers open: objects where the table says, text escaped, lines within the page.
struct PDFDocumentTests {
    private static func text(_ document: PDFDocument) -> String {
        String(decoding: document.bytes.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
    }

    private static func long() -> PDFDocument {
        var document = PDFDocument(footer: "footer")
        for number in 1...120 { document.add("Line \(number) of a long document") }
        return document
    }

    @Test func `every object begins where the table says`() throws {
        let text = Self.text(Self.long())
        #expect(text.hasPrefix("%PDF-1.4\n"))
        #expect(text.hasSuffix("%%EOF\n"))
        let body = text.components(before: "\nxref\n") + "\n"
        let start = body.utf8.count
        #expect(text.contains("startxref\n\(start)\n"))
        let rows = text.dropFirst(start).split(separator: "\n").dropFirst(3).prefix {
            $0.hasSuffix(" n ")
        }
        #expect(rows.count > 6)
        for (index, row) in rows.enumerated() {
            let offset = try #require(Int(row.prefix(10)))
            let place = text.utf8.index(text.startIndex, offsetBy: offset)
            #expect(text[place...].hasPrefix("\(index + 1) 0 obj\n"))
        }
    }

    @Test func `streams are as long as they say`() throws {
        let text = Self.text(Self.long())
        let parts = text.split(separator: "/Length ").dropFirst()
        #expect(parts.count == 3)
        for part in parts {
            let length = try #require(Int(part.prefix { $0.isNumber }))
            let body = try #require(part.split(separator: "stream\n", maxSplits: 1).last)
            let content = body.components(before: "\nendstream")
            #expect(content.utf8.count == length)
        }
    }

    @Test func `a full page is followed by another with its number`() {
        let text = Self.text(Self.long())
        #expect(text.contains("/Count 3"))
        #expect(text.contains("(Page 3 of 3)"))
        #expect(text.contains("(Line 120 of a long document)"))
    }

    @Test func `brackets, backslashes and letters beyond ASCII are escaped`() {
        var document = PDFDocument(footer: "")
        document.add("(a) \\ Zo\u{EB} \u{2013} \u{20AC}")
        #expect(Self.text(document).contains(#"(\(a\) \\ Zo\353 \226 \200)"#))
        #expect(!document.hasReplacements)
    }

    @Test func `an accent written apart is the same letter and a foreign letter is marked`() {
        var document = PDFDocument(footer: "")
        document.add("Zoe\u{308}")
        #expect(Self.text(document).contains(#"(Zo\353)"#))
        #expect(!document.hasReplacements)
        document.add("\u{141}ucja")
        #expect(Self.text(document).contains("(?ucja)"))
        #expect(document.hasReplacements)
    }

    @Test func `lines fit the width and no word is lost`() {
        let words = (1...80).map { "word\($0)" }.joined(separator: " ")
        let bytes = Array(words.utf8)
        let lines = PDFFont.regular.wrapped(bytes, size: 10, width: 200)
        #expect(lines.count > 5)
        #expect(lines.allSatisfy { PDFFont.regular.width($0, 10) <= 200 })
        #expect(Array(lines.joined(separator: [0x20])) == bytes)
        let endless = PDFFont.bold.wrapped(
            [UInt8](repeating: 0x57, count: 90), size: 10, width: 100)
        #expect(endless.joined().count == 90)
        #expect(endless.allSatisfy { PDFFont.bold.width($0, 10) <= 100 })
    }

    @Test func `equal text gives equal bytes`() {
        #expect(Self.long().bytes == Self.long().bytes)
    }

    @Test func `text keeps within its columns and shows no control characters`() {
        var summary = PrintedSummary(title: "Title", footer: "footer")
        var section = PrintedSummary.Section("Heading")
        section.add("Name", String(repeating: "long words ", count: 20))
        section.items.append(.sentence("bell \u{7} and reversed \u{202E}"))
        summary.add(section)
        let lines = SummaryText(summary).lines
        #expect(lines.allSatisfy { $0.count <= 78 })
        #expect(lines.contains { $0.contains("bell \u{FFFD}") && $0.contains("reversed \u{FFFD}") })
    }
}

extension StringProtocol {
    /// The text before the first occurrence of another, or all of it.
    fileprivate func components(before other: String) -> String {
        var rest = self[...]
        while !rest.isEmpty, !rest.hasPrefix(other) { rest = rest.dropFirst() }
        return String(self[..<rest.startIndex])
    }
}
