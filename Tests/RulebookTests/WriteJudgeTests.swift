import Benefits
import DeskKit
import Fees
import Merge
import Participation
import Practice
import Records
import Replica
import Store
import Sync
import Testing

@testable import Rulebook

/// What of a write counts at a replica, what becomes a question and what is refused, before
/// anything is written.
struct WriteJudgeTests {
    private static let elm = RecordID(bits: 0xE1)
    private static let payor = RecordID(bits: 0xDA)
    private static let patient = RecordID(bits: 0x9A)
    private static let who = Signature(RecordID(bits: 5), "asked")

    private static func judge(_ lone: LoneDesk) -> WriteJudge {
        WriteJudge(
            schema: PracticeSchema.current, replica: lone.desk.replica, role: lone.desk.role,
            office: lone.desk.office)
    }

    private static func judged(
        _ writes: [Write], at lone: LoneDesk, after earlier: Set<ChangeSetID> = []
    ) throws -> WriteJudge.Judged {
        try lone.store.read { transaction in
            try judge(lone).judge(writes[...], by: who, after: earlier, in: transaction)
        }
    }

    @Test func `what is the centre's counts there, and is a question at an office`() throws {
        let writes = [Write(Payor.code, Self.payor, "DD"), Write(Payor.name, Self.payor, "One")]
        let (centre, office) = (try LoneDesk(), try LoneDesk(office: Self.elm))
        #expect(try Self.judged(writes, at: centre).allowed.count == 2)
        #expect(try Self.judged(writes, at: centre).proposed.isEmpty)
        let asked = try Self.judged(writes, at: office)
        #expect(asked.allowed.isEmpty && asked.proposed.map(\.attribute) == ["code", "name"])
        // Nothing was written by being judged.
        #expect(try office.store.read { try $0.tip } == nil)
        let id = RecordID(bits: 0x99)
        let question = Self.judge(office).proposal(asked.proposed[0], as: id, by: Self.who)
        #expect(question.record == id && question.type == RecordType.proposal.name)
        let state = RecordState(entries: [
            Entry(
                id: EntryID(changeSet: ChangeSetID(bits: 1), index: 0),
                attribute: question.attribute, key: question.key, value: question.value ?? [],
                origin: Origin(
                    changeSet: ChangeSetID(bits: 1), position: 1,
                    effectiveAt: Timestamp(milliseconds: 0), replica: office.desk.replica,
                    actor: nil))
        ])
        let held = try #require(HeldWrite(.proposal, in: state))
        #expect(held.office == Self.elm && held.reason == "asked")
        #expect(held.write?.attribute == "code")
    }

    @Test func `what an import said of the centre's record is no question to anybody`() throws {
        let office = try LoneDesk(office: Self.elm)
        let said = Write(
            record: Self.payor, type: "payor", attribute: AnyRecord.imported.name,
            value: Value([.blob([1, 2])]).encoded)
        let judged = try Self.judged([said, Write(Payor.name, Self.payor, "One")], at: office)
        #expect(judged.allowed.isEmpty && judged.proposed.map(\.attribute) == ["name"])
    }

    @Test func `who takes away what does not stand does nothing`() throws {
        let lone = try LoneDesk()
        let gone = Write(record: Self.payor, type: "payor", attribute: "name", value: nil)
        #expect(try Self.judged([gone], at: lone).allowed.isEmpty)
        try lone.write([Write(Payor.name, Self.payor, "One")])
        #expect(try Self.judged([gone], at: lone).allowed.count == 1)
    }

    @Test func `what only the hub writes is refused by its place`() throws {
        let lone = try LoneDesk()
        let answer = Write(
            record: Self.payor, type: "fee_schedule", attribute: FeeSchedule.releases.name,
            value: Value([]).encoded)
        let error = #expect(throws: WriteRefusal.self) { try Self.judged([answer], at: lone) }
        guard case .refused("fee_schedule", "releases", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a write names what its author sees, and what the same act wrote before`() throws {
        let lone = try LoneDesk()
        try lone.write([Write(Payor.name, Self.payor, "One")])
        let before = try #require(try lone.store.read { try $0.tip })
        let next = Write(Payor.name, Self.payor, "Two")
        let plain = try Self.judged([next], at: lone)
        #expect(plain.allowed[0].replaces.map(\.changeSet) == [before])
        // Beside what stands, but in the place of what this act said itself.
        #expect(try Self.judged([next.beside], at: lone).allowed[0].replaces.isEmpty)
        let again = try Self.judged([next.beside], at: lone, after: [before])
        #expect(again.allowed[0].replaces.map(\.changeSet) == [before])
    }

    @Test func `a record holds so much, and what is too much is refused as a whole`() throws {
        let lone = try LoneDesk()
        let text = String(repeating: "x", count: 1_900)
        let note = Write(
            record: Self.patient, type: "patient", attribute: Patient.notes.name,
            value: Value([.text(text)]).encoded)
        let fits = MergeLimits.recordBytesMax / 2_100
        #expect(
            try Self.judged(Array(repeating: note, count: fits), at: lone).allowed.count == fits)
        #expect(throws: WriteRefusal.recordFull(type: "patient")) {
            try Self.judged(
                Array(repeating: note, count: MergeLimits.recordBytesMax / 1_900), at: lone)
        }
    }

    @Test func `a conflict is settled by whoever says which, or has seen all that stands there`()
        throws
    {
        let lone = try LoneDesk()
        try lone.apart(
            Write(Payor.name, Self.payor, "One"), Write(Payor.name, Self.payor, "Two"))
        let judge = Self.judge(lone)
        let write = [Write(Payor.name, Self.payor, "Three")]
        try lone.store.read { transaction in
            let conflict = try #require(
                try transaction.projection(of: Self.payor)?.1.conflicts.first)
            let id = OpenConflict.id(Self.payor, conflict)
            let stands = WriteRefusal.conflictStands(attribute: "name", conflict: id)
            #expect(throws: stands) { try judge.refuseSettling(write, in: transaction) }
            let seen = Set(conflict.candidates.map(\.id))
            #expect(throws: stands) {
                try judge.refuseSettling(write, seen: Set(seen.prefix(1)), in: transaction)
            }
            try judge.refuseSettling(write, seen: seen, in: transaction)
            try judge.refuseSettling(write, settled: id, in: transaction)
            try judge.refuseSettling(write, but: conflict, of: Self.payor, in: transaction)
            // Another unit of the same record is nobody's conflict.
            try judge.refuseSettling(
                [Write(Payor.code, Self.payor, "DD")], in: transaction)
        }
    }

    @Test func `a map of a code that ended is refused, a word about one is not`() throws {
        let lone = try LoneDesk()
        try lone.create(
            .codeSetRelease, "name=CPT 2027", "system=CPT", "edition=2027",
            "effectiveFrom=2026-01-01", "codes[99213]=;;2026-12-31")
        let map = RecordID(bits: 0x3A)
        let maps = [
            Write(CodeMap.cdt, map, "D0120"),
            Write(CodeMap.icd10Codes, map, key: [CodeMap.Icd10Codes.code("K02.9")]),
            Write(CodeMap.cptCodes, map, key: [CodeMap.CptCodes.code("99213")]),
        ]
        try lone.write(maps)
        let today = try lone.desk.today
        try lone.store.read { transaction in
            let judge = Self.judge(lone)
            #expect(throws: FeeError.self) {
                try judge.refuseUnsoundMaps(maps, today: today, in: transaction)
            }
            let note = Write(
                record: map, type: "code_map", attribute: CodeMap.notes.name,
                value: Value([.text("look at it")]).encoded)
            try judge.refuseUnsoundMaps([note], today: today, in: transaction)
        }
    }
}
