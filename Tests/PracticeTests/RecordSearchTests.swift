import DeskKit
import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// People and payors are found by what somebody reads off a card.
struct RecordSearchTests {
    private static func patient(
        _ family: String, _ given: String, born day: String = "1962-01-05"
    ) -> TestLookup {
        var shelf = TestLookup()
        shelf.write([
            Write(
                Patient.name, RecordID(bits: 1),
                [Patient.name.family(family), Patient.name.given(given)]),
            Write(Patient.birthDate, RecordID(bits: 1), Day(day) ?? .latest),
            Write(
                Patient.externalIds, RecordID(bits: 1),
                key: [
                    Patient.ExternalIds.office(RecordID(bits: 9)), Patient.ExternalIds.system("od"),
                    Patient.ExternalIds.number("0077"),
                ]),
            Write(
                Patient.phones, RecordID(bits: 1),
                key: [Patient.Phones.kind("home"), Patient.Phones.phone("6175550123")]),
        ])
        return shelf
    }

    private static func finds(_ words: [String], in shelf: TestLookup) -> Bool {
        guard let view = shelf.record(RecordID(bits: 1)) else { return false }
        return finds(words, view)
    }

    /// Whether a record is found; what is found must not have been ruled out by its row.
    private static func finds(_ words: [String], _ view: RecordView) -> Bool {
        let search = RecordSearch(words)
        let texts = RecordSearch.fields(of: view.type).compactMap { name in
            view.type.columns.firstIndex { $0.name == name }.map { place in
                CellText.text(
                    view.projection.cells[place], of: view.type.columns[place], in: view.type)
            }
        }
        let isFound = search.finds(view)
        #expect(!isFound || search.sieve(of: view.type).lets(texts), "\(words)")
        return isFound
    }

    @Test func `a row that says nothing of it rules a record out`() throws {
        let view = try #require(Self.patient("Stone", "Ada").record(RecordID(bits: 1)))
        let fields = RecordSearch.fields(of: view.type)
        let row = fields.map { $0 == "family" ? "Stone" : $0 == "phones" ? "[]" : "" }
        for words in [["maple"], ["1962-01-05"], ["4711"], ["555-0123"], ["stone", "maple"]] {
            #expect(!RecordSearch(words).sieve(of: view.type).lets(row), "\(words)")
        }
        #expect(RecordSearch(["sto"]).sieve(of: view.type).lets(row))
    }

    @Test(arguments: [
        ["zoe"], ["Zo\u{EB}"], ["Zoe\u{308}"], ["OBRIEN"], ["o\u{2019}brien", "zo"],
        ["01/05/1962"], ["05/01/1962"], ["1962-01-05"], ["1.5.1962", "brien"], ["0077"],
        ["O Brien Zoe"], ["O'Brien,", "Zoe"], ["1/5/62"], ["19620105"], ["zoe 01/05/1962"],
        ["brien 5-1-62 zoe"], ["(617) 555-0123"], ["01051962"], ["Jan 5, 1962"],
        ["zoe 6175550123"], ["5-Jan-1962", "zoe"], ["(617)", "555-0123"], ["617.555.0123"],
        ["+1 617 555 0123"], ["5550123"], ["zoe", "555-0123"],
    ])
    func `a patient is found`(words: [String]) {
        #expect(Self.finds(words, in: Self.patient("O'Brien", "Zo\u{EB}")))
        #expect(Self.finds(words, in: Self.patient("O\u{2019}Brien", "Zoe\u{308}")))
        #expect(Self.finds(words, in: Self.patient("O\u{200B}\u{2019}Brien", "\u{A0}Zo\u{EB}")))
    }

    @Test(arguments: [
        ["zoe", "x"], ["01/06/1962"], ["1/6/62"], ["13/13/1962"], ["77"], ["-"],
        ["zoe 01/06/1962"], ["19620106"], ["555-0124"], ["(618)", "555-0123"], ["0123"],
    ])
    func `a patient is not found by what is not on the card`(words: [String]) {
        #expect(!Self.finds(words, in: Self.patient("O'Brien", "Zo\u{EB}")))
    }

    @Test func `payors are found by alias, code and electronic id`() throws {
        var shelf = TestLookup()
        let id = RecordID(bits: 1)
        shelf.write([
            Write(Payor.code, id, "BCBS-TX"),
            Write(Payor.name, id, "Blue Cross / Blue Shield of Texas"),
            Write(Payor.aliases, id, key: [Payor.Aliases.alias("Caf\u{E9} Dental")]),
            Write(Payor.payorIds, id, key: [Payor.PayorIds.payorId("84980")]),
        ])
        let view = try #require(shelf.record(id))
        for words in [["cafe"], ["849"], ["bcbs-tx"], ["shield", "texas"], ["blueshield"]] {
            #expect(Self.finds(words, view), "\(words)")
        }
        #expect(!Self.finds(["hield"], view))
    }

    @Test func `look-alikes meet whatever their accents are, and each shows what it is made of`() {
        var shelf = TestLookup()
        for (id, given) in [(UInt128(1), "\u{141}ukasz"), (2, "Lukasz")] {
            shelf.write([
                Write(
                    Patient.name, RecordID(bits: id),
                    [Patient.name.family("Nowak"), Patient.name.given(given)]),
                Write(Patient.birthDate, RecordID(bits: id), Day(number: 7_000)),
            ])
        }
        #expect(CrossChecks(shelf).all().map(\.kind) == [.duplicatePatient])
        #expect(
            TextFold.toldApart(["Zo\u{EB}", "Zoe\u{308}", "Ann"])
                == ["Zo\u{EB} [U+EB]", "Zoe\u{308} [U+308]", "Ann"])
        #expect(
            TextFold.toldApart(["Ann Lee", "Ann\u{A0}Lee"])
                == ["Ann Lee [U+20]", "Ann\u{A0}Lee [U+A0]"])
    }
}
