import Merge
import Testing

@testable import Fees
@testable import Records

/// The hub's answers to requests: a version for what was approved, a refusal for everything else.
struct FeeReleaseTests {
    private func approved(_ fees: [(String, Int64)] = [("D0120", 4_500)]) -> FeeWorld {
        var world = FeeWorld()
        world.imports(fees)
        world.approves()
        return world
    }

    @Test func `an approved draft becomes version one with its lines and digest`() throws {
        var world = approved()
        world.publishes("2026-04-01")
        let version = try #require(world.version(1))
        #expect(world.refusals == [])
        #expect(version.id == FeeVersion.id(draft: FeeWorld.draft, digest: world.draft().digest))
        #expect(version.effectiveFrom == Day("2026-04-01"))
        #expect(version.lines?[FeeKey("D0120")]?.price == .priced(cents: 4_500))
        #expect(world.book.log.state(of: version.id) == .published)
        #expect(world.book.log.open.isEmpty)
    }

    @Test func `an answered request is not answered again`() {
        var world = approved()
        world.publishes("2026-04-01")
        #expect(
            FeeRelease.writes(world.schedule, lookup: world.lookup, today: FeeWorld.today)
                .isEmpty)
    }

    @Test func `only a request makes the hub react`() {
        var world = approved()
        let write = FeeReleaseLog.Request.publish(
            world.draft(), on: FeeWorld.today, comment: nil, by: nil
        ).write(on: FeeWorld.schedule)
        world.lookup.write([write])
        let asked = write.op(seeing: RecordState(), shape: .log)
        let other = Write(.feeSchedule, "name", [.text("x")], record: FeeWorld.schedule)
            .op(seeing: RecordState(), shape: nil)
        let writes = { (ops: [Op]) in
            FeeRelease.writes(after: ops, lookup: world.lookup, today: FeeWorld.today)
        }
        #expect(writes([other]).isEmpty)
        #expect(writes([asked]).map(\.type) == ["fee_schedule_version", "fee_schedule"])
    }

    @Test func `a draft that nobody approved is refused`() {
        var world = FeeWorld()
        world.imports([("D0120", 4_500)])
        world.publishes("2026-04-01")
        #expect(world.refusals.count == 1)
        #expect(world.refusals[0].contains("not approved"))
        #expect(world.book.versions.isEmpty)
    }

    @Test func `who imported does not approve, unless with a recorded reason`() {
        var alone = FeeWorld()
        alone.imports([("D0120", 4_500)])
        alone.approves(by: FeeWorld.importer)
        alone.publishes("2026-04-01")
        #expect(alone.refusals.first?.contains("another user") == true)
        var nobody = FeeWorld()
        nobody.imports([("D0120", 4_500)])
        nobody.approves(by: nil)
        nobody.publishes("2026-04-01")
        #expect(nobody.refusals.first?.contains("who decides") == true)
        var reasoned = FeeWorld()
        reasoned.imports([("D0120", 4_500)])
        reasoned.approves(by: FeeWorld.importer, comment: "two of us, one ill")
        reasoned.publishes("2026-04-01")
        #expect(reasoned.refusals == [])
        #expect(reasoned.version(1) != nil)
    }

    /// What the hub says to a publication that user 2 approved without a word.
    private func refusal(_ change: (inout FeeWorld) -> Void) -> String? {
        var world = FeeWorld()
        world.imports([("D0120", 4_500), ("D0140", 6_000)])
        change(&world)
        world.approves()
        world.publishes("2026-04-01")
        return world.refusals.first
    }

    @Test func `whoever wrote a line that stands does not approve`() {
        #expect(refusal { _ in } == nil)
        let edited = refusal { $0.edits(FeeKey("D0120"), 4_600, by: FeeWorld.approver) }
        #expect(edited?.contains("edited") == true)
        // The approver imported everything, another one line after him: both have a hand in it.
        let both = refusal {
            $0.imports([("D0120", 4_700), ("D0140", 6_100)], by: FeeWorld.approver)
            $0.imports([("D0120", 4_500), ("D0140", 6_100)])
        }
        #expect(both?.contains("edited") == true)
        let replaced = refusal {
            $0.edits(FeeKey("D0120"), 4_600, by: FeeWorld.approver)
            $0.edits(FeeKey("D0120"), 4_700, by: FeeWorld.importer)
        }
        #expect(replaced == nil)
    }

    @Test func `where nobody said who wrote, nobody is known to be another`() {
        let unnamed = refusal { $0.imports([("D0120", 4_700)], by: nil) }
        #expect(unnamed?.contains("without --as") == true)
        var alone = FeeWorld()
        alone.imports([("D0120", 4_500)], by: nil)
        alone.approves(comment: "the file came before the users did")
        alone.publishes("2026-04-01")
        #expect(alone.refusals == [] && alone.version(1) != nil)
    }

    @Test func `who approves or asks is an active user`() {
        let disabled = refusal {
            $0.lookup.put(.user, FeeWorld.approver.bits, [("isDisabled", [.flag(true)])])
        }
        #expect(disabled?.contains("no active user") == true)
        let program = refusal {
            $0.lookup.write([
                Write(User.roles, FeeWorld.approver, key: [User.Roles.role(User.serviceRole)])
            ])
        }
        #expect(program?.contains("no active user") == true)
        let stranger = refusal {
            $0.lookup.put(.user, FeeWorld.importer.bits, [("isDisabled", [.flag(true)])])
        }
        #expect(stranger?.contains("who asked") == true)
    }

    @Test func `a recall takes two users, or one alone with a reason`() {
        func refusal(
            by user: RecordID?, _ other: RecordID?, isAlone: Bool = false, reason: String = "why"
        ) -> String? {
            var world = approved()
            world.publishes("2026-04-01")
            world.recalls(1, reason: reason, by: user, approvedBy: other, isAlone: isAlone)
            let isRecalled = world.book.log.answers.last?.step == .recall
            #expect(isRecalled == world.refusals.isEmpty)
            return world.refusals.first
        }
        #expect(refusal(by: FeeWorld.importer, FeeWorld.approver) == nil)
        #expect(refusal(by: FeeWorld.importer, nil)?.contains("second user") == true)
        #expect(refusal(by: FeeWorld.importer, FeeWorld.importer)?.contains("two users") == true)
        #expect(refusal(by: nil, FeeWorld.approver)?.contains("two users") == true)
        #expect(
            refusal(by: FeeWorld.importer, RecordID(bits: 9))?.contains("no active user") == true)
        #expect(refusal(by: FeeWorld.importer, nil, isAlone: true) == nil)
        #expect(
            refusal(by: FeeWorld.importer, nil, isAlone: true, reason: "")?.contains("reason")
                == true)
    }

    @Test func `the authority sees through an author's own approval, too`() {
        var world = FeeWorld()
        world.imports([("D0120", 4_500)])
        world.step("submit", by: FeeWorld.importer)
        func may(_ user: RecordID?, _ comment: Scalar = .null, beside: [Write] = []) -> Permission {
            let state = world.lookup.state(FeeWorld.draft) ?? RecordState()
            let asking = Asking(role: .coordinator, actor: user, before: state, beside: beside)
            return asking.may(
                Write(
                    .feeDraft, "status", [.text("approve"), .null, comment],
                    record: FeeWorld.draft))
        }
        let line = Write(
            FeeDraft.lines, FeeWorld.draft, key: FeeKey("D0140").fields,
            FeeLine(FeeKey("D0140"), .priced(cents: 1)).fields)
        #expect(may(FeeWorld.approver) == .allow)
        #expect(may(FeeWorld.approver, beside: [line]) == .refuse(.sameUser))
        #expect(may(FeeWorld.importer) == .refuse(.sameUser))
        world.edits(FeeKey("D0140"), 5_000, by: FeeWorld.approver)
        #expect(may(FeeWorld.approver) == .refuse(.sameUser))
        #expect(may(FeeWorld.approver, .text("alone")) == .allow)
        world.edits(FeeKey("D0140"), 5_000, by: nil)
        #expect(may(FeeWorld.approver) == .refuse(.sameUser))
    }

    @Test func `a draft changed after its approval is refused`() {
        var world = approved()
        let request = FeeReleaseLog.Request.publish(
            world.draft(), on: FeeWorld.today, comment: nil, by: nil)
        world.imports([("D0120", 9_900)])
        world.asks(request)
        #expect(world.refusals.first?.contains("changed after") == true)
        world.publishes("2026-04-01")
        #expect(world.refusals.last?.contains("changed after") == true)
        #expect(world.book.versions.isEmpty)
    }

    @Test func `a code with two prices is refused`() {
        var world = FeeWorld()
        world.imports([("D0120", 4_500)])
        let before = world.lookup
        let price = { (cents: Int64) in
            Write(
                FeeDraft.lines, FeeWorld.draft, key: FeeKey("D0120").fields,
                FeeLine(FeeKey("D0120"), .priced(cents: cents)).fields)
        }
        world.lookup.write([price(4_600)], seeing: before)
        world.lookup.write([price(4_700)], seeing: before)
        #expect(world.draft().conflicts == [FeeKey("D0120")])
        world.approves()
        world.publishes("2026-04-01")
        #expect(world.refusals.first?.contains("two prices") == true)
    }

    @Test func `two drafts of one day are serialised: the first wins, the other is told`() {
        var world = approved()
        let second = RecordID(bits: 0xD2)
        world.imports([("D0120", 4_600)], into: second)
        world.approves(on: second)
        world.publishes("2026-04-01")
        world.publishes("2026-04-01", draft: second)
        #expect(world.book.versions.map(\.number) == [1])
        #expect(world.refusals.first?.contains("version 1 begins that day") == true)
        world.publishes("2026-05-01", draft: second)
        #expect(world.book.versions.map(\.number) == [1, 2])
    }

    @Test func `requests that arrive together are answered one after the other`() {
        var world = approved()
        let second = RecordID(bits: 0xD2)
        world.imports([("D0120", 4_600)], into: second)
        world.approves(on: second)
        world.lookup.write(
            [FeeWorld.draft, second].map { id in
                FeeReleaseLog.Request.publish(
                    world.draft(id), on: FeeWorld.today, comment: nil, by: nil
                ).write(on: FeeWorld.schedule)
            })
        world.reacts()
        #expect(world.book.versions.count == 1)
        #expect(world.refusals.count == 1)
        #expect(world.book.log.answers.map(\.number) == [1, 2])
    }

    @Test func `a correction may begin on the day of what it corrects`() throws {
        var world = approved()
        world.publishes("2026-04-01")
        let first = try #require(world.version(1))
        let second = RecordID(bits: 0xD2)
        world.imports([("D0120", 4_600)], into: second, correcting: first.id)
        world.approves(on: second)
        world.publishes("2026-04-01", draft: second)
        #expect(world.refusals == [])
        let version = world.book.version(on: FeeWorld.today.advanced(by: 60))
        #expect(version?.number == 2)
        #expect(version?.correctionOf == first.id)
    }

    @Test func `publishing the same fees twice is refused, after a recall it is not`() {
        var world = approved()
        world.publishes("2026-04-01")
        world.publishes("2026-04-01")
        #expect(world.refusals.first?.contains("published already") == true)
        world.recalls(1)
        #expect(world.book.version(on: FeeWorld.today.advanced(by: 60)) == nil)
        world.publishes("2026-04-01")
        #expect(world.book.versions.count == 1)
        #expect(world.book.version(on: FeeWorld.today.advanced(by: 60))?.number == 1)
        world.recalls(1)
        world.publishes("2026-06-01")
        #expect(world.refusals.last?.contains("from another day") == true)
    }

    @Test func `a recall needs a published version and a reason`() {
        var world = approved()
        world.publishes("2026-04-01")
        world.recalls(1, reason: "")
        #expect(world.refusals == ["a recall needs a reason"])
        world.recalls(1)
        world.recalls(1)
        #expect(world.refusals.last == "the version is recalled already")
    }

    @Test func `a request without its facts is refused, never passed over`() {
        var world = approved()
        world.lookup.write([
            Write(
                .feeSchedule, "releaseRequests", [.text("publish"), .id(0x99)],
                record: FeeWorld.schedule),
            Write(
                .feeSchedule, "releaseRequests", [.text("refused"), .id(0x99)],
                record: FeeWorld.schedule),
        ])
        world.reacts()
        #expect(world.refusals.count == 2)
        #expect(world.book.log.open.isEmpty)
    }

    @Test func `a draft of another schedule is refused`() {
        var world = approved()
        world.lookup.write([
            Write(.feeDraft, "schedule", [.id(0x5D)], record: FeeWorld.draft)
        ])
        world.publishes("2026-04-01")
        #expect(world.refusals.first?.contains("no such draft") == true)
    }
}
