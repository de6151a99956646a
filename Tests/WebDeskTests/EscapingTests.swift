import Errands
import Tables
import Testing

@testable import WebDesk

/// Whatever a value is made of, a browser reads it as text.
struct EscapingTests {
    /// Each is one character to Swift, and not the one that HTML gives a meaning.
    private static let joined = [
        "\u{0600}<b", "\u{110BD}<b", "\u{0D4E}<b", "\"\u{0301}", "<\u{0301}", ">\u{0301}",
        "'\u{0301}", "&\u{0301}", "\u{0600}\"", "\u{0600}'",
    ]

    @Test(arguments: joined)
    func `a mark that joins a sign does not bring it past`(text: String) {
        let html = Escaping().escapeText(text)
        #expect(html.utf8.allSatisfy { !"<>\"'".utf8.contains($0) })
        #expect(html.unicodeScalars.contains(";"))
    }

    @Test(arguments: Template.allCases)
    func `in every place of every template a value is text`(template: Template) {
        for isOpen in [true, false] {
            let plain = Self.signs(template, "x", isOpen: isOpen)
            for text in Self.joined + ["<b>", "\"'&"] {
                #expect(Self.signs(template, text, isOpen: isOpen) == plain, "\(text.utf8.count)")
            }
        }
    }

    @Test func `a name in a table, a fact and a heading is text`() async throws {
        for text in Self.joined {
            var table = Table(["name"])
            table.add([.text(text)])
            let part = ErrandReply.TablePart(table: table)
            let shown = [
                TableView(part, title: text).markup,
                FactsView([.init(name: text, text: text, kind: "", href: text)]).markup,
                Blocks.notice(.bad, text, [text]),
                Filters.markup("/x", [FieldView("f", text, value: text)]),
            ]
            for markup in shown {
                #expect(!Array(markup.html.unicodeScalars).contains(Array(text.unicodeScalars)))
            }
        }
    }

    /// How often each sign stands in the template with the text in all its places.
    ///
    /// - Parameter isOpen: whether its sections are shown, or what stands in their absence.
    private static func signs(
        _ template: Template, _ text: String, isOpen: Bool
    ) -> [Int] {
        var values: [String: Any] = [:]
        let source = template.text
        for found in source.matches(of: /\{\{([A-Za-z]+)\}\}/) { values[String(found.1)] = text }
        for found in source.matches(of: /\{\{#([A-Za-z]+)\}\}/) {
            values[String(found.1)] = isOpen ? text : nil
        }
        for found in source.matches(of: /\{\{\{([A-Za-z]+)\}\}\}/) { values[String(found.1)] = "" }
        let bytes = Array(template.filled(values).html.utf8)
        return "<>\"'".utf8.map { sign in bytes.count { $0 == sign } }
    }
}
