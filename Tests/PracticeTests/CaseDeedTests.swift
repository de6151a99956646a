import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// Steps on many cases and notices at once, and contracts that begin, are talked about and end.
struct CaseDeedTests {
    /// Contract 1 at offices 7 and 8, where the doctor has a case each.
    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        for office in [7, 8] as [UInt128] {
            practice.place(1, at: office)
            practice.assign(to: office)
        }
        practice.onboard()
        return practice
    }

    private static var all: CaseSelection {
        var selection = CaseSelection()
        selection.contracts = ["C1"]
        return selection
    }

    private static func states(_ practice: SmallPractice) -> [String] {
        practice.lookup.records(.enrollment).map { SteppedRecord.state(of: $0) }
    }

    @Test func `one letter advances every case, and is kept once`() throws {
        var practice = Self.practice()
        var step = StepRequest("recorded")
        step.effectiveOn = Day("2026-12-01")
        step.evidence = .file(DocumentDraft(kind: "letter", title: "Welcome", bytes: [1, 2, 3]))
        let (stepped, list) = try practice.rehearse(AdvanceCases(Self.all, step))
        #expect(stepped.count == 2)
        #expect(list.documents == [[1, 2, 3]])
        #expect(list.places.count { $0 == "document.content" } == 1)
        #expect(list.places.count { $0 == "document.subjects" } == 2)
        #expect(list.places.count { $0 == "enrollment.status" } == 2)
        try practice.perform(AdvanceCases(Self.all, step))
        #expect(Set(Self.states(practice)) == ["effective"])
    }

    @Test func `where one case does not allow the step none takes it`() throws {
        var practice = Self.practice()
        let one = try #require(practice.caseView(1, 7))
        var named = CaseSelection()
        named.names = [one.id.description]
        var withdraw = StepRequest("withdraw")
        withdraw.comment = "twice"
        try practice.perform(AdvanceCases(named, withdraw))
        let before = Self.states(practice)
        var sent = StepRequest("submit")
        sent.channel = "portal"
        sent.reference = "A1"
        let refusal = #expect(throws: StepRefusal.self) {
            try practice.perform(AdvanceCases(Self.all, sent))
        }
        #expect(refusal?.asked == 2)
        #expect(refusal?.problems.map(\.record).contains(one.id) == true)
        #expect(Self.states(practice) == before)
    }

    @Test func `cases are named by the run that opened them, or by the move`() throws {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        for office in [7, 8] as [UInt128] { practice.place(1, at: office) }
        practice.assign(to: 7)
        practice.onboard(offices: [7])
        let add = MoveDoctor(
            npi: "2000000002", kind: .add, to: "O8", firstDayNew: Day("2027-01-01"))
        let move = try practice.perform(add).run
        for (run, office) in [(RecordID(bits: 0xF0), 7), (move, 8)] as [(RecordID, UInt128)] {
            var asked = CaseSelection()
            asked.runs = [run.description]
            let found = try asked.cases(in: practice.lookup, on: practice.today)
            #expect(found.map(\.id) == [practice.caseView(1, office)?.id])
        }
    }

    @Test func `a step of tomorrow is no step, and a selection of nothing is told`() throws {
        var practice = Self.practice()
        var step = StepRequest("withdraw")
        step.happenedOn = practice.today.advanced(by: 1)
        step.comment = "x"
        #expect(throws: StepRefusal.self) { try practice.perform(AdvanceCases(Self.all, step)) }
        var none = Self.all
        none.states = ["effective"]
        #expect(throws: DeedProblem.noSuchRecord(type: "such case or notice")) {
            try practice.perform(AdvanceCases(none, StepRequest("withdraw")))
        }
    }

    @Test(
        arguments: [
            ("O7", nil, 1), ("o7", "preparing", 1), ("O7", "effective", 0), (nil, nil, 2),
        ] as [(String?, String?, Int)])
    func `cases are chosen by office and by the state that is shown`(
        office: String?, state: String?, count: Int
    ) throws {
        let practice = Self.practice()
        var selection = Self.all
        selection.offices = [office].compactMap(\.self)
        selection.states = [state].compactMap(\.self)
        let shown = Set(Self.states(practice))
        if state == "preparing", !shown.contains("preparing") { selection.states = Array(shown) }
        #expect(try selection.cases(in: practice.lookup, on: practice.today).count == count)
    }

    @Test func `cases are chosen by the run that opened them`() throws {
        var practice = Self.practice()
        practice.put(.practitioner, 0xD1, [("npi", [.text("2000000010")])])
        practice.assign(0xD1, to: 7)
        practice.onboard(0xF1, 0xD1)
        var selection = CaseSelection()
        selection.runs = [RecordID(bits: 0xF1).description]
        let found = try selection.cases(in: practice.lookup, on: practice.today)
        #expect(found.map { $0[Enrollment.practitioner] } == [RecordID(bits: 0xD1)])
        #expect(practice.cases.count == 3)
    }

    @Test func `a contract ends with two people, and its cases with it`() throws {
        var practice = Self.practice()
        for one in practice.lookup.records(.enrollment) {
            practice.log(
                .enrollment, one.id, "recorded",
                ["effectiveOn": .day("2026-02-01"), "document": .id(0x99)])
        }
        let last = try #require(Day("2027-03-31"))
        let asked = try practice.perform(
            TerminateContract("C1", through: last), by: 0xB0, reason: "fees too low")
        #expect(asked.ending == nil)
        #expect(throws: WorkflowProblem.self) {
            try practice.perform(TerminateContract("C1"), by: 0xB0, reason: "me again")
        }
        let other = try #require(Day("2027-04-30"))
        #expect(throws: ContractProblem.otherDay) {
            try practice.perform(TerminateContract("C1", through: other), by: 0xB1)
        }
        let noticed = try practice.perform(TerminateContract("C1"), by: 0xB1, reason: "agreed")
        #expect(noticed.through == last)
        #expect(noticed.ending?.ended.count == 2)
        try practice.perform(WithdrawTermination("C1"), by: 0xB0, reason: "they gave in")
        let contract = try #require(practice.lookup.record(RecordID(bits: 1)))
        #expect(Workflow.contract.standing(of: contract).state == "executed")
        #expect(throws: DeedProblem.notCentral) {
            try practice.perform(TerminateContract("C1", through: last), at: 7)
        }
    }

    @Test func `a contract is entered with its offices, and not twice under one code`() throws {
        var practice = SmallPractice(offices: [7, 8])
        let fields = try ["code=C5", "payor=P1"].map { try Assignment(parsing: $0) }
        let add = AddContract(fields, effective: Day("2026-12-01"), offices: ["O7", "O8"])
        let contract = try practice.perform(add)
        let places = practice.lookup.records(.contractLocation)
        #expect(places.allSatisfy { $0[ContractLocation.contract] == contract })
        #expect(places.count == 2)
        #expect(throws: ContractProblem.codeTaken) { try practice.perform(add) }
        #expect(throws: DeedProblem.noSuchRecord(type: "office")) {
            try practice.perform(
                AddContract(
                    try ["code=C6", "payor=P1"].map { try Assignment(parsing: $0) },
                    offices: ["O9"]))
        }
        practice.put(.organization, 0xE1, [("legalName", [.text("Another")])])
        #expect(throws: DeedProblem.self) {
            try practice.perform(
                AddContract(try ["code=C6", "payor=P1"].map { try Assignment(parsing: $0) }))
        }
    }

    @Test func `talks begin once, go round, and change the contract where they end`() throws {
        var practice = Self.practice()
        #expect(throws: ContractProblem.noTalks) {
            try practice.perform(NegotiateContract("C1", .counter))
        }
        var open = NegotiateContract("C1", .open)
        open.ask = "ten percent more"
        let talks = try practice.perform(open)
        #expect(throws: ContractProblem.self) { try practice.perform(open) }
        var refuse = NegotiateContract("C1", .requestSent)
        refuse.reference = "R1"
        try practice.perform(refuse)
        try practice.perform(NegotiateContract("C1", .refuse))
        #expect(practice.lookup.record(talks)?[Negotiation.ask] == "ten percent more")
        let contract = practice.lookup.record(RecordID(bits: 1))
        #expect(
            contract?[PayorContract.nextReviewOn]
                == practice.today.advanced(by: NegotiationRounds.reviewAfterDays))
    }
}
