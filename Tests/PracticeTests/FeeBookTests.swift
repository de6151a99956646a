import Merge
import Testing

@testable import Fees
@testable import Records

/// The fee on a date of service, and an office's receipts of it.
struct FeeBookTests {
    /// Three versions: from January, from April, from July.
    private func world() -> FeeWorld {
        var world = FeeWorld()
        for (index, month) in ["01", "04", "07"].enumerated() {
            let draft = RecordID(bits: 0xD0 + UInt128(index))
            world.imports([("D0120", Int64(index + 1) * 1_000)], into: draft)
            world.approves(on: draft)
            world.publishes("2026-\(month)-01", draft: draft)
        }
        return world
    }

    private func cents(_ world: FeeWorld, _ day: String) -> Int64? {
        guard case .line(let line, _) = world.book.answer(FeeKey("D0120"), on: date(day)) else {
            return nil
        }
        return line.price.cents
    }

    private func date(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    @Test func `the date of service decides, on both sides of each first day`() {
        let world = world()
        #expect(cents(world, "2025-12-31") == nil)
        #expect(cents(world, "2026-01-01") == 1_000)
        #expect(cents(world, "2026-03-31") == 1_000)
        #expect(cents(world, "2026-04-01") == 2_000)
        #expect(cents(world, "2026-06-30") == 2_000)
        #expect(cents(world, "2026-07-01") == 3_000)
    }

    @Test func `a recall falls back to the version before`() {
        var world = world()
        world.recalls(2)
        #expect(cents(world, "2026-04-15") == 1_000)
        #expect(cents(world, "2026-07-01") == 3_000)
    }

    @Test func `a recall from a day leaves the days before as they were`() {
        var world = world()
        world.recalls(2, from: "2026-05-01")
        #expect(cents(world, "2026-04-30") == 2_000)
        #expect(cents(world, "2026-05-01") == 1_000)
    }

    @Test func `a recall on a slow clock still stands behind what it recalls`() {
        var world = world()
        world.recalls(2)
        // Folded again in another order of time: the hub's numbers decide, not the clocks.
        let log = world.book.log
        #expect(log.answers.map(\.number) == [1, 2, 3, 4])
        #expect(log.answers.last?.step == .recall)
    }

    @Test func `a version with a last day is followed by nothing, not by the one before`() {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.lookup.write([
            Write(
                .feeDraft, "term", [.null, .day("2026-02-28")], record: FeeWorld.draft)
        ])
        world.approves()
        world.publishes("2026-01-01")
        #expect(cents(world, "2026-02-28") == 1_000)
        #expect(cents(world, "2026-03-01") == nil)
    }

    @Test func `a version whose lines do not verify is an alarm, and nothing takes its place`()
        throws
    {
        var world = world()
        let version = try #require(world.version(2))
        let other = FeeLines([FeeLine(FeeKey("D0120"), .priced(cents: 1))])
        let damaged: [Scalar] = [
            .id(FeeWorld.schedule), .int(2), .day("2026-04-01"), .null, .text(version.digest),
            .int(1), .id(version.draft), .null, .null, .null, .null, .blob(other.packed),
        ]
        world.lookup.write([
            Write(.feeScheduleVersion, "version", damaged, record: version.id)
        ])
        guard case .unsound = world.book.answer(FeeKey("D0120"), on: date("2026-04-15")) else {
            Issue.record("a damaged version was used")
            return
        }
        #expect(cents(world, "2026-03-31") == 1_000)
        let alarm = world.book.explanation(on: date("2026-04-15")).filter { $0.contains("ALARM") }
        #expect(alarm.count == 1)
    }

    @Test func `a version that no answer releases is not used`() {
        var world = FeeWorld()
        let lines = FeeLines([FeeLine(FeeKey("D0120"), .priced(cents: 1))])
        let version: [Scalar] = [
            .id(FeeWorld.schedule), .int(1), .day("2026-01-01"), .null, .text(lines.digest),
            .int(1), .null, .null, .null, .null, .null, .blob(lines.packed),
        ]
        world.lookup.put(.feeScheduleVersion, 0x71, [("version", version)])
        #expect(cents(world, "2026-02-01") == nil)
        #expect(receipts(world, "2026-02-01").isEmpty)
    }

    @Test func `a qualifier falls back to the plain price, never to another qualifier`() {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.edits(FeeKey("D0120", "child"), 800, by: FeeWorld.importer)
        world.approves()
        world.publishes("2026-01-01")
        let price = { (qualifier: String) -> Int64? in
            guard
                case .line(let line, _) = world.book.answer(
                    FeeKey("D0120", qualifier), on: FeeWorld.today)
            else { return nil }
            return line.price.cents
        }
        #expect(price("child") == 800)
        #expect(price("adult") == 1_000)
    }

    // MARK: Receipts

    private func receipts(_ world: FeeWorld, _ day: String) -> [Write] {
        FeeReceipts.due(world.lookup, office: FeeWorld.office, today: date(day))
    }

    private func steps(_ writes: [Write]) -> [String] {
        writes.filter { $0.attribute == "status" }
            .compactMap { $0.value.flatMap { Entry.value(of: $0)[0].text } }
    }

    @Test func `a version ahead of its day is received and staged, and applied on its day`() {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.approves()
        world.publishes("2026-04-01")
        let first = receipts(world, "2026-03-31")
        #expect(steps(first) == ["received", "staged"])
        world.lookup.write(first)
        #expect(receipts(world, "2026-03-31").isEmpty)
        let second = receipts(world, "2026-04-01")
        #expect(steps(second) == ["appliedToReplica"])
        world.lookup.write(second)
        #expect(receipts(world, "2026-04-02").isEmpty)
        let rollout = FeeRollout(world.lookup, today: date("2026-04-02"))
        #expect(rollout.rows.map(\.state) == ["appliedToReplica"])
        #expect(rollout.rows[0].appliedOn == date("2026-04-01"))
        #expect(rollout.rows[0].daysLate == nil)
    }

    @Test func `a version that holds already is applied at once`() {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.approves()
        world.publishes("2026-02-01")
        let writes = receipts(world, "2026-03-01")
        #expect(steps(writes) == ["received", "staged", "appliedToReplica"])
        world.lookup.write(writes)
        #expect(FeeRollout(world.lookup, today: date("2026-03-01")).late.rows.isEmpty)
    }

    @Test func `an office that says nothing is late from the effective day on`() {
        let world = world()
        let late = { (day: String) in
            FeeRollout(world.lookup, today: self.date(day)).rows.map(\.daysLate)
        }
        #expect(late("2026-03-31") == [89, nil, nil])
        #expect(late("2026-04-01") == [90, 0, nil])
    }

    @Test func `a recalled version is receipted no more, and nobody is late with it`() {
        var world = world()
        world.recalls(1)
        world.recalls(2)
        world.recalls(3)
        #expect(receipts(world, "2026-08-01").isEmpty)
        #expect(FeeRollout(world.lookup, today: date("2026-08-01")).late.rows.isEmpty)
    }

    @Test func `two machines of one office write one receipt`() {
        var world = FeeWorld()
        world.imports([("D0120", 1_000)])
        world.approves()
        world.publishes("2026-02-01")
        let before = world.lookup
        let writes = receipts(world, "2026-03-01")
        world.lookup.write(writes, seeing: before)
        world.lookup.write(writes, seeing: before)
        let rollout = FeeRollout(world.lookup, today: date("2026-03-01"))
        #expect(rollout.rows.map(\.state) == ["appliedToReplica"])
        #expect(receipts(world, "2026-03-02").isEmpty)
    }
}
