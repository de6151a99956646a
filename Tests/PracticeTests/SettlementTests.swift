import DeskKit
import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records

/// What follows for two records from what people decided of them.
struct SettlementTests {
    private static let one = RecordID(bits: 1)
    private static let two = RecordID(bits: 2)
    private static let three = RecordID(bits: 3)

    /// A matter of two records that cannot both stand.
    struct Matter: Sendable, CustomTestStringConvertible {
        let kind: CrossConflict.Kind
        let type: RecordType
        let units: [(String, [Scalar])]
        var through: Day?

        var testDescription: String { kind.rawValue + " " + type.name }

        func shelf(_ count: UInt128 = 2) -> TestLookup {
            var shelf = TestLookup()
            for id in 1...count { shelf.put(type, id, units) }
            return shelf
        }

        /// Keeping one: the other was an error, or ends.
        func keep(_ record: RecordID) -> Settlement.Answer {
            .keep(record, through: through)
        }
    }

    private static let matters = [
        Matter(kind: .duplicateKey, type: .practitioner, units: [("npi", [.text("2000000010")])]),
        Matter(kind: .duplicateKey, type: .payor, units: [("code", [.text("delta")])]),
        Matter(
            kind: .duplicatePatient, type: .patient,
            units: [
                ("name", [.text("Ruiz"), .text("Ana")]), ("birthDate", [.int(7_000)]),
            ]),
        Matter(
            kind: .overlappingAssignment, type: .locationAssignment,
            units: [("pair", [.id(8), .id(9)]), ("term", [.int(20_000), .null])]),
        Matter(
            kind: .overlappingAssignment, type: .locationAssignment,
            units: [("pair", [.id(8), .id(9)]), ("term", [.int(20_000), .null])],
            through: Day(number: 20_100)),
    ]

    private func writes(
        _ one: RecordID, _ other: RecordID, _ answer: Settlement.Answer, in shelf: TestLookup,
        _ reason: String = "card"
    ) -> [Write] {
        Settlement.writes(one, other, answer, reason: reason) { shelf.state($0) }
    }

    /// Both replicas' writes, each made without knowing of the other's, in both orders.
    private func merged(_ shelf: TestLookup, _ first: [Write], _ second: [Write]) -> [TestLookup] {
        [[first, second], [second, first]].map { order in
            var merged = shelf
            for writes in order { merged.write(writes, seeing: shelf) }
            return merged
        }
    }

    private func kinds(_ shelf: TestLookup) -> [CrossConflict.Kind] {
        CrossChecks(shelf).all().map(\.kind)
    }

    private func shown(_ shelf: TestLookup, _ id: RecordID) throws -> Projection {
        try #require(shelf.record(id)).projection
    }

    /// The answers that wait for a person, of every settlement.
    private func disputes(_ shelf: TestLookup) -> [FieldConflict] {
        shelf.records(.settlement).flatMap(\.projection.conflicts)
    }

    @Test func `the id is that of the two records, however they are named`() {
        #expect(Settlement.id(Self.one, Self.two) == Settlement.id(Self.two, Self.one))
        #expect(Settlement.id(Self.one, Self.two) != Settlement.id(Self.one, Self.three))
    }

    @Test(arguments: matters)
    func `one answer settles the matter, and only the other record yields`(matter: Matter) throws {
        let before = matter.shelf()
        #expect(kinds(before) == [matter.kind])
        var shelf = before
        shelf.write(writes(Self.one, Self.two, matter.keep(Self.one), in: shelf))
        let isEnding = matter.through != nil
        #expect(kinds(shelf) == (isEnding ? [.overlappingAssignment] : []))
        #expect(try shown(shelf, Self.one) == shown(before, Self.one))
        #expect(try shown(shelf, Self.two) != shown(before, Self.two))
        #expect(shelf.state(Self.two) == before.state(Self.two))
    }

    @Test(arguments: matters)
    func `opposite answers leave both records as they were, as one conflict`(
        matter: Matter
    ) throws {
        let before = matter.shelf()
        let first = writes(Self.one, Self.two, matter.keep(Self.one), in: before, "one")
        let second = writes(Self.one, Self.two, matter.keep(Self.two), in: before, "other")
        for shelf in merged(before, first, second) {
            for id in [Self.one, Self.two] {
                #expect(try shown(shelf, id) == shown(before, id))
            }
            #expect(kinds(shelf).isEmpty)
            let dispute = try #require(disputes(shelf).first)
            #expect(disputes(shelf).count == 1)
            #expect(dispute.attribute == "answer")
            #expect(dispute.candidates.count == 2)
            #expect(dispute.isBlocking)
            // Who takes one settles it.
            var settled = shelf
            settled.write(writes(Self.one, Self.two, matter.keep(Self.two), in: shelf))
            #expect(disputes(settled).isEmpty)
            #expect(try shown(settled, Self.two) == shown(before, Self.two))
            #expect(try shown(settled, Self.one) != shown(before, Self.one))
        }
    }

    @Test(arguments: matters)
    func `linked here and distinct there is a conflict`(matter: Matter) throws {
        let before = matter.shelf()
        let first = writes(Self.one, Self.two, matter.keep(Self.one), in: before)
        let second = writes(Self.one, Self.two, .distinct, in: before)
        for shelf in merged(before, first, second) {
            #expect(disputes(shelf).count == 1)
            #expect(try shown(shelf, Self.two) == shown(before, Self.two))
        }
    }

    @Test(arguments: matters)
    func `two who agree for two reasons agree`(matter: Matter) throws {
        let before = matter.shelf()
        let answer = matter.keep(Self.one)
        let first = writes(Self.one, Self.two, answer, in: before, "card")
        let second = writes(Self.two, Self.one, answer, in: before, "letter")
        for shelf in merged(before, first, second) {
            #expect(disputes(shelf).isEmpty)
            #expect(try shown(shelf, Self.two) != shown(before, Self.two))
        }
    }

    @Test(arguments: matters)
    func `an answer taken back takes back all that followed`(matter: Matter) throws {
        let before = matter.shelf()
        var shelf = before
        shelf.write(writes(Self.one, Self.two, matter.keep(Self.one), in: shelf))
        shelf.write([
            Write(
                record: Settlement.id(Self.one, Self.two), type: "settlement",
                attribute: "answer", value: nil)
        ])
        #expect(kinds(shelf) == [matter.kind])
        for id in [Self.one, Self.two] { #expect(try shown(shelf, id) == shown(before, id)) }
    }

    @Test func `patients who are not the same are told so, each of the other`() throws {
        let matter = Self.matters[2]
        var shelf = matter.shelf()
        shelf.write(writes(Self.one, Self.two, .distinct, in: shelf))
        #expect(kinds(shelf).isEmpty)
        let link = Value([.reference(Self.two), .text("notSame")])
        #expect(shelf.record(Self.one)?[Patient.links].map(\.key) == [link])
    }

    @Test func `three who send one to the next have settled nothing, and are one conflict`() {
        for matter in Self.matters.prefix(2) {
            var shelf = matter.shelf(3)
            let ring = [(Self.one, Self.two), (Self.two, Self.three), (Self.three, Self.one)]
            for (from, to) in ring {
                shelf.write(writes(from, to, .keep(to, through: nil), in: shelf))
            }
            let all = [Self.one, Self.two, Self.three]
            #expect(CrossChecks(shelf).all().map(\.records) == [all])
            for other in all.dropFirst() {
                shelf.write(writes(Self.one, other, .keep(Self.one, through: nil), in: shelf))
            }
            #expect(kinds(shelf).isEmpty)
            #expect(shelf.record(Self.one)?.isActive == true)
            #expect(shelf.record(Self.one)?[AnyRecord.replacedBy] == nil)
        }
    }

    @Test func `of three, the two that people disagree about stand and the third yields`() throws {
        for matter in Self.matters.prefix(2) {
            let before = matter.shelf(3)
            let keeping = { (kept: RecordID) in
                [Self.one, Self.two, Self.three].filter { $0 != kept }.flatMap {
                    self.writes(kept, $0, .keep(kept, through: nil), in: before)
                }
            }
            for shelf in merged(before, keeping(Self.one), keeping(Self.two)) {
                #expect(disputes(shelf).count == 1)
                #expect(kinds(shelf).isEmpty)
                for id in [Self.one, Self.two] {
                    #expect(try shown(shelf, id) == shown(before, id))
                }
                #expect(try shown(shelf, Self.three) != shown(before, Self.three))
            }
        }
    }

    @Test func `one who is sent to two others is a conflict of all three`() throws {
        let codes = ["north", "south", "west"]
        var named = TestLookup()
        for (id, code) in zip([1, 2, 3] as [UInt128], codes) {
            named.put(.payor, id, [("code", [.text(code)])])
        }
        let all = [Self.one, Self.two, Self.three]
        for before in Self.matters.prefix(3).map({ $0.shelf(3) }) + [named] {
            let here = writes(Self.one, Self.two, .keep(Self.two, through: nil), in: before)
            let there = writes(Self.one, Self.three, .keep(Self.three, through: nil), in: before)
            for merged in merged(before, here, there) {
                #expect(CrossChecks(merged).all().map(\.records) == [all])
                // Nobody decided whose it is, so it is shown as nobody's.
                #expect(try shown(merged, Self.one) == shown(before, Self.one))
                var settled = merged
                settled.write(
                    writes(Self.two, Self.three, .keep(Self.three, through: nil), in: settled))
                #expect(kinds(settled).isEmpty)
                #expect(try shown(settled, Self.one) != shown(before, Self.one))
            }
        }
    }

    @Test func `an answer that keeps what another put in error leaves no hole`() throws {
        var shelf = TestLookup()
        for (id, first, last) in [
            (1, "2026-01-01", "2026-12-31"), (2, "2026-06-01", "2026-12-31"),
            (3, "2026-09-01", nil),
        ] as [(UInt128, String, String?)] {
            shelf.put(
                .locationAssignment, id,
                [
                    ("pair", [.id(8), .id(9)]),
                    ("term", [.day(first), last.map { .day($0) } ?? .null]),
                ])
        }
        let all = [Self.one, Self.two, Self.three]
        #expect(CrossChecks(shelf).all().map(\.records) == [all])
        let before = shelf
        let here = writes(Self.one, Self.two, .keep(Self.one, through: nil), in: before)
        let there = writes(Self.two, Self.three, .keep(Self.two, through: nil), in: before)
        for shelf in merged(before, here, there) {
            #expect(all.map { shelf.record($0)?.isActive } == [true, false, true])
            #expect(CrossChecks(shelf).all().map(\.records) == [[Self.one, Self.three]])
        }
    }

    @Test func `an answer that keeps what was entered in error is a conflict again`() throws {
        for matter in Self.matters.prefix(4) {
            var shelf = matter.shelf()
            shelf.write(writes(Self.one, Self.two, .keep(Self.one, through: nil), in: shelf))
            let before = shelf
            shelf.put(matter.type, 1, [("lifecycle", [.text("entered-in-error")])])
            #expect(CrossChecks(shelf).all().map(\.records) == [[Self.one, Self.two]])
            #expect(kinds(shelf) == [matter.kind])
            #expect(shelf.record(Self.two)?.isActive == true)
            #expect(try shown(shelf, Self.two) != shown(before, Self.two))
            shelf.write(writes(Self.one, Self.two, .keep(Self.two, through: nil), in: shelf))
            #expect(kinds(shelf).isEmpty)
        }
    }

    @Test func `three patients who look alike are one conflict, until all are decided`() {
        let before = Self.matters[2].shelf(3)
        let all = [Self.one, Self.two, Self.three]
        #expect(CrossChecks(before).all().map(\.records) == [all])
        var kept = before
        for other in all.dropFirst() {
            kept.write(writes(Self.one, other, .keep(Self.one, through: nil), in: kept))
        }
        #expect(kinds(kept).isEmpty)
        var apart = before
        apart.write(writes(Self.one, Self.two, .distinct, in: apart))
        #expect(CrossChecks(apart).all().map(\.records) == [all])
        // Who is the first is not the second, from whom the first was told apart.
        apart.write(writes(Self.one, Self.three, .keep(Self.one, through: nil), in: apart))
        #expect(kinds(apart).isEmpty)
    }

    @Test func `two who are told apart and made one by a third are one conflict of all`() {
        let before = Self.matters[2].shelf(3)
        let all = [Self.one, Self.two, Self.three]
        for kept in [Self.three, Self.one] {
            let apart = writes(Self.one, Self.two, .distinct, in: before)
            let first = writes(Self.one, Self.three, .keep(kept, through: nil), in: before)
            let second = writes(
                Self.two, Self.three, .keep(Self.three, through: nil), in: before)
            for shelf in merged(before, apart + first, second) {
                #expect(CrossChecks(shelf).all().map(\.records) == [all])
                #expect(kinds(shelf) == [.duplicatePatient])
                var settled = shelf
                settled.write(writes(Self.one, Self.three, .distinct, in: shelf))
                #expect(kinds(settled).isEmpty)
            }
        }
    }

    @Test func `assignments that both end for a third are told apart by their days`() {
        let matter = Self.matters[3]
        var shelf = matter.shelf(3)
        shelf.write(writes(Self.one, Self.two, .distinct, in: shelf))
        for other in [Self.one, Self.two] {
            shelf.write(writes(other, Self.three, .keep(Self.three, through: nil), in: shelf))
        }
        #expect(kinds(shelf).isEmpty)
    }

    @Test(arguments: ["seeAlso", "refer", "tomorrow"])
    func `a link that only points leaves the question open`(kind: String) {
        var shelf = Self.matters[2].shelf()
        shelf.put(.patient, 1, "links", key: [.id(2), .text(kind)], [])
        #expect(CrossChecks(shelf).all().map(\.records) == [[Self.one, Self.two]])
    }

    @Test func `a settlement under another id, or of others, says nothing`() throws {
        let before = Self.matters[0].shelf()
        var shelf = before
        let stray = RecordID(bits: 99)
        shelf.write(
            writes(Self.one, Self.two, .keep(Self.one, through: nil), in: before).map {
                Write(
                    record: stray, type: $0.type, attribute: $0.attribute, key: $0.key,
                    value: $0.value)
            })
        #expect(try shown(shelf, Self.two) == shown(before, Self.two))
        shelf.write(writes(Self.one, Self.two, .keep(Self.three, through: nil), in: before))
        #expect(try shown(shelf, Self.two) == shown(before, Self.two))
    }
}
