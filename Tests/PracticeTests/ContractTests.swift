import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// Renewals, talks and the end of a contract.
struct ContractTests {
    private static let today = Day("2026-11-23") ?? Day(number: 0)

    private func contract(
        _ lookup: inout TestLookup, renews: String, kind: String = "evergreen", notice: Int64 = 90
    ) {
        lookup.put(
            .payorContract, 1,
            [
                ("code", [.text("C1")]), ("parties", [.id(5), .id(6)]),
                ("status", [.text("execute")]),
                ("renewal", [.text(kind), .day(renews), .int(notice)]),
            ])
        lookup.put(.payor, 6, [("code", [.text("P1")])])
    }

    private func step(_ workflow: Workflow, _ event: String, on day: String) -> [Scalar] {
        [.text(event), .day(day)]
    }

    /// Logs a step on a record after everything that stands.
    private func log(
        _ lookup: inout TestLookup, _ workflow: Workflow, _ id: UInt128, _ draft: StepDraft
    ) throws {
        let view = try #require(lookup.record(RecordID(bits: id)))
        lookup.write([try workflow.write(draft, on: view)])
    }

    @Test(arguments: [
        ("2025-06-01", "2027-06-01", "2027-03-03"), ("2024-02-29", "2027-02-28", "2026-11-30"),
        ("2026-11-23", "2026-11-23", "2026-08-25"), ("2028-01-01", "2028-01-01", "2027-10-03"),
    ])
    func `an evergreen contract renews every year, and notice ends so many days before`(
        written: String, renews: String, deadline: String
    ) throws {
        var lookup = TestLookup()
        contract(&lookup, renews: written)
        let view = try #require(lookup.record(RecordID(bits: 1)))
        let window = try #require(
            RenewalWindow(view, Workflow.contract.standing(of: view), today: Self.today))
        #expect(window.renewsOn == Day(renews))
        #expect(window.noticeDeadline == Day(deadline))
    }

    @Test func `a fixed contract keeps its day, and one that is no more has none`() throws {
        var lookup = TestLookup()
        contract(&lookup, renews: "2025-06-01", kind: "fixed")
        let view = try #require(lookup.record(RecordID(bits: 1)))
        let standing = Workflow.contract.standing(of: view)
        #expect(RenewalWindow(view, standing, today: Self.today)?.renewsOn == Day("2025-06-01"))
        let draft = Workflow.contract.standing(of: [])
        #expect(RenewalWindow(view, draft, today: Self.today) == nil)
    }

    /// A contract entered with its first day and no step, as `create` does.
    private func dated(_ more: [(String, [Scalar])] = []) -> TestLookup {
        var lookup = TestLookup()
        lookup.put(
            .payorContract, 1,
            [
                ("code", [.text("C1")]), ("parties", [.id(5), .id(6)]),
                ("term", [.day("2026-01-01")]),
                ("renewal", [.text("evergreen"), .day("2027-06-01"), .int(90)]),
            ] + more)
        return lookup
    }

    private func standing(_ lookup: TestLookup) throws -> Standing {
        Workflow.contract.standing(of: try #require(lookup.record(RecordID(bits: 1))))
    }

    @Test func `a contract entered with its first day is executed everywhere`() throws {
        let lookup = dated()
        let found = try standing(lookup)
        #expect(found.state == "executed" && found.steps.isEmpty)
        #expect(found.legalSteps.contains("requestTermination"))
        #expect(!found.legalSteps.contains("offer"))
        let table = ContractCalendar.table(lookup, today: Self.today)
        let row = ["executed", "2027-06-01", "2027-03-03"]
        #expect(table.rows.map { $0[2...4].map(\.plain) } == [row])
        let due = Expirables(lookup, asOf: Self.today).all(within: 120)
        #expect(due.map(\.expiresOn) == [Day("2027-03-03")])
        let view = try #require(lookup.record(RecordID(bits: 1)))
        #expect(ContractReach(view, found, locations: []).inForce?.contains(Self.today) == true)
    }

    @Test func `steps follow from there, and one that leads there replaces the day's word`()
        throws
    {
        var ended = dated()
        try log(
            &ended, .contract, 1,
            StepDraft(
                "requestTermination", on: Self.today, comment: "fees",
                facts: [AnyRecord.effectiveOn(Day("2026-12-31"))]))
        #expect(try standing(ended).state == "terminationRequested")
        #expect(try standing(ended).illegal.isEmpty)
        try log(&ended, .contract, 1, StepDraft("withdrawTermination", comment: "agreed"))
        try log(&ended, .contract, 1, StepDraft("execute", on: Self.today))
        #expect(try standing(ended).state == "executed")
        #expect(try standing(ended).illegal.isEmpty)
        #expect(try standing(dated([("status", [.text("offer")])])).state == "offered")
        #expect(try standing(dated([("status", [.text("draft")])])).state == "draft")
    }

    @Test func `two people who did not see each other agree on a dated contract`() throws {
        let before = dated()
        let view = try #require(before.record(RecordID(bits: 1)))
        var both = before
        for event in ["execute", "amend"] {
            both.write([try Workflow.contract.write(StepDraft(event), on: view)], seeing: before)
        }
        #expect(try standing(both).state == "amended")
        #expect(try standing(both).conflict == nil)
    }

    @Test func `a window is missed once notice is late and nobody has asked`() throws {
        var lookup = TestLookup()
        contract(&lookup, renews: "2026-12-31")
        func missed() -> Table.Cell {
            let table = ContractCalendar.table(lookup, today: Self.today)
            return table.rows[0][table.columns.firstIndex { $0.name == "missed" } ?? 0]
        }
        #expect(missed() == .flag(true))
        lookup.put(
            .negotiation, 2,
            [
                ("subject", [.id(1), .day("2026-09-01")]),
                ("status", step(.negotiation, "open", on: "2026-09-01")),
            ])
        #expect(missed() == .flag(true))
        try log(
            &lookup, .negotiation, 2,
            StepDraft("requestSent", on: Day("2026-09-10"), facts: [AnyRecord.reference("R1")]))
        #expect(missed() == .flag(false))
    }

    @Test func `a missed window is remembered past the anniversary, until the next one`() throws {
        var lookup = TestLookup()
        contract(&lookup, renews: "2026-12-31")
        lookup.put(.payorContract, 1, [("renewalKind", [.text("evergreen")])])
        func missed(on day: String) throws -> Table.Cell {
            let table = ContractCalendar.table(lookup, today: try #require(Day(day)))
            return table.rows[0][table.columns.firstIndex { $0.name == "missed" } ?? 0]
        }
        #expect(try missed(on: "2026-05-01") == .flag(false))
        for day in ["2026-11-23", "2027-01-01", "2027-07-01", "2028-07-01"] {
            #expect(try missed(on: day) == .flag(true))
        }
        // Asked in time for the second renewal: the first one's silence is over with it.
        lookup.put(
            .negotiation, 2,
            [
                ("subject", [.id(1), .day("2027-06-01")]),
                ("status", step(.negotiation, "open", on: "2027-06-01")),
            ])
        try log(
            &lookup, .negotiation, 2,
            StepDraft("requestSent", on: Day("2027-06-10"), facts: [AnyRecord.reference("R1")]))
        try log(&lookup, .negotiation, 2, StepDraft("refuse", on: Day("2027-08-01")))
        #expect(try missed(on: "2028-01-15") == .flag(false))
        #expect(try missed(on: "2028-12-30") == .flag(true))
    }

    @Test func `silence counts from the last word, a call included, and ends with an offer`()
        throws
    {
        var lookup = TestLookup()
        contract(&lookup, renews: "2027-06-01")
        lookup.put(
            .negotiation, 2,
            [
                ("subject", [.id(1), .day("2026-09-01")]),
                ("status", step(.negotiation, "open", on: "2026-09-01")),
            ])
        try log(
            &lookup, .negotiation, 2,
            StepDraft("requestSent", on: Day("2026-09-10"), facts: [AnyRecord.reference("R1")]))
        func rounds() throws -> NegotiationRounds {
            NegotiationRounds(
                try #require(lookup.record(RecordID(bits: 2))),
                contacts: lookup.records(.contactLog))
        }
        #expect(try rounds().silentDays(on: Self.today) == 74)
        #expect(try rounds().followUpOn == Day("2026-09-24"))
        lookup.put(
            .contactLog, 3, [("contact", [.day("2026-11-20"), .null, .null, .id(1)])])
        #expect(try rounds().silentDays(on: Self.today) == 3)
        try log(&lookup, .negotiation, 2, StepDraft("offer", on: Day("2026-11-21")))
        #expect(try rounds().silentDays(on: Self.today) == nil)
        try log(&lookup, .negotiation, 2, StepDraft("counter", on: Day("2026-11-22")))
        #expect(try rounds().round == 2)
    }

    @Test func `the end of a contract ends what is in network and leaves the rest to people`()
        throws
    {
        var lookup = TestLookup()
        contract(&lookup, renews: "2027-06-01")
        for (id, event) in [(10, "recorded"), (11, "prepare"), (12, "withdraw")] {
            lookup.put(
                .enrollment, UInt128(id),
                [("identity", [.id(7), .id(1), .id(8)]), ("status", [.text(event)])])
        }
        let through = try #require(Day("2026-12-31"))
        func ending() -> ContractEnding {
            ContractEnding(
                of: RecordID(bits: 1), through: through, today: Self.today, document: nil,
                by: nil, lookup: lookup)
        }
        let first = ending()
        #expect(first.ended == [RecordID(bits: 10)] && first.open == [RecordID(bits: 11)])
        #expect(first.unclear.isEmpty)
        lookup.write(first.writes)
        let view = try #require(lookup.record(RecordID(bits: 10)))
        #expect(Workflow.enrollment.standing(of: view).state == "ending")
        #expect(view[Enrollment.effectiveThrough] == through)
        #expect(ending().writes.isEmpty)
        lookup.write(
            ContractEnding.withdrawal(
                of: RecordID(bits: 1), today: Self.today, by: nil, lookup: lookup))
        let again = try #require(lookup.record(RecordID(bits: 10)))
        #expect(Workflow.enrollment.standing(of: again).state == "effective")
        #expect(again[Enrollment.effectiveThrough] == nil)
    }

    @Test func `days are counted in the state in which they went by`() throws {
        var lookup = TestLookup()
        lookup.put(
            .enrollment, 10,
            [
                ("identity", [.id(7), .id(1), .id(8)]),
                ("status", step(.enrollment, "prepare", on: "2026-01-01")),
            ])
        for (event, day) in [
            ("submit", "2026-01-11"), ("ack", "2026-01-14"), ("deficiency", "2026-02-01"),
            ("resubmit", "2026-02-03"),
        ] {
            try log(&lookup, .enrollment, 10, StepDraft(event, on: Day(day)))
        }
        let table = OnboardingTimes.table(lookup, today: try #require(Day("2026-02-10")))
        let row = try #require(table.rows.first)
        func cell(_ column: String) -> Table.Cell {
            row[table.columns.firstIndex { $0.name == column } ?? 0]
        }
        #expect(cell("preparingDays") == .number(10 as Int64))
        #expect(cell("submittedDays") == .number(3 as Int64))
        #expect(cell("inReviewDays") == .number(25 as Int64))
        #expect(cell("deficientDays") == .number(2 as Int64))
        #expect(cell("deficiencies") == .number(1 as Int64))
        #expect(cell("daysToEffective") == .blank)
    }

    @Test func `the days to the effective date end on the date that stands`() throws {
        var lookup = TestLookup()
        lookup.put(
            .enrollment, 10,
            [
                ("identity", [.id(7), .id(1), .id(8)]),
                ("status", step(.enrollment, "prepare", on: "2026-01-01")),
            ])
        func days() throws -> Table.Cell {
            let table = OnboardingTimes.table(lookup, today: try #require(Day("2026-06-01")))
            let column = try #require(table.columns.firstIndex { $0.name == "daysToEffective" })
            return try #require(table.rows.first)[column]
        }
        func take(_ event: String, _ first: String, _ letter: RecordID) throws {
            let draft = StepDraft(
                event, on: Day("2026-03-01"), comment: "a test", document: letter)
            let view = try #require(lookup.record(RecordID(bits: 10)))
            var step = CaseStep(draft, effectiveOn: Day(first))
            if event == "correctEffective" { step.supersedes = RecordID(bits: 0x91) }
            lookup.write(try step.writes(on: view))
        }
        try take("recorded", "2026-02-01", RecordID(bits: 0x91))
        #expect(try days() == .number(31 as Int64))
        try take("correctEffective", "2026-03-01", RecordID(bits: 0x92))
        #expect(try days() == .number(59 as Int64))
    }

    @Test func `what waits for a person is listed with its age`() throws {
        let open = ["siblings", "illegal-step"].enumerated().map { index, kind in
            OpenMatters.Conflict(
                kind: kind, type: "task", record: RecordID(bits: 6), attribute: nil,
                isBlocking: false, since: Timestamp(milliseconds: Int64(index) * 86_400_000))
        }
        let table = OpenMatters.table(
            TestLookup(), conflicts: open, of: 3, today: try #require(Day("1970-01-11")))
        #expect(table.title?.hasSuffix("2 of 3 conflicts") == true)
        #expect(table.rows.map { $0[0] } == [.text("siblings"), .text("illegal-step")])
        #expect(table.rows.map { $0[6] } == [.number(10 as Int64), .number(9 as Int64)])
    }
}
