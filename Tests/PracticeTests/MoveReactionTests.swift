import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// What the hub derives from a move between offices.
struct MoveReactionTests {
    private static let run = RecordID(bits: 0xF5)

    /// The doctor works at office 7 and is in network there through contracts 1 and 2; office 8
    /// has contracts 2 and 3, and 4 without a case for each doctor.
    private static func practice() throws -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1, 2, 3])
        practice.contract(4, rule: "delegated")
        for (contract, office) in [(1, 7), (2, 7), (2, 8), (3, 8), (4, 8)] as [(UInt128, UInt128)] {
            practice.place(contract, at: office)
        }
        practice.assign(to: 7)
        practice.onboard(from: "2026-01-01")
        for contract in [1, 2] as [UInt128] {
            practice.log(
                .enrollment, try #require(practice.caseView(contract, 7)).id, "recorded",
                ["effectiveOn": .day("2026-02-01"), "document": .id(0x99)])
        }
        return practice
    }

    private static func move(
        _ practice: inout SmallPractice, _ run: RecordID = run, kind: String = "move",
        from: UInt128? = 7, to: UInt128? = 8, last: String = "2026-12-31",
        first: String = "2027-01-01"
    ) {
        practice.assign(to: 7, from: "2026-01-01", last)
        if let to { practice.assign(to: to, from: first) }
        practice.change([
            Write(
                MoveRun.journey, run,
                [
                    MoveRun.practitioner(RecordID(bits: SmallPractice.doctor)),
                    MoveRun.moveKind(kind),
                    MoveRun.fromOffice(from.map { RecordID(bits: $0) }),
                    MoveRun.toOffice(to.map { RecordID(bits: $0) }),
                ]),
            Write(
                MoveRun.dates, run,
                [
                    MoveRun.lastDayOld(Day(last)),
                    MoveRun.firstDayNew(to.flatMap { _ in Day(first) }),
                ]),
            Write(MoveRun.status, run, [MoveRun.status.step("plan")]),
        ])
    }

    /// A case at office 7 that no run opened.
    private static func open(_ contract: UInt128, _ practice: inout SmallPractice) {
        let identity: [Scalar] = [.id(SmallPractice.doctor), .id(contract), .id(7)]
        practice.put(.enrollment, 0xC0 | contract, [("identity", identity)])
    }

    private static func notices(_ practice: SmallPractice) -> [String] {
        practice.lookup.records(.payorNotice).map { view in
            "\(view[PayorNotice.kind] ?? "") \(view[PayorNotice.contract]?.bits ?? 0)"
        }.sorted()
    }

    private static func plan(_ practice: SmallPractice) throws -> MovePlan {
        let move = try #require(practice.lookup.record(run).flatMap { MoveRun($0) })
        return MovePlan(move, PairRules(practice.lookup), in: practice.lookup)
    }

    @Test func `each contract of the old office is told to remove, of the new one to add`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        #expect(
            Self.notices(practice)
                == ["addLocation 2", "addLocation 4", "removeLocation 1", "removeLocation 2"])
        #expect(practice.cases == [[1, 7], [2, 7], [2, 8], [3, 8]])
        #expect(practice.caseView(2, 8)?[Enrollment.requestedEffectiveOn] == Day("2027-01-01"))
    }

    @Test func `a payor that turns out to know the doctor is told after all`() throws {
        var practice = try Self.practice()
        practice.contract(5)
        practice.place(5, at: 7)
        practice.place(5, at: 8)
        Self.move(&practice)
        #expect(!Self.notices(practice).contains("removeLocation 5"))
        Self.open(5, &practice)
        practice.log(
            .enrollment, try #require(practice.caseView(5, 7)).id, "recorded",
            ["effectiveOn": .day("2026-03-01"), "document": .id(0x97)])
        #expect(
            Self.notices(practice).filter { $0.hasSuffix(" 5") }
                == ["addLocation 5", "removeLocation 5"])
    }

    @Test func `a payor heard of after everybody confirmed is told to remove`() throws {
        var practice = try Self.practice()
        practice.contract(5)
        practice.place(5, at: 7)
        Self.move(&practice)
        for notice in practice.lookup.records(.payorNotice) {
            practice.log(.payorNotice, notice.id, "send")
            practice.log(.payorNotice, notice.id, "confirm", ["document": .id(0x98)])
        }
        for contract in [2, 3] as [UInt128] {
            practice.log(
                .enrollment, try #require(practice.caseView(contract, 8)).id, "recorded",
                ["effectiveOn": .day("2027-01-01"), "document": .id(0x98)])
        }
        Self.open(5, &practice)
        let late = try #require(practice.caseView(5, 7))
        practice.log(
            .enrollment, late.id, "recorded",
            ["effectiveOn": .day("2026-03-01"), "document": .id(0x97)])
        #expect(Self.notices(practice).contains("removeLocation 5"))
    }

    @Test func `what the old office had and the new one has not is lost`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        #expect(try Self.plan(practice).losses == [RecordID(bits: 1)])
    }

    @Test func `a payor that never heard of the doctor at the old office is not told to remove`()
        throws
    {
        var practice = try Self.practice()
        practice.contract(5)
        practice.place(5, at: 7)
        Self.move(&practice)
        #expect(!Self.notices(practice).contains("removeLocation 5"))
    }

    /// Office 8 bills under another entity's tax number from now on.
    private static func bill(_ tin: String, at office: UInt128, _ practice: inout SmallPractice) {
        practice.put(
            .organization, 0xE1,
            [("legalName", [.text("Other")]), ("taxIdentity", [.text(tin), .text("ein")])])
        practice.put(.office, office, [("organization", [.id(0xE1)])])
    }

    @Test func `a W-9 is a task where the tax number changes, and nowhere else`() throws {
        func asks(_ kind: String, from: UInt128?, tin: String?) throws -> Bool {
            var practice = try Self.practice()
            practice.put(
                .organization, SmallPractice.entity,
                [("taxIdentity", [.text("900000001"), .text("ein")])])
            if let tin { Self.bill(tin, at: 8, &practice) }
            Self.move(&practice, kind: kind, from: from)
            return practice.lookup.records(.task).contains { $0[WorkTask.kind] == "move-w9" }
        }
        #expect(try asks("move", from: 7, tin: "900000002"))
        #expect(try asks("add", from: nil, tin: "900000002"))
        #expect(try !asks("move", from: 7, tin: nil))
        #expect(try !asks("add", from: nil, tin: nil))
        #expect(try !asks("move", from: 7, tin: "900000001"), "two records of one number")
    }

    @Test func `the packet of a move is one task per topic, each due in time`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let due = Dictionary(
            uniqueKeysWithValues: practice.lookup.records(.task).map {
                ($0[WorkTask.kind] ?? "", $0[WorkTask.dueOn]?.description ?? "")
            })
        #expect(
            due == [
                "move-nppes": "2027-01-31", "move-caqh": "2027-01-01",
                "move-dea": "2027-01-01", "move-malpractice": "2027-01-01",
                "move-clearinghouse": "2027-01-01", "move-permit": "2027-01-01",
            ])
    }

    @Test func `tasks that are open slip with the move, done ones do not`() throws {
        var practice = try Self.practice()
        Self.bill("900000002", at: 8, &practice)
        Self.move(&practice)
        let tasks = practice.lookup.records(.task)
        let done = try #require(tasks.first { $0[WorkTask.kind] == "move-caqh" })
        practice.log(.task, done.id, "done")
        practice.change([
            Write(
                MoveRun.dates, Self.run,
                [MoveRun.lastDayOld(Day("2027-01-31")), MoveRun.firstDayNew(Day("2027-02-01"))])
        ])
        let days = Set(
            practice.lookup.records(.task).map {
                "\($0[WorkTask.kind] ?? "") \($0[WorkTask.dueOn]?.description ?? "")"
            })
        #expect(days.contains("move-caqh 2027-01-01"))
        #expect(days.contains("move-nppes 2027-03-03"))
        #expect(days.contains("move-w9 2027-02-01"))
    }

    @Test func `nothing is written twice`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        for (type, id) in [
            (RecordType.moveRun, Self.run), (.payorContract, RecordID(bits: 2)),
            (.office, RecordID(bits: 8)),
        ] {
            let write = Write(type, type.attributes[0].name, [], record: id)
            #expect(practice.reactions(to: [write]) == [])
        }
    }

    @Test func `a further office removes nothing`() throws {
        var practice = try Self.practice()
        Self.move(&practice, kind: "add", from: nil)
        #expect(Self.notices(practice) == ["addLocation 2", "addLocation 4"])
        #expect(try Self.plan(practice).losses == [])
    }

    @Test func `a doctor who leaves the group is terminated everywhere`() throws {
        var practice = try Self.practice()
        Self.move(&practice, kind: "leave", from: nil, to: nil)
        #expect(Self.notices(practice) == ["termination 1", "termination 2"])
        #expect(practice.lookup.records(.task).count == 5)
    }

    @Test func `a cancelled move retires what nobody touched and flags what was sent`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let sent = try #require(
            practice.lookup.records(.payorNotice).first { $0[PayorNotice.kind] == "removeLocation" }
        )
        practice.log(.payorNotice, sent.id, "send")
        practice.log(.moveRun, Self.run, "cancel")
        #expect(
            practice.lookup.records(.payorNotice).filter(\.isActive).map(\.id) == [sent.id])
        #expect(practice.cases == [[1, 7], [2, 7]])
        let open = practice.lookup.records(.task).filter(\.isActive)
        #expect(open.map { $0[WorkTask.about] } == [sent.id])
    }

    @Test func `a move out of use is like a cancelled one, a closed one stays as it was`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let life = { (lifecycle: Lifecycle) in
            Write(
                .moveRun, Self.run, named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle(lifecycle.rawValue)])
        }
        let before = practice.cases
        practice.change([life(.inactive)])
        #expect(practice.cases == [[1, 7], [2, 7]])
        #expect(practice.lookup.records(.payorNotice).allSatisfy { !$0.isActive })
        practice.change([life(.active)])
        #expect(practice.cases == before)
        #expect(practice.lookup.records(.payorNotice).allSatisfy { $0.isActive })
        let view = try #require(practice.lookup.record(Self.run))
        let confirmed = Workflow.move.standing(of: view).read(as: "confirmed", in: .move)
        practice.change([
            try Workflow.move.write(
                StepDraft("verifyDirectory", comment: "seen"), record: Self.run, after: confirmed)
        ])
        practice.change([life(.inactive)])
        #expect(practice.cases == before)
    }

    @Test func `an assignment that alone is put off asks a person to slip the move`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        func tasks() -> [RecordView] {
            practice.lookup.records(.task).filter { $0[WorkTask.kind] == "move-slip" }
        }
        #expect(tasks().isEmpty)
        for _ in 0..<2 { practice.assign(to: 8, from: "2027-02-01") }
        #expect(tasks().map { $0[WorkTask.about] } == [Self.run])
        practice.assign(to: 7, from: "2026-01-01", "2027-01-31")
        #expect(tasks().count == 1, "one open task is enough")
        let task = try #require(tasks().first)
        practice.change([
            try Workflow.task.write(
                StepDraft("done"), record: task.id, after: Workflow.task.standing(of: task))
        ])
        practice.assign(to: 8, from: "2027-01-01")
        #expect(tasks().count == 1, "what fits again asks for nothing")
        practice.assign(to: 8, from: "2027-02-01")
        #expect(tasks().count == 2, "the same day again is asked again")
    }

    @Test func `an assignment whose last day is taken away asks to slip the move`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        practice.assign(to: 7, from: "2026-01-01", nil)
        let asked = practice.lookup.records(.task).filter { $0[WorkTask.kind] == "move-slip" }
        #expect(asked.map { $0[WorkTask.about] } == [Self.run])
    }

    @Test func `a contract that was an error needs no notice, and one that returns does`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let before = Self.notices(practice).sorted()
        #expect(before.contains("removeLocation 1"))
        let life = { (lifecycle: Lifecycle) in
            Write(
                .payorContract, RecordID(bits: 1), named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle(lifecycle.rawValue)])
        }
        let active = { (practice: SmallPractice) in
            practice.lookup.records(.payorNotice).filter(\.isActive)
                .filter { $0[PayorNotice.contract]?.bits == 1 }.compactMap { $0[PayorNotice.kind] }
        }
        practice.change([life(.enteredInError)])
        #expect(active(practice) == [])
        practice.change([life(.active)])
        #expect(active(practice) == ["removeLocation"])
        let sent = try #require(
            practice.lookup.records(.payorNotice).first {
                $0.isActive && $0[PayorNotice.contract]?.bits == 1
            })
        practice.log(.payorNotice, sent.id, "send")
        practice.change([life(.inactive)])
        #expect(active(practice) == ["removeLocation"], "what was sent stays with a person")
    }

    @Test func `a move's state follows its notices and cases`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let move = try #require(practice.lookup.record(Self.run).flatMap { MoveRun($0) })
        #expect(MoveStanding(move, practice.lookup).state == .noticesPrepared)
        let notices = practice.lookup.records(.payorNotice)
        for notice in notices { practice.log(.payorNotice, notice.id, "send") }
        #expect(MoveStanding(move, practice.lookup).state == .notified)
        for notice in notices {
            practice.log(.payorNotice, notice.id, "confirm", ["document": .id(0x98)])
        }
        #expect(MoveStanding(move, practice.lookup).state == .partiallyConfirmed)
        for contract in [2, 3] as [UInt128] {
            practice.log(
                .enrollment, try #require(practice.caseView(contract, 8)).id, "recorded",
                ["effectiveOn": .day("2027-01-01"), "document": .id(0x98)])
        }
        #expect(MoveStanding(move, practice.lookup).state == .confirmed)
    }

    @Test func `a move that no payor is to hear of waits for nobody, and still takes contracts in`()
        throws
    {
        var practice = SmallPractice(offices: [7, 8])
        practice.assign(to: 7)
        Self.move(&practice)
        let move = try #require(practice.lookup.record(Self.run).flatMap { MoveRun($0) })
        #expect(MoveStanding(move, practice.lookup).state == .confirmed)
        practice.contract(9)
        practice.place(9, at: 8)
        #expect(practice.cases == [[9, 8]])
        let later = try #require(practice.lookup.record(Self.run).flatMap { MoveRun($0) })
        #expect(MoveStanding(later, practice.lookup).state == .noticesPrepared)
    }

    @Test func `two open moves to one office tell a payor signed later once`() throws {
        var practice = SmallPractice(offices: [7, 8])
        practice.assign(to: 7)
        Self.move(&practice)
        Self.move(&practice, RecordID(bits: 0xF9))
        practice.contract(9, rule: "groupCredentialed")
        practice.place(9, at: 7)
        practice.place(9, at: 8)
        let notices = practice.lookup.records(.payorNotice).filter(\.isActive)
        #expect(
            notices.compactMap { $0[PayorNotice.kind] }.sorted() == [
                "addLocation", "removeLocation",
            ])
        #expect(Set(notices.compactMap { $0[PayorNotice.moveRun] }) == [Self.run])
    }

    @Test func `a move slips with its assignments, its cases and those who were told`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let sent = try #require(
            practice.lookup.records(.payorNotice).first { $0[PayorNotice.kind] == "removeLocation" }
        )
        practice.log(.payorNotice, sent.id, "send")
        let move = try #require(practice.lookup.record(Self.run).flatMap { MoveRun($0) })
        let slip = MoveSlip(
            move, lastDay: Day("2027-01-31"), firstDay: Day("2027-02-01"), in: practice.lookup)
        practice.change(
            slip.writes + [Write(MoveRun.status, Self.run, [MoveRun.status.step("dateSlip")])])
        let stays = DoctorStays(of: RecordID(bits: SmallPractice.doctor), in: practice.lookup)
        let end = try #require(Day("2027-01-31"))
        let old = try #require(stays.days[RecordID(bits: 7)])
        #expect(old.contains(end) && !old.contains(end.after))
        #expect(stays.days[RecordID(bits: 8)]?.first == Day("2027-02-01"))
        #expect(practice.caseView(3, 8)?[Enrollment.requestedEffectiveOn] == Day("2027-02-01"))
        let told = practice.lookup.records(.task).filter { $0[WorkTask.kind] == "move-slipped" }
        #expect(told.map { $0[WorkTask.about] } == [sent.id])
    }

    @Test func `two runs that tell a payor the same tell it once`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        let first = Self.notices(practice)
        let other = RecordID(bits: 0xF6)
        practice.change([
            Write(
                MoveRun.journey, other,
                [
                    MoveRun.practitioner(RecordID(bits: SmallPractice.doctor)),
                    MoveRun.moveKind("leave"),
                    MoveRun.fromOffice(RecordID(bits: 7)),
                ]),
            Write(MoveRun.dates, other, [MoveRun.lastDayOld(Day("2026-12-30"))]),
            Write(MoveRun.status, other, [MoveRun.status.step("plan")]),
        ])
        #expect(Self.notices(practice) == first)
        practice.log(.moveRun, Self.run, "cancel")
        let kept = practice.lookup.records(.payorNotice).filter(\.isActive)
        #expect(kept.map { $0[PayorNotice.kind] } == ["removeLocation", "removeLocation"])
        #expect(kept.allSatisfy { $0[PayorNotice.moveRun] == other })
    }

    @Test func `lost networks stay named once their payors have let the doctor go`() throws {
        var practice = try Self.practice()
        Self.move(&practice)
        #expect(try Self.plan(practice).losses.map(\.bits) == [1])
        let view = try #require(practice.caseView(1, 7))
        practice.change([
            Write(
                .enrollment, view.id, named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle("inactive")])
        ])
        #expect(try Self.plan(practice).removals.map(\.contract.bits) == [2])
        #expect(try Self.plan(practice).losses.map(\.bits) == [1])
    }
}
