import Testing

@testable import Practice

/// One spelling for all ways in which a text is typed.
struct TextFoldTests {
    @Test(arguments: [
        ("Zo\u{EB}", "Zoe\u{308}"), ("O\u{2019}Brien", "O'Brien"), ("Ann Lee", "Ann\u{A0}Lee"),
        ("AnnLee", "Ann\u{200B}Lee"), ("Anne\u{2010}Marie", "Anne-Marie"),
        ("M\u{DC}LLER", "Muller"),
        ("\u{141}ukasz", "lukasz"), ("Stra\u{DF}e", "STRASSE"), ("\u{130}zmir", "izmir"),
        (" two   blanks ", "two blanks"), ("\u{1EA4}n", "an"), ("\u{FEFF}first", "first"),
    ])
    func `two ways to type one text fold to one`(one: String, other: String) {
        #expect(TextFold.key(one) == TextFold.key(other))
    }

    @Test(arguments: [("A-B", "AB"), ("PDP+", "PDP"), ("Ann", "Anne"), ("k1", "k2")])
    func `two codes that differ stay two`(one: String, other: String) {
        #expect(TextFold.key(one) != TextFold.key(other))
    }

    @Test(arguments: [
        "anne", "marie", "ANNE-MARIE", "annemarie", "anne marie", "obr", "o'brien",
        "o brien", "O\u{2019}Brien", "brien", "zoe", "Zoe\u{308}",
    ])
    func `a person is found by any part, however it is typed`(query: String) {
        let texts = ["O'Brien", "Anne-Marie", "Zo\u{EB}"]
        #expect(TextFold.finds(TextFold.words(query), in: texts))
    }

    @Test(arguments: ["anna", "rien", "brien-x", "zoo"])
    func `a person is not found by what is no beginning of a part`(query: String) {
        #expect(!TextFold.finds(TextFold.words(query), in: ["O'Brien", "Anne-Marie", "Zo\u{EB}"]))
    }

    @Test func `letters outside of the Latin script stand for themselves`() {
        #expect(TextFold.key("\u{418}\u{432}\u{430}\u{43D}") == "\u{438}\u{432}\u{430}\u{43D}")
        #expect(TextFold.words("\u{5F20} \u{4F1F}") == ["\u{5F20}", "\u{4F1F}"])
    }
}
