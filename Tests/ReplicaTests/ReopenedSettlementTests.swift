import DeskKit
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

/// What a person at a desk reads and does about a settlement whose writer had not seen an edit.
struct ReopenedSettlementTests {
    private static let kept = RecordID(bits: 0xA1)
    private static let other = RecordID(bits: 0xA2)

    private static func state(_ lone: LoneDesk, _ id: RecordID) throws -> RecordState {
        try lone.store.read { try $0.view(of: id) ?? RecordState() }
    }

    /// One payor entered twice; somebody keeps the first while an office renames the second.
    private static func edited() throws -> LoneDesk {
        let lone = try LoneDesk()
        for id in [kept, other] {
            try lone.write([Write(Payor.code, id, "DELTA"), Write(Payor.name, id, "Synthetic")])
        }
        let before = try state(lone, other)
        let open = try #require(try lone.open.first)
        let seen = try lone.desk.conflictCase(open.id.description)
        _ = try lone.desk.resolve(
            open.id.description, seen: seen.digest, .take(1), actor: nil, reason: "the first")
        #expect(try lone.open.isEmpty)
        try lone.write([Write(Payor.name, other, "Synthetic Dental")], seeing: [other: before])
        return lone
    }

    @Test func `it is open again and says why, and taking it again ends it`() throws {
        let lone = try Self.edited()
        let open = try #require(try lone.open.first)
        #expect(try lone.open.count == 1)
        let found = try lone.desk.conflictCase(open.id.description)
        #expect(found.records == [Self.kept, Self.other])
        #expect(found.told.count == 1)
        #expect(found.told.first?.contains("had not seen what was written to name") == true)
        #expect(found.recommendation.take == nil)
        _ = try lone.desk.resolve(
            open.id.description, seen: found.digest, .take(1), actor: nil, reason: "seen now")
        #expect(try lone.open.isEmpty)
    }

    @Test func `an answer taken back leaves the question that it answered`() throws {
        let lone = try Self.edited()
        let open = try #require(try lone.open.first)
        let found = try lone.desk.conflictCase(open.id.description)
        _ = try lone.desk.resolve(
            open.id.description, seen: found.digest, .take(1), actor: nil, reason: "seen now")
        #expect(try lone.open.isEmpty)
        _ = try lone.desk.undoSettlement(open.id.description, actor: nil, reason: "oops")
        #expect(try lone.open.map(\.id) == [open.id])
        // What the first answer had seen is seen still: of the whole record only the edit is told.
        let again = try lone.desk.conflictCase(open.id.description)
        #expect(again.told == found.told)
    }

    @Test func `it can be answered the other way round`() throws {
        let lone = try Self.edited()
        let open = try #require(try lone.open.first)
        let found = try lone.desk.conflictCase(open.id.description)
        _ = try lone.desk.resolve(
            open.id.description, seen: found.digest, .take(2), actor: nil, reason: "the other")
        #expect(try lone.open.isEmpty)
        let shown = try lone.store.read { $0.lookup.record(Self.kept)?[Payor.replacedBy] }
        #expect(shown == Self.other)
    }

    @Test func `whoever looked before another edit came in has to look again`() throws {
        let lone = try Self.edited()
        let open = try #require(try lone.open.first)
        let found = try lone.desk.conflictCase(open.id.description)
        try lone.write([Write(Payor.name, Self.other, "Synthetic Third")])
        #expect(throws: DeskError.self) {
            try lone.desk.resolve(
                open.id.description, seen: found.digest, .take(1), actor: nil, reason: "the first")
        }
        #expect(try lone.open.map(\.id) == [open.id])
    }

    @Test func `two times that met and were settled can be settled again`() throws {
        let lone = try LoneDesk()
        for (id, from) in [(Self.kept, Int64(20_100)), (Self.other, 20_000)] {
            try lone.write([
                Write(
                    LocationAssignment.pair, id,
                    [
                        LocationAssignment.practitioner(RecordID(bits: 8)),
                        LocationAssignment.office(RecordID(bits: 9)),
                    ]),
                Write(
                    LocationAssignment.term, id,
                    [LocationAssignment.term.from(Day(number: from))]),
            ])
        }
        let before = try Self.state(lone, Self.other)
        var open = try #require(try lone.open.first)
        _ = try lone.desk.resolve(
            open.id.description, seen: lone.desk.conflictCase(open.id.description).digest,
            .take(1), actor: nil, reason: "the first")
        #expect(try lone.open.isEmpty)
        try lone.write(
            [
                Write(
                    LocationAssignment.term, Self.other,
                    [LocationAssignment.term.from(Day(number: 20_010))])
            ], seeing: [Self.other: before])
        open = try #require(try lone.open.first)
        _ = try lone.desk.resolve(
            open.id.description, seen: lone.desk.conflictCase(open.id.description).digest,
            .take(1), actor: nil, reason: "seen now")
        #expect(try lone.open.isEmpty)
        let last = try lone.store.read {
            $0.lookup.record(Self.other)?[LocationAssignment.term.through]
        }
        #expect(last == Day(number: 20_099))
    }
}
