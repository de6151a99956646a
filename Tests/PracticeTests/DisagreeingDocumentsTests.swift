import DeskKit
import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// Documents of one record that contradict each other are a conflict from the first day.
struct DisagreeingDocumentsTests {
    private static let record = RecordID(bits: 1)

    /// One letter: its document, the day it gives, and the document that it supersedes.
    struct Letter: Sendable {
        let document: UInt128
        let day: Int64
        var supersedes: UInt128?
    }

    private static func shelf(_ letters: [Letter]) -> TestLookup {
        var shelf = TestLookup()
        shelf.put(.enrollment, 1, [("identity", [.id(7), .id(8), .id(9)])])
        for letter in letters {
            shelf.put(
                .enrollment, 1, "effectiveDates", key: [.id(letter.document)],
                [.int(letter.day), .null, letter.supersedes.map { .id($0) } ?? .null])
        }
        return shelf
    }

    private static func kinds(_ shelf: TestLookup) -> [CrossConflict.Kind] {
        CrossChecks(shelf).all().map(\.kind)
    }

    @Test(arguments: [
        ([Letter(document: 21, day: 100)], false),
        ([Letter(document: 21, day: 100), Letter(document: 22, day: 100)], false),
        ([Letter(document: 21, day: 100), Letter(document: 22, day: 101)], true),
        ([Letter(document: 21, day: 100, supersedes: 22), Letter(document: 22, day: 101)], false),
        (
            [
                Letter(document: 21, day: 100, supersedes: 22), Letter(document: 22, day: 101),
                Letter(document: 23, day: 102),
            ], true
        ),
    ])
    func `letters of one case are in conflict where those that stand give two days`(
        letters: [Letter], isConflict: Bool
    ) {
        let kinds = Self.kinds(Self.shelf(letters))
        #expect(kinds == (isConflict ? [.disagreeingDocuments] : []))
        #expect(CrossConflict.Kind.disagreeingDocuments.isBlocking)
    }

    @Test func `two numbers of one credential and two confirmations of one notice are one too`() {
        var shelf = TestLookup()
        for (document, text) in [(UInt128(21), "A1"), (22, "A2")] {
            shelf.put(
                .credential, 2, "numbers", key: [.id(document)],
                [.text(text), .null, .null, .null])
            shelf.put(
                .payorNotice, 3, "confirmedDates", key: [.id(document)],
                [.int(Int64(document)), .null, .null])
        }
        #expect(Self.kinds(shelf) == [.disagreeingDocuments, .disagreeingDocuments])
    }

    @Test(arguments: [UInt128(21), 22, 23, 24])
    func `taking one settles it, and what was superseded before stays so`(
        taken: UInt128
    ) throws {
        var shelf = Self.shelf([
            Letter(document: 21, day: 100, supersedes: 24), Letter(document: 22, day: 101),
            Letter(document: 23, day: 102), Letter(document: 24, day: 103),
        ])
        let view = try #require(shelf.record(Self.record))
        let matter = try #require(DisagreeingDocuments(view))
        let standing = matter.standing.map { $0[Enrollment.EffectiveDates.document] }
        #expect(standing == [21, 22, 23].map { RecordID(bits: $0) })
        for (document, row) in matter.superseding(by: RecordID(bits: taken)) {
            shelf.write([
                Write(
                    record: Self.record, type: RecordType.enrollment.name,
                    attribute: matter.attribute, key: Value([.reference(document)]).encoded,
                    value: row.value?.encoded)
            ])
        }
        #expect(Self.kinds(shelf).isEmpty)
        let after = try #require(shelf.record(Self.record))
        let letters = after[Enrollment.effectiveDates]
        typealias Dates = Enrollment.EffectiveDates
        let kept = letters.first { $0[Dates.document] == RecordID(bits: taken) }
        #expect(EvidencedDates(letters).start == kept?[Dates.effectiveFrom])
        #expect(letters.count == 4)
    }
}
