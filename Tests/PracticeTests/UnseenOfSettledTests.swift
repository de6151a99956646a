import DeskKit
import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What is told when somebody works on a record that another answer made yield, and neither of the
/// two saw the other.
struct UnseenOfSettledTests {
    private static let kept = RecordID(bits: 1)
    private static let other = RecordID(bits: 2)

    /// Two records of one key or person.
    private static func doubled(_ type: RecordType, _ units: [(String, [Scalar])]) -> TestLookup {
        var shelf = TestLookup()
        for id: UInt128 in 1...2 { shelf.put(type, id, units) }
        return shelf
    }

    private static func answer(
        _ answer: Settlement.Answer, seeing shelf: TestLookup
    ) -> [Write] {
        Settlement.writes(kept, other, answer, reason: "card") { shelf.state($0) }
    }

    private static func open(_ shelf: TestLookup) -> [[RecordID]] {
        CrossChecks(shelf).all().map(\.records)
    }

    private static func doubt(_ shelf: TestLookup, _ type: RecordType) -> SettlementDoubt? {
        var weighing = SettlementWeighing(shelf, type)
        return weighing.doubt(about: [kept, other])
    }

    private static let payors = doubled(
        .payor, [("code", [.text("delta")]), ("name", [.text("Synthetic")])])

    @Test(arguments: [true, false])
    func `an edit and an answer that did not see each other are a conflict, in either order`(
        isEditFirst: Bool
    ) throws {
        let before = Self.payors
        let edit = [Write(Payor.name, Self.other, "Synthetic Dental")]
        let answer = Self.answer(.keep(Self.kept, through: nil), seeing: before)
        var shelf = before
        for writes in isEditFirst ? [edit, answer] : [answer, edit] {
            shelf.write(writes, seeing: before)
        }
        #expect(Self.open(shelf) == [[Self.kept, Self.other]])
        // The answer holds meanwhile.
        #expect(shelf.record(Self.other)?[Payor.replacedBy] == Self.kept)
        let doubt = try #require(Self.doubt(shelf, .payor))
        guard case .unseen(let entries) = doubt.cause else {
            Issue.record("it is open for another cause")
            return
        }
        #expect(entries.map(\.attribute) == [Payor.name.name])
        // Whoever says so again has seen it, and nobody is asked any more.
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: shelf))
        #expect(Self.open(shelf).isEmpty)
        #expect(Self.doubt(shelf, .payor) == nil)
    }

    @Test func `what its writer saw is no conflict, and the record that stands may be edited`() {
        var shelf = Self.payors
        shelf.write([Write(Payor.name, Self.other, "Synthetic Dental")])
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: shelf))
        shelf.write([Write(Payor.name, Self.kept, "Synthetic Two")])
        #expect(Self.open(shelf).isEmpty)
    }

    @Test func `what one saw who told the two apart is not seen by whoever makes one yield`() {
        let before = Self.payors
        var shelf = before
        shelf.write([Write(Payor.name, Self.other, "Synthetic Dental")])
        shelf.write(Self.answer(.distinct, seeing: shelf))
        let told = shelf
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: before), seeing: told)
        #expect(Self.open(shelf) == [[Self.kept, Self.other]])
    }

    @Test func `of two who agree one is enough who saw it`() {
        let before = Self.payors
        var shelf = before
        shelf.write([Write(Payor.name, Self.other, "Synthetic Dental")])
        let later = shelf
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: before), seeing: before)
        #expect(Self.open(shelf) == [[Self.kept, Self.other]])
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: later), seeing: later)
        #expect(Self.open(shelf).isEmpty)
    }

    @Test func `an answer taken back asks the first question again`() {
        let before = Self.payors
        var shelf = before
        shelf.write([Write(Payor.name, Self.other, "Synthetic Dental")])
        shelf.write(Self.answer(.keep(Self.kept, through: nil), seeing: before), seeing: before)
        shelf.write([
            Write(
                record: Settlement.id(Self.kept, Self.other), type: RecordType.settlement.name,
                attribute: Settlement.answer.name, value: nil)
        ])
        #expect(Self.open(shelf) == [[Self.kept, Self.other]])
        #expect(Self.doubt(shelf, .payor) == nil)
        #expect(shelf.record(Self.other)?[Payor.replacedBy] == nil)
    }

    @Test(arguments: [true, false])
    func `of a time that ends nothing is asked but its days`(isTerm: Bool) {
        let before = Self.doubled(
            .locationAssignment,
            [("pair", [.id(8), .id(9)]), ("term", [.int(20_000), .null])])
        let answer = Settlement.Answer.keep(Self.kept, through: Day(number: 19_999))
        let edit =
            isTerm
            ? Write(
                LocationAssignment.term, Self.other,
                [LocationAssignment.term.from(Day(number: 20_010))])
            : Write(LocationAssignment.role, Self.other, "associate")
        var shelf = before
        shelf.write([edit], seeing: before)
        shelf.write(Self.answer(answer, seeing: before), seeing: before)
        let doubt = Self.doubt(shelf, .locationAssignment)
        #expect((doubt != nil) == isTerm)
    }
}
