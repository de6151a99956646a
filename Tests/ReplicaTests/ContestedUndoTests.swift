import DeskKit
import Merge
import Participation
import Records
import Replica
import Rulebook
import Store
import Testing

/// What becomes of a contested answer when one of its two authors takes his word back.
struct ContestedUndoTests {
    private static let one = RecordID(bits: 0xA1)
    private static let two = RecordID(bits: 0xA2)
    private static var settlement: RecordID { Settlement.id(one, two) }

    /// One payor entered twice, and two people who each keep another one of them.
    private static func contested() throws -> LoneDesk {
        let lone = try LoneDesk()
        for id in [one, two] {
            try lone.write([Write(Payor.code, id, "DELTA"), Write(Payor.name, id, "Synthetic")])
        }
        let before = try lone.store.read { try $0.view(of: settlement) ?? RecordState() }
        for kept in [one, two] {
            let writes = try lone.store.read { transaction in
                let lookup = transaction.lookup
                return Settlement.writes(one, two, .keep(kept, through: nil), reason: "card") {
                    lookup.state($0)
                }
            }
            try lone.write(writes, seeing: [settlement: before])
        }
        return lone
    }

    @Test func `a word on a contest that is taken back leaves the contest as it was`() throws {
        let lone = try Self.contested()
        let open = try #require(try lone.open.first)
        #expect(try lone.open.count == 1 && open.record == Self.settlement)
        let seen = try lone.store.read { try $0.view(of: Self.settlement) ?? RecordState() }
        let found = try lone.desk.conflictCase(open.id.description)
        _ = try lone.desk.resolve(
            open.id.description, seen: found.digest, .take(1), actor: nil, reason: "the first")
        #expect(try lone.open.isEmpty)
        // Somebody who had seen the same two takes the other one meanwhile.
        let values = seen.entries(of: Settlement.answer.name).map(\.value)
        let own = try lone.store.read { transaction in
            try transaction.view(of: Self.settlement)?.entries(of: Settlement.answer.name)
                .map(\.value) ?? []
        }
        let other = try #require(values.first { !own.contains($0) })
        try lone.write(
            [
                Write(
                    record: Self.settlement, type: RecordType.settlement.name,
                    attribute: Settlement.answer.name, value: other)
            ], seeing: [Self.settlement: seen])
        #expect(try lone.open.map(\.id) == [open.id])
        _ = try lone.desk.undoSettlement(open.id.description, actor: nil, reason: "no")
        #expect(try lone.open.map(\.id) == [open.id])
    }
}
