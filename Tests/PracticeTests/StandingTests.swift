import Testing

@testable import Benefits
@testable import Merge
@testable import Participation
@testable import Practice
@testable import Records

/// The fold of a workflow's steps.
struct StandingTests {
    /// A case in review, and two steps by people who did not see each other.
    private func concurrent(
        _ first: String, _ second: String, from state: String = "inReview",
        in workflow: Workflow = .enrollment
    ) throws -> Standing {
        var log = try #require(StepLog.reaching(state, in: workflow))
        let seen = log.standing.heads
        log.log(first, after: seen)
        log.log(second, after: seen)
        return log.standing
    }

    @Test func `approved and denied at once is one conflict, shown as denied`() throws {
        let standing = try concurrent("credentialingApproved", "denied")
        #expect(standing.state == "denied")
        #expect(standing.conflict?.outcomes == ["denied", "approvedAwaitingLoad"])
        #expect(standing.conflict?.steps.count == 2)
        #expect(standing.legalSteps.isEmpty)
    }

    @Test func `steps that are legal in one order stand in that order`() throws {
        for pair in [("ack", "deficiency"), ("deficiency", "ack")] {
            let standing = try concurrent(pair.0, pair.1, from: "submitted")
            #expect(standing.state == "deficient")
            #expect(standing.conflict == nil && standing.illegal.isEmpty)
        }
    }

    @Test func `one event logged by two people is no conflict`() throws {
        let standing = try concurrent("submit", "submit", from: "preparing")
        #expect(standing.state == "submitted")
        #expect(standing.conflict == nil && standing.illegal.isEmpty)
        #expect(standing.heads.count == 2)
    }

    @Test func `a licence suspended while somebody renews it is suspended`() throws {
        let standing = try concurrent("suspended", "renewed", from: "active", in: .credential)
        #expect(standing.state == "suspended" && standing.conflict == nil)
    }

    @Test func `a task done while somebody reopens it is open`() throws {
        let standing = try concurrent("done", "reopen", from: "doing", in: .task)
        #expect(standing.state == "open" && standing.conflict == nil)
    }

    @Test func `active and inactive at once is a conflict, shown as inactive`() throws {
        let standing = try concurrent(
            "verifyActive", "verifyInactive", from: "unverified", in: .coverage)
        #expect(standing.state == "inactive" && standing.conflict != nil)
    }

    @Test func `a retraction settles a conflict`() throws {
        var log = try #require(StepLog.reaching("inReview", in: .enrollment))
        let seen = log.standing.heads
        log.log("credentialingApproved", after: seen)
        let denied = log.log("denied", after: seen)
        let draft = StepDraft.retraction(of: denied, on: nil, comment: "another doctor's letter")
        _ = try Workflow.enrollment.write(draft, record: World.record, after: log.standing)
        #expect(throws: WorkflowProblem.self) {
            try Workflow.enrollment.write(
                StepDraft("reopen"), record: World.record, after: log.standing)
        }
        log.log(Workflow.retract, retracting: denied)
        #expect(log.standing.state == "approvedAwaitingLoad")
        #expect(log.standing.conflict == nil)
        #expect(log.standing.heads.count == 1)
        #expect(throws: WorkflowProblem.noSuchStep) {
            try Workflow.enrollment.write(draft, record: World.record, after: log.standing)
        }
    }

    @Test func `what a retracted step allowed is illegal, and what follows it is in order`() {
        var log = StepLog(.enrollment)
        log.log("prepare")
        let submit = log.log("submit")
        let ack = log.log("ack")
        log.log(Workflow.retract, retracting: submit)
        #expect(log.standing.state == "preparing")
        #expect(log.standing.illegal == [ack])
        log.log("submit")
        #expect(log.standing.state == "submitted" && log.standing.conflict == nil)
    }

    @Test func `dates never order steps, causality does`() {
        var log = StepLog(.enrollment)
        let late = log.log("prepare", after: [])
        log.log("submit", after: [late])
        let reversed = log.steps.map { step in
            Projection.Step(
                entry: step.entry, at: Timestamp(milliseconds: -step.at.milliseconds), actor: nil,
                value: step.value)
        }
        #expect(Workflow.enrollment.standing(of: reversed).state == "submitted")
    }

    @Test func `steps of one change set follow each other`() {
        let steps = ["prepare", "submit", "ack"].enumerated().map { index, event in
            Projection.Step(
                entry: EntryID(changeSet: ChangeSetID(bits: 7), index: UInt32(index)),
                at: Timestamp(milliseconds: 0), actor: nil, value: Value([.text(event)]))
        }
        let standing = Workflow.enrollment.standing(of: steps.reversed())
        #expect(standing.state == "inReview")
        #expect(standing.steps.map(\.event) == ["prepare", "submit", "ack"])
        #expect(standing.heads == [steps[2].entry])
    }

    @Test func `the order of arrival never changes the standing`() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<400 {
            let log = randomLog(&random)
            let expected = log.standing
            for _ in 0..<4 {
                var steps = log.steps
                for index in steps.indices.reversed() {
                    steps.swapAt(index, Int(random.next() % UInt64(index + 1)))
                }
                #expect(log.workflow.standing(of: steps) == expected)
            }
        }
    }

    /// Steps of any workflow after random earlier ones, legal or not, some unknown or retracted.
    private func randomLog(_ random: inout SplitMix64) -> StepLog {
        func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        var log = StepLog(Workflow.all[pick(Workflow.all.count)])
        let events = log.workflow.transitions.map(\.event) + [Workflow.retract, "newer"]
        for _ in 0..<pick(9) {
            let unknown = EntryID(changeSet: ChangeSetID(bits: 99), index: 0)
            let known = log.steps.map(\.entry) + [unknown]
            let after = pick(3) == 0 ? nil : (0..<pick(3)).map { _ in known[pick(known.count)] }
            log.log(
                events[pick(events.count)], after: after, retracting: known[pick(known.count)],
                id: UInt128(random.next()))
        }
        return log
    }

    @Test func `a loop of steps that name each other ends`() {
        var log = StepLog(.task)
        let first = EntryID(changeSet: ChangeSetID(bits: 1), index: 0)
        let second = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        log.log("start", after: [second, first], id: 1)
        log.log("done", after: [first], id: 2)
        #expect(log.standing.state == "done" && log.standing.steps.count == 2)
    }

    @Test func `a crowd of unordered steps is a conflict, shown as the safest state`() {
        var log = StepLog(.enrollment)
        for event in ["prepare", "submit", "ack", "denied", "withdraw", "reopen", "deficiency"] {
            for _ in 0..<100 { log.log(event, after: []) }
        }
        #expect(log.standing.conflict != nil)
        #expect(log.standing.state == "denied")
    }

    @Test func `a long history in order is read in full`() {
        var log = StepLog(.task)
        for round in 0..<200 { log.log(round.isMultiple(of: 2) ? "done" : "reopen") }
        #expect(log.standing.state == "open" && log.standing.steps.count == 200)
        let seen = log.standing.heads
        log.log("start", after: seen)
        log.log("done", after: seen)
        #expect(log.standing.state == "done" && log.standing.conflict == nil)
    }
}
