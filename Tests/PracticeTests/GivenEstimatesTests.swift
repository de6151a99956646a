import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Practice
@testable import Records
@testable import Tables

/// Estimates that patients were given, and what becomes of the fees they rest on.
struct GivenEstimatesTests {
    private static let second = RecordID(bits: 0xD2)
    private static let serviceOn = Day("2026-04-15") ?? Day(number: 0)

    /// Version 1 holds from January, and an estimate for April rests on it.
    private func world() throws -> FeeWorld {
        var world = FeeWorld()
        world.imports([("D0120", 45_00), ("D0140", 60_00)])
        world.approves()
        world.publishes("2026-01-01")
        let version = try #require(world.version(1))
        give(1, ["D0120", "D0140"], on: version.id, &world)
        return world
    }

    /// An estimate as the office kept it; every line rests on one version.
    private func give(
        _ id: UInt128, _ codes: [String], on version: RecordID, replaces: RecordID? = nil,
        for patient: UInt128 = 0xAA, at office: RecordID = FeeWorld.office,
        serviceOn: Day = serviceOn, coverage: RecordID? = nil, _ world: inout FeeWorld
    ) {
        let lines = codes.enumerated().map { index, code in
            var line = Estimate.Line(number: index + 1, code: code, tooth: nil)
            line.patientCents = 9_00
            line.steps = [
                Estimate.Step(what: "allowed", source: FeeSource("PPO", version: version)),
                Estimate.Step(what: "half", source: "the plan"),
            ]
            return line
        }
        let estimate = Estimate(
            day: serviceOn, payers: [], lines: lines, warnings: [], uncounted: [])
        world.lookup.put(.patient, patient, [("name", [.text("Synth"), .text("Pat")])])
        let handing = Handing(
            patient: RecordID(bits: patient), office: office, on: FeeWorld.today, by: nil)
        world.lookup.write(
            GivenEstimate.writes(
                estimate, id: RecordID(bits: id), handing, doctor: RecordID(bits: 0xDD),
                coverage: coverage, replaces: replaces))
    }

    private func publishes(
        _ fees: [(String, Int64)], from day: String, correcting: RecordID? = nil,
        _ world: inout FeeWorld
    ) {
        world.imports(fees, into: Self.second, correcting: correcting)
        world.approves(on: Self.second)
        world.publishes(day, draft: Self.second)
    }

    private func changes(_ world: FeeWorld) -> [String] {
        GivenEstimates(world.lookup).rows.flatMap(\.changed).map(\.words)
    }

    @Test func `what is kept is what was shown, with the versions it rests on`() throws {
        let world = try world()
        let view = try #require(world.lookup.record(RecordID(bits: 1)))
        let given = try #require(GivenEstimate(view))
        #expect(given.lines.map(\.service) == ["D0120", "D0140"])
        let version = try #require(world.version(1)).id
        #expect(given.lines.map(\.versions) == [[version], [version]])
        #expect(given.patientCents == 18_00)
        #expect(given.serviceOn == Self.serviceOn && given.givenOn == FeeWorld.today)
        #expect(changes(world).isEmpty)
    }

    @Test func `a recall changes every line that rests on the version`() throws {
        var world = try world()
        world.recalls(1)
        #expect(
            changes(world) == [
                "D0120: PPO version 1, now none", "D0140: PPO version 1, now none",
            ])
    }

    @Test(arguments: [("2026-04-16", 0), ("2026-04-15", 2)])
    func `a recall from a day on changes what is served from that day on`(
        from: String, count: Int
    ) throws {
        var world = try world()
        world.recalls(1, from: from)
        #expect(changes(world).count == count)
    }

    @Test func `a version that begins before the visit changes what it prices otherwise`() throws {
        var world = try world()
        publishes([("D0120", 45_00), ("D0140", 66_00)], from: "2026-04-01", &world)
        #expect(changes(world) == ["D0140: PPO version 1, now version 2"])
    }

    @Test func `a version that begins after the visit changes nothing`() throws {
        var world = try world()
        publishes([("D0120", 1_00)], from: "2026-04-16", &world)
        #expect(changes(world).isEmpty)
    }

    @Test func `a code that a correction leaves out has changed`() throws {
        var world = try world()
        publishes([("D0120", 45_00)], from: "2026-01-01", correcting: world.version(1)?.id, &world)
        #expect(changes(world) == ["D0140: PPO version 1, now version 2"])
    }

    @Test func `a schedule that goes out of use changes what rests on it`() throws {
        var world = try world()
        world.lookup.write([
            Write(
                .feeSchedule, FeeWorld.schedule, named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle("inactive")])
        ])
        #expect(changes(world).count == 2)
    }

    @Test func `an estimate given instead takes the other's place`() throws {
        var world = try world()
        publishes([("D0120", 50_00)], from: "2026-04-01", &world)
        let other = try #require(world.version(2))
        give(2, ["D0120"], on: other.id, replaces: RecordID(bits: 1), &world)
        #expect(changes(world).isEmpty)
        #expect(GivenEstimates(world.lookup).rows.map(\.estimate.id.bits) == [2])
        let onFirst = GivenEstimates(world.lookup, version: world.version(1)?.id)
        #expect(onFirst.rows.isEmpty)
    }

    @Test func `an estimate of another patient, office or day takes nobody's place`() throws {
        var world = try world()
        let version = try #require(world.version(1)).id
        let first = RecordID(bits: 1)
        give(2, ["D0120"], on: version, replaces: first, for: 0xAB, &world)
        give(3, ["D0120"], on: version, replaces: first, at: RecordID(bits: 0xB9), &world)
        let later = try #require(Day("2026-04-16"))
        give(4, ["D0120"], on: version, replaces: first, serviceOn: later, &world)
        world.recalls(1)
        let rows = GivenEstimates(world.lookup).changed.rows
        #expect(rows.map(\.estimate.id.bits) == [1, 2, 3, 4])
    }

    @Test func `a version that is not held here any more has changed`() throws {
        var world = try world()
        give(2, ["D0120"], on: RecordID(bits: 0xFFF), &world)
        #expect(changes(world) == ["D0120: its fee schedule is not held here any more"])
        #expect(GivenEstimates(world.lookup, schedule: FeeWorld.schedule).rows.count == 1)
        world.lookup.office = FeeWorld.office
        #expect(changes(world).count == 1)
        world.lookup.office = RecordID(bits: 0xB9)
        #expect(changes(world).isEmpty, "another office of the patient never held it")
    }

    @Test func `the advice asks for the coverage that was asked for`() throws {
        var world = try world()
        let version = try #require(world.version(1)).id
        let coverage = RecordID(bits: 0xC0)
        give(
            2, ["D0120"], on: version, replaces: RecordID(bits: 1), coverage: coverage, &world)
        world.recalls(1)
        let items = Worklist(world.lookup, office: FeeWorld.office, today: FeeWorld.today).items()
        let advice = try #require(items.first { $0.kind == .estimate }).advice
        #expect(advice.contains(" --coverage \(coverage.suffix) --doctor "))
    }

    @Test func `an office redoes its own, the centre sees the office, and a past visit waits not`()
        throws
    {
        var world = try world()
        world.recalls(1)
        func items(_ office: RecordID?, _ today: String) throws -> [WorkItem] {
            let day = try #require(Day(today))
            return Worklist(world.lookup, office: office, today: day).items()
                .filter { $0.kind == .estimate }
        }
        let own = try items(FeeWorld.office, "2026-03-01")
        #expect(own.map(\.dueOn) == [Self.serviceOn])
        #expect(own.first?.advice.contains("--give --instead-of") == true)
        #expect(own.first?.advice.contains("D0120 D0140") == true)
        #expect(try items(nil, "2026-03-01").map(\.advice) == ["bridgework fees estimates PPO"])
        #expect(try items(RecordID(bits: 0xB0), "2026-03-01").isEmpty)
        #expect(try items(FeeWorld.office, "2026-04-16").isEmpty)
    }

    @Test func `an estimate knows the versions behind its figures`() {
        var patient = InsuredPatient()
        let version = RecordID(bits: 0xF1)
        patient.contracted["X1"] = .priced(
            cents: 50_00, source: FeeSource("SF1", version: version))
        let estimate = patient.estimate("X1", "X2")
        #expect(estimate.lines.map(\.versions) == [[version], []])
    }

    @Test func `a summary is kept line by line, blank ones too`() throws {
        var lookup = TestLookup()
        let lines = ["Coverage summary", "", "", "Name  Synth"]
        lookup.write(
            GivenSummary.writes(
                lines, id: RecordID(bits: 5),
                Handing(
                    patient: RecordID(bits: 0xAA), office: nil, on: FeeWorld.today, by: nil)))
        let view = try #require(lookup.record(RecordID(bits: 5)))
        #expect(GivenSummary(view)?.lines == lines)
    }
}
