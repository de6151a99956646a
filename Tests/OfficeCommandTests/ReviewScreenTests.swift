import OfficeCommand
import Testing

struct ReviewScreenTests {
    typealias F = ReviewFixtures

    private func lines(_ model: ReviewModel, _ columns: Int = 80, _ rows: Int = 24) -> [String] {
        ReviewScreen(model, .init(columns: columns, rows: rows)).lines.map(\.text)
    }

    private var models: [ReviewModel] {
        var asking = F.single()
        _ = asking.press(.enter)
        _ = asking.type("because the card that the patient brought along says so, plainly enough")
        var help = F.queue()
        _ = help.press(.character("?"))
        let wide = ("漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", "é👩‍👩‍👧🇫🇷")
        return [
            F.queue(), F.queue(1...100), F.single(), F.single(F.one(1, values: wide)), asking, help,
        ]
    }

    @Test(arguments: [(80, 24), (40, 12), (24, 6), (200, 60), (10, 3), (1, 1), (132, 7)])
    func `every screen has its rows, and no line is wider than its columns`(
        columns: Int, rows: Int
    ) {
        for model in models {
            let screen = ReviewScreen(model, .init(columns: columns, rows: rows))
            #expect(screen.lines.count == rows)
            for line in screen.lines {
                #expect(DisplayText.width(line.text) <= columns, "\(line.text)")
            }
            if let caret = screen.caret {
                #expect(caret.column < columns && caret.row < rows)
            }
        }
    }

    @Test func `a queue shows what is blocked, where and how old`() {
        let text = lines(F.queue())
        #expect(text[0].contains("100 of 250 open"))
        #expect(text[2].hasPrefix("> ! id-1"))
        #expect(text[2].contains("coverage.subscriber"))
        #expect(text[2].contains("9d"))
        #expect(text[2].contains("siblings"))
        #expect(text[2].contains("A01"))
        #expect(text[3].hasPrefix("    id-2"))
        #expect(text[23].contains("q quit"))
    }

    @Test func `in forty columns the telling ones remain`() {
        let text = lines(F.queue(), 40, 12)
        #expect(text[2].contains("coverage.subscr"))
        #expect(text[2].contains("9d"))
        #expect(text[11].contains("q quit"))
    }

    @Test func `the chosen row is always in sight`() {
        var model = F.queue(1...100)
        for _ in 0..<70 { _ = model.press(.down) }
        #expect(lines(model).contains { $0.hasPrefix("> ") && $0.contains("id-71") })
        #expect(lines(model, 40, 6).contains { $0.hasPrefix("> ") && $0.contains("id-71") })
    }

    @Test func `a conflict shows candidates, what differs, and the advice`() {
        let text = lines(F.single())
        #expect(text.contains { $0.contains("Why: settled, and seen anew") })
        #expect(text.contains { $0.contains("Blocks: an estimate") })
        #expect(text.contains { $0.contains("  1  by kim, at A01, 2026-03-01 10:00:00") })
        #expect(text.contains { $0.contains("> 2  by kim") })
        #expect(text.contains { $0.contains("* memberId = AAA111") })
        #expect(text.contains { $0.contains("  family = Shared") })
        #expect(text.contains { $0.contains("saw: nothing of the other") })
        #expect(text.contains { $0.contains("Advised: take 2, because a card shows it") })
        #expect(text[23].contains("m merge"))
        #expect(!text[23].contains("distinct"))
    }

    @Test func `a candidate beyond the screen is scrolled to`() {
        var model = F.single()
        #expect(lines(model, 40, 9).contains { $0.hasPrefix("> 2") })
        _ = model.press(.character("1"))
        #expect(lines(model, 40, 12).contains { $0.hasPrefix("> 1") })
        #expect(lines(model, 40, 12).contains { $0.contains("PgDn") })
        for _ in 0..<9 { _ = model.press(.pageDown) }
        #expect(lines(model, 40, 12).contains { $0.contains("Advised") || $0.contains("shows it") })
    }

    @Test func `a value never steers the terminal`() {
        let nasty = (#"\u001b[2Jgone\u0007\u202e"#, #"a\nb\u0085\u009b31m"#)
        for text in lines(F.single(F.one(1, values: nasty))) {
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x202E
            }
            #expect(isPlain)
        }
    }

    @Test func `what is typed stays in sight, with the cursor behind it`() {
        var model = F.single()
        _ = model.press(.enter)
        _ = model.type(String(repeating: "x", count: 60) + "END")
        let screen = ReviewScreen(model, .init(columns: 40, rows: 12))
        #expect(screen.lines[10].text.hasSuffix("END"))
        #expect(screen.caret?.row == 10)
        #expect(screen.caret?.column == DisplayText.width(screen.lines[10].text))
    }

    @Test func `an error while typing stands below the line`() {
        var model = F.single()
        _ = model.press(.enter)
        _ = model.press(.enter)
        #expect(lines(model)[22].hasPrefix("reason to take 2"))
        #expect(lines(model)[23].contains("a reason is needed"))
    }

    @Test func `an empty queue says so, and a filter that leaves nothing too`() {
        #expect(lines(F.queue([])).contains { $0.contains("nothing waits") })
        var model = F.queue()
        _ = model.press(.character("f"))
        _ = model.enter("kind=siblings")
        _ = model.answered(.fetch(after: nil, .first), F.list([]))
        #expect(lines(model).contains { $0.contains("under this filter") })
        #expect(lines(model)[0].contains("kind=siblings"))
    }

    @Test func `text is cut and filled by columns, not characters`() {
        #expect(DisplayText.width("a漢é") == 4)
        #expect(DisplayText.width("e\u{301}") == 1)
        #expect(DisplayText.fitted("漢字", to: 3) == "漢…")
        #expect(DisplayText.fitted("漢字", to: 5) == "漢字 ")
        #expect(DisplayText.cut("abc", to: 0).isEmpty)
        #expect(DisplayText.wrapped("one two  three", to: 7) == ["one two", "three"])
        #expect(DisplayText.wrapped("abcdefgh", to: 3) == ["abc", "def", "gh"])
        #expect(DisplayText.wrapped("", to: 3) == [""])
    }
}
