import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// Dollars of a change, a network's worth, reviews due, and which schedule prices a case.
struct FeeReportsTests {
    private func count(_ lookup: inout TestLookup, _ code: String, _ count: Int64, _ period: String)
    {
        lookup.put(
            .volume, 0xF000 + UInt128(count),
            [
                ("identity", [.id(FeeWorld.office), .text(code), .text(period)]),
                ("procedureCount", [.int(count)]),
            ])
    }

    @Test func `a change is worth its difference times the volume`() {
        var lookup = TestLookup()
        count(&lookup, "D0120", 100, "2025")
        count(&lookup, "D0120", 20, "2024")
        let diff = FeeDiff(
            from: FeeLines([
                FeeLine(FeeKey("D0120"), .priced(cents: 4_000)),
                FeeLine(FeeKey("D0140"), .priced(cents: 4_000)),
            ]),
            to: FeeLines([
                FeeLine(FeeKey("D0120"), .priced(cents: 4_150)),
                FeeLine(FeeKey("D0140"), .priced(cents: 4_100)),
            ]))
        let table = { (period: String?) in
            FeeReports.worth(
                of: diff, volumes: FeeVolumes(lookup, period: period), title: "t"
            ).rows.map { $0.suffix(2).map(\.plain) }
        }
        #expect(table(nil) == [["120", "180.00"], ["", ""]])
        #expect(table("2024") == [["20", "30.00"], ["", ""]])
    }

    /// A contract whose schedule has D0120 at that price beside a usual 40.00; nobody counted yet.
    private func effectiveness(
        contracted: Int64, _ terms: [(String, [Scalar])]
    ) throws -> FeeWorld {
        var world = FeeWorld()
        world.imports([("D0120", contracted)])
        world.approves()
        world.publishes("2026-01-01")
        let usual = RecordID(bits: 0xD9)
        world.lookup.put(
            .feeSchedule, 0x5D,
            [("code", [.text("UCR")]), ("name", [.text("UCR")]), ("kind", [.text("ucr")])])
        world.lookup.write(
            [
                Write(.feeDraft, "schedule", [.id(0x5D)], record: usual),
                Write(
                    FeeDraft.lines, usual, key: FeeKey("D0120").fields,
                    FeeLine(FeeKey("D0120"), .priced(cents: 4_000)).fields),
            ], by: FeeWorld.importer)
        world.approves(on: usual)
        let request = FeeReleaseLog.Request.publish(
            world.draft(usual), on: FeeWorld.today, comment: nil, by: nil)
        world.lookup.write([request.write(on: RecordID(bits: 0x5D))])
        let view = try #require(world.lookup.record(RecordID(bits: 0x5D)))
        world.lookup.write(
            FeeRelease.writes(view, lookup: world.lookup, today: FeeWorld.today))
        world.lookup.put(
            .payorContract, 0xC0, [("code", [.text("C1")]), ("parties", [.id(0xE0)])] + terms)
        world.lookup.put(
            .feeAssignment, 0xA0,
            [("schedule", [.id(0x5C)]), ("target", [.text("contract"), .id(0xC0)])])
        return world
    }

    private func figures(_ world: FeeWorld) -> [[String]] {
        NetworkEffectiveness(world.lookup, on: FeeWorld.today).table.rows
            .map { $0.suffix(7).map(\.plain) }
    }

    @Test func `a network's write-off is told with what could not be priced`() throws {
        var world = try effectiveness(contracted: 3_000, [("term", [.day("2025-01-01")])])
        count(&world.lookup, "D0120", 10, "2025")
        count(&world.lookup, "D0140", 7, "2025")
        #expect(figures(world) == [["0", "0", "0", "0.00", "0.00", "0.00", ""]])
        world.lookup.put(.contractLocation, 0xC1, [("pair", [.id(0xC0), .id(FeeWorld.office)])])
        #expect(figures(world) == [["1", "10", "7", "400.00", "300.00", "100.00", "25.00"]])
    }

    @Test func `a contract for all locations of its tax number covers the entity's offices`()
        throws
    {
        var world = try effectiveness(
            contracted: 2_433,
            [("term", [.day("2025-01-01")]), ("locationRule", [.text("allLocationsOfTin")])])
        count(&world.lookup, "D0120", 10, "2025")
        #expect(figures(world)[0][0] == "0")
        world.lookup.put(.office, FeeWorld.office.bits, [("organization", [.id(0xE0)])])
        // 15.67 of 40.00 is 39.175 percent.
        #expect(figures(world) == [["1", "10", "0", "400.00", "243.30", "156.70", "39.18"]])
    }

    @Test func `a contract without fees stays in the list with its reason`() throws {
        var world = try effectiveness(contracted: 3_000, [("term", [.day("2025-01-01")])])
        func schedules() -> [String] {
            NetworkEffectiveness(world.lookup, on: FeeWorld.today).table.rows.map { $0[2].plain }
        }
        #expect(schedules() == ["PPO"])
        world.lookup.put(.payorContract, 0xC1, [("code", [.text("C2")]), ("parties", [.id(0xE0)])])
        #expect(schedules() == ["PPO", "no schedule"])
        #expect(figures(world)[1] == [String](repeating: "", count: 7))
        world.lookup.put(
            .feeSchedule, 0x5E, [("code", [.text("NEW")]), ("kind", [.text("contracted")])])
        world.lookup.put(
            .feeAssignment, 0xA1,
            [("schedule", [.id(0x5E)]), ("target", [.text("contract"), .id(0xC1)])])
        #expect(schedules() == ["PPO", "NEW: no version on the day"])
    }

    @Test func `what does not fit is said to be too large`() throws {
        var world = try effectiveness(contracted: 3_000, [("term", [.day("2025-01-01")])])
        world.lookup.put(.contractLocation, 0xC1, [("pair", [.id(0xC0), .id(FeeWorld.office)])])
        count(&world.lookup, "D0120", .max, "2025")
        let large = "too large"
        #expect(figures(world) == [["1", String(Int64.max), "0", large, large, large, ""]])
        count(&world.lookup, "D0120", 10, "2024")
        #expect(figures(world) == [["1", large, "0", large, large, large, ""]])
    }

    @Test(arguments: [(1, 3, 3_333), (2, 3, 6_667), (1, 20_000, 1), (-1, 20_000, 0)])
    func `a share is rounded half up`(part: Int64, whole: Int64, share: Int64) {
        #expect(CheckedSum(part).share(of: CheckedSum(whole)) == share)
        #expect(CheckedSum(.max).share(of: CheckedSum(.max)) == 10_000)
        #expect(CheckedSum(part).share(of: CheckedSum(0)) == nil)
    }

    @Test func `reviews are listed by their day, the undated last`() {
        var world = FeeWorld()
        world.lookup.put(.insurancePlan, 5, [("code", [.text("PL1")])])
        world.lookup.put(
            .insurancePlan, 6, [("code", [.text("PL2")]), ("reviewDueOn", [.day("2026-02-01")])])
        let table = FeeReports.annualReview(world.lookup, today: FeeWorld.today)
        #expect(table.rows.map { $0[1].plain } == ["PL2", "PL1", "PPO"])
        #expect(table.rows[0][4] == .number(-28))
    }

    // MARK: Which schedule

    private func assign(
        _ lookup: inout TestLookup, _ id: UInt128, to schedule: UInt128, _ target: [Scalar],
        precedence: Int64? = nil, from day: String? = nil
    ) {
        var units: [(String, [Scalar])] = [("schedule", [.id(schedule)]), ("target", target)]
        if let precedence { units.append(("precedence", [.int(precedence)])) }
        if let day { units.append(("term", [.day(day)])) }
        lookup.put(.feeAssignment, id, units)
    }

    private func schedule(_ lookup: TestLookup, _ change: (inout FeeAssignments.Case) -> Void)
        -> [UInt128]
    {
        var priced = FeeAssignments.Case(on: FeeWorld.today)
        change(&priced)
        switch FeeAssignments(priced, lookup: lookup).choice {
        case .one(let fit): return [fit.schedule.bits]
        case .none: return []
        case .ambiguous(let fits): return fits.map(\.schedule.bits)
        }
    }

    @Test func `the assignment that names most of the case prices it`() {
        var lookup = TestLookup()
        assign(&lookup, 1, to: 0x10, [.text("contract"), .id(0xC0)])
        assign(&lookup, 2, to: 0x11, [.text("office"), .id(0xC0), .null, .null, .id(0xA)])
        #expect(schedule(lookup) { $0.contract = RecordID(bits: 0xC0) } == [0x10])
        #expect(
            schedule(lookup) {
                $0.contract = RecordID(bits: 0xC0)
                $0.office = RecordID(bits: 0xA)
            } == [0x11])
        #expect(schedule(lookup) { $0.office = RecordID(bits: 0xA) } == [])
        #expect(schedule(lookup) { $0.contract = RecordID(bits: 0xC9) } == [])
    }

    @Test func `a greater precedence wins, equals of two schedules are a question`() {
        var lookup = TestLookup()
        assign(&lookup, 1, to: 0x10, [.text("contract"), .id(0xC0)])
        assign(&lookup, 2, to: 0x11, [.text("contract"), .id(0xC0)])
        let contract = { (priced: inout FeeAssignments.Case) in
            priced.contract = RecordID(bits: 0xC0)
        }
        #expect(schedule(lookup, contract) == [0x10, 0x11])
        assign(&lookup, 3, to: 0x12, [.text("contract"), .id(0xC0)], precedence: 5)
        #expect(schedule(lookup, contract) == [0x12])
    }

    @Test func `an assignment holds from its first day`() {
        var lookup = TestLookup()
        assign(&lookup, 1, to: 0x10, [.text("contract"), .id(0xC0)], from: "2026-03-02")
        let day = { (text: String) in
            self.schedule(lookup) {
                $0.contract = RecordID(bits: 0xC0)
                $0.day = Day(text) ?? $0.day
            }
        }
        #expect(day("2026-03-01") == [])
        #expect(day("2026-03-02") == [0x10])
    }
}
