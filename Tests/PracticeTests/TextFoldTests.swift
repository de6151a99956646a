import Testing

@testable import Tables

/// One spelling for all ways in which a text is typed.
struct TextFoldTests {
    @Test(arguments: [
        ("Zo\u{EB}", "Zoe\u{308}"), ("O\u{2019}Brien", "O'Brien"), ("Ann Lee", "Ann\u{A0}Lee"),
        ("AnnLee", "Ann\u{200B}Lee"), ("Anne\u{2010}Marie", "Anne-Marie"),
        ("M\u{DC}LLER", "Muller"),
        ("\u{141}ukasz", "lukasz"), ("Stra\u{DF}e", "STRASSE"), ("\u{130}zmir", "izmir"),
        ("\u{3A0}\u{3B1}\u{3C0}\u{3AC}\u{3C2}", "\u{3A0}\u{391}\u{3A0}\u{391}\u{3A3}"),
        ("\u{3B1}\u{301}", "\u{3B1}"), ("\u{3CA}", "\u{3B9}"), ("\u{1F71}", "\u{391}"),
        ("\u{41F}\u{451}\u{442}\u{440}", "\u{43F}\u{435}\u{442}\u{440}"),
        ("\u{415}\u{308}", "\u{435}"), ("\u{438}\u{306}", "\u{419}"),
        ("\u{406}\u{308}", "\u{457}"),
        (" two   blanks ", "two blanks"), ("\u{1EA4}n", "an"), ("\u{FEFF}first", "first"),
    ])
    func `two ways to type one text fold to one`(one: String, other: String) {
        #expect(TextFold.key(one) == TextFold.key(other))
    }

    @Test func `short i is another letter than i`() {
        #expect(TextFold.key("\u{439}") != TextFold.key("\u{438}"))
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
