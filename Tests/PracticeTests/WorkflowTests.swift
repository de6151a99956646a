import Merge
import Testing

@testable import Fees
@testable import Participation
@testable import Practice
@testable import Records

/// The tables themselves, and what may be written on them.
struct WorkflowTests {
    /// A draft with everything that any step may need.
    private func draft(_ event: String, in workflow: Workflow) -> StepDraft {
        var draft = StepDraft(event, comment: "synthetic", document: RecordID(bits: 9))
        let facts = [AnyRecord.effectiveOn(Day("2026-12-01")), AnyRecord.reference("R")]
        draft.facts = facts.filter { fact in workflow.fields.contains { $0.name == fact.name } }
        return draft
    }

    @Test(arguments: Workflow.all)
    func `names are of this workflow, and its steps are those of the schema`(workflow: Workflow) {
        let states = Set(workflow.states.map(\.name))
        #expect(states.count == workflow.states.count)
        #expect(Set(workflow.states.map(\.rank)).count == workflow.states.count)
        #expect(states.contains(workflow.initial))
        for transition in workflow.transitions {
            #expect(Set(transition.from).isSubset(of: states))
            #expect(transition.to.map { states.contains($0) } ?? true)
            for need in transition.needs {
                guard let field = need.field else { continue }
                #expect(workflow.fields.contains { $0.name == field }, "\(transition.event)")
            }
        }
        guard case .choice(let words) = workflow.fields.first?.kind else {
            Issue.record("\(workflow.name) has no steps")
            return
        }
        let events = workflow.transitions.filter { !$0.isDated }.map(\.event)
        #expect(Set(words) == Set(events + [Workflow.retract]))
    }

    @Test(arguments: Workflow.all)
    func `one event leads from one state to one state`(workflow: Workflow) {
        for state in workflow.states {
            for event in workflow.legalSteps(in: state.name) {
                let rows = workflow.transitions(of: event).filter { $0.from.contains(state.name) }
                #expect(rows.count == 1, "\(event) from \(state.name)")
            }
        }
    }

    @Test(arguments: Workflow.all)
    func `every state is reached by steps, or by a date alone`(workflow: Workflow) {
        for state in workflow.states {
            let isReached = StepLog.path(to: state.name, in: workflow) != nil
            #expect(isReached != state.isDerived, "\(state.name)")
        }
    }

    @Test(arguments: Workflow.all)
    func `every row of the table is a step that can be logged`(workflow: Workflow) throws {
        for state in workflow.states where !state.isDerived {
            let log = try #require(StepLog.reaching(state.name, in: workflow))
            #expect(log.standing.legalSteps == workflow.legalSteps(in: state.name))
            for event in log.standing.legalSteps {
                _ = try workflow.write(
                    draft(event, in: workflow), record: World.record, after: log.standing)
                var next = log
                next.log(event)
                #expect(next.standing.state == workflow.target(of: event, from: state.name))
                #expect(next.standing.illegal.isEmpty)
            }
        }
    }

    @Test(arguments: Workflow.all)
    func `every other step is refused, and listed where a peer logs it`(
        workflow: Workflow
    ) throws {
        let events = Set(workflow.transitions.filter(\.isLogged).map(\.event))
        for state in workflow.states where !state.isDerived {
            let log = try #require(StepLog.reaching(state.name, in: workflow))
            let others = events.filter { workflow.target(of: $0, from: state.name) == nil }
            for event in others {
                let expected = WorkflowProblem.illegal(
                    event, state: state.name, legal: log.standing.legalSteps)
                #expect(throws: expected) {
                    try workflow.write(
                        draft(event, in: workflow), record: World.record, after: log.standing)
                }
                var next = log
                let entry = next.log(event)
                #expect(next.standing.state == state.name)
                #expect(next.standing.illegal == [entry])
                #expect(next.standing.conflict == nil)
            }
        }
    }

    @Test(arguments: Workflow.all)
    func `a step without what it needs is refused`(workflow: Workflow) throws {
        for transition in workflow.transitions where !transition.needs.isEmpty {
            guard
                let state = transition.from.first(where: {
                    workflow.state($0)?.isDerived == false
                })
            else { continue }
            let log = try #require(StepLog.reaching(state, in: workflow))
            for need in transition.needs {
                var lacking = draft(transition.event, in: workflow)
                switch need {
                case .document: lacking.document = nil
                case .comment, .otherUser: lacking.comment = " "
                case .otherAuthor: continue
                case .effectiveOn, .reference: lacking[named: need.field ?? ""] = nil
                }
                #expect(throws: WorkflowProblem.self, "\(transition.event) \(need)") {
                    try workflow.write(lacking, record: World.record, after: log.standing)
                }
            }
        }
    }

    @Test func `a second person approves, or one alone with a reason`() throws {
        var log = StepLog(.feeDraft)
        log.log("submit", by: 1)
        func approve(by user: UInt128, comment: String? = nil) throws {
            let draft = StepDraft("approve", comment: comment, by: RecordID(bits: user))
            _ = try Workflow.feeDraft.write(draft, record: World.record, after: log.standing)
        }
        #expect(throws: WorkflowProblem.sameUser("approve", earlier: "submit")) {
            try approve(by: 1)
        }
        try approve(by: 1, comment: "the other one is on leave")
        try approve(by: 2)
    }

    @Test func `a refusal names what is possible`() throws {
        let standing = StepLog(.enrollment).standing
        let problem = #expect(throws: WorkflowProblem.self) {
            try Workflow.enrollment.write(
                StepDraft("loaded"), record: World.record, after: standing)
        }
        #expect(
            problem?.description
                == "loaded is not possible in state notStarted; "
                + "possible now: prepare, recorded, withdraw")
        let typo = #expect(throws: WorkflowProblem.self) {
            try Workflow.enrollment.write(
                StepDraft("prepair"), record: World.record, after: standing)
        }
        #expect(
            typo?.description
                == "the enrollment workflow has no such step; did you mean prepare?")
    }

    @Test func `a written step names what its writer saw`() throws {
        var log = StepLog(.enrollment)
        let seen = log.log("prepare")
        let write = try Workflow.enrollment.write(
            StepDraft("submit", on: Day("2026-11-23")), record: World.record,
            after: log.standing)
        let value = try Value(decoding: #require(write.value))
        #expect(value[0] == .text("submit"))
        #expect(EntryList.decode(try #require(value[4].blob)) == [seen])
        #expect(write.attribute == "status" && write.type == "enrollment")
    }

    @Test func `a run is stepped by the state that its records say`() throws {
        let planned = Workflow.move.standing(of: [])
            .read(as: "planned", in: .move)
        let draft = StepDraft("verifyDirectory", comment: "seen")
        let legal = ["dateSlip", "cancel"]
        #expect(planned.legalSteps == legal)
        #expect(throws: WorkflowProblem.illegal("verifyDirectory", state: "planned", legal: legal))
        {
            try Workflow.move.write(draft, record: World.record, after: planned)
        }
        let confirmed = planned.read(as: "confirmed", in: .move)
        #expect(confirmed.legalSteps == ["verifyDirectory", "dateSlip"])
        _ = try Workflow.move.write(draft, record: World.record, after: confirmed)
        let complete = planned.read(as: "complete", in: .onboarding)
        #expect(complete.legalSteps.isEmpty)
        var log = StepLog(.move)
        for event in ["plan", "verifyDirectory"] { log.log(event) }
        #expect(log.standing.state == "closed")
    }
}
