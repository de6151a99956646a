import Merge
import Testing

@testable import Fees
@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// What a report says at an office of what only the centre, or another office, holds.
struct OfficeReportsTests {
    private typealias World = NetworkWorld
    private static let word = "not known here"

    private func date(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private func column(_ name: String, _ table: Table) -> [String] {
        guard let index = table.columns.firstIndex(where: { $0.name == name }) else {
            return ["no \(name)"]
        }
        return table.rows.map { $0[index].plain }
    }

    private static func fees(_ from: String) -> FeeWorld {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.approves()
        world.publishes(from)
        return world
    }

    @Test func `R5 calls no other office late`() {
        var world = Self.fees("2026-02-01")
        let day = date("2026-03-01")
        #expect(FeeRollout(world.lookup, today: day).late.rows.count == 1)
        world.lookup.office = FeeWorld.office
        #expect(FeeRollout(world.lookup, today: day).late.rows.count == 1)
        world.lookup.office = World().id(World.south)
        let rollout = FeeRollout(world.lookup, today: day)
        #expect(rollout.late.rows.isEmpty)
        for name in ["state", "received", "applied", "pms", "daysLate"] {
            #expect(column(name, rollout.table(world.lookup)) == [Self.word], "\(name)")
        }
    }

    /// The hub's answer in this world is of 1970-01-01.
    @Test(arguments: [("1970-01-01", nil), ("1970-01-02", 1), ("1970-01-05", 4)])
    func `a version published for a day that is past is late from its publication on`(
        today: String, days: Int64?
    ) {
        let world = Self.fees("1969-05-01")
        let rows = FeeRollout(world.lookup, today: date(today)).rows
        #expect(rows.map(\.daysLate) == [days])
    }

    @Test func `R3 calls no contract missed where the talks are not held`() {
        var world = World()
        world.add(.payorContract, World.contractA, ["renewalOn=2026-06-01", "noticeDays=90"])
        let today = date("2026-04-01")
        #expect(column("missed", ContractCalendar.table(world.lookup, today: today))[0] == "true")
        world.lookup.office = world.id(World.north)
        let table = ContractCalendar.table(world.lookup, today: today)
        #expect(column("missed", table) == [Self.word, "false"])
        for name in ["negotiation", "round", "lastContact", "silentDays", "next"] {
            #expect(column(name, table) == [Self.word, Self.word], "\(name)")
        }
        let sheet = ContractSheet.table(
            of: world.id(World.contractA), world.lookup, today: today)
        let words = sheet.rows.map { $0.map(\.plain) }
        #expect(words.contains(["missedWindow", Self.word]))
        #expect(words.contains(["negotiation", Self.word]))
        #expect(words.contains(["cases at other offices", Self.word]))
    }

    @Test func `R1 and R2 claim no malpractice cover that is not held`() {
        var world = World()
        world.assign(World.ada, World.north, "2026-01-01")
        world.add(
            .malpracticePolicy, 70,
            [
                "practitioner=\(world.id(World.ada))", "carrier=Synthetic",
                "effectiveFrom=2025-01-01", "effectiveThrough=2026-01-31",
            ])
        let day = date("2026-03-01")
        #expect(
            column("lapsed", Table.matrix(world.book, asOf: day)) == ["malpractice policy"])
        // The same office without the centre's record.
        var office = World()
        office.assign(World.ada, World.north, "2026-01-01")
        office.lookup.office = office.id(World.north)
        #expect(
            column("lapsed", Table.matrix(office.book, asOf: day)) == [
                "malpractice policy: \(Self.word); CAQH attestation: \(Self.word)"
            ])
        let table = Table.expirables([], unheld: Lapses.Kind.central.map(\.name))
        #expect(column("what", table) == ["malpractice policy", "CAQH attestation"])
        #expect(column("expires", table) == [Self.word, Self.word])
    }

    @Test func `R6 counts an office's own volumes alone and R16 says what it does not see`() {
        var world = World()
        world.lookup.office = world.id(World.north)
        let effect = NetworkEffectiveness(world.lookup, on: date("2026-03-01")).table
        #expect(column("schedule", effect) == [Self.word, Self.word])
        let release = { (edition: String) in
            CodeRelease(
                RecordView(
                    id: RecordID(bits: 1), type: .codeSetRelease,
                    projection: RecordType.codeSetRelease.project(
                        Self.state(edition))))
        }
        guard let before = release("2025"), let after = release("2026") else {
            Issue.record("no release")
            return
        }
        let impact = FeeReports.codeImpact(
            from: before, to: after, lookup: world.lookup, today: date("2026-03-01"))
        #expect(column("place", impact) == ["fee line of other offices", "draft line"])
        #expect(column("record", impact) == [Self.word, Self.word])
    }

    private static func state(_ edition: String) -> RecordState {
        var lookup = TestLookup()
        let id = RecordID(bits: 1)
        do {
            let fields = ["name=CDT \(edition)", "system=CDT", "edition=\(edition)"]
            let assignments = try fields.map { try Assignment(parsing: $0) }
            lookup.write(
                try RecordEditor.writes(
                    type: .codeSetRelease, record: id, assignments: assignments, before: nil))
        } catch { Issue.record("\(error)") }
        return lookup.state(id) ?? RecordState()
    }
}
