import Merge
import Participation
import Records
import Testing

/// What rules ask of standings and steps by declared words.
struct StepWordTests {
    private func ended() throws -> Standing {
        let end = try #require(Day("2026-12-31"))
        var world = World()
        let drafts = [
            StepDraft(PayorContract.Step.execute),
            StepDraft(
                PayorContract.Step.terminate, facts: [PayorContract.Status.effectiveOn(end)]),
        ]
        world.write(
            try Workflow.contract.writes(
                drafts, record: World.record, after: Workflow.contract.standing(of: [])))
        let type = RecordType.payorContract
        return Workflow.contract.standing(
            of: RecordView(
                id: World.record, type: type, projection: type.project(world.state)))
    }

    @Test func `a standing says where the record stands and what was logged last`() throws {
        let standing = try ended()
        #expect(standing.isIn(PayorContract.State.terminated))
        #expect(standing.isIn(PayorContract.State.rejected, .terminated))
        #expect(!standing.isIn(PayorContract.State.executed, .terminating))
        #expect(PayorContract.State(standing) == .terminated)
        let step = try #require(standing.last(PayorContract.Step.terminate))
        #expect(step.says(PayorContract.Step.execute, .terminate))
        #expect(!step.says(PayorContract.Step.execute))
        #expect(step[PayorContract.Status.effectiveOn] == Day("2026-12-31"))
        #expect(step[PayorContract.Status.by] == nil)
        #expect(standing.last(PayorContract.Step.renew) == nil)
        #expect(!standing.allows(PayorContract.Step.amend))
    }

    @Test func `a fact that is said again is said once`() {
        var draft = StepDraft(Enrollment.Step.submit, facts: [Enrollment.Status.channel("fax")])
        draft[Enrollment.Status.channel] = "portal"
        #expect(draft.facts == [Enrollment.Status.channel("portal")])
        #expect(draft[Enrollment.Status.channel] == "portal")
        draft[Enrollment.Status.channel] = nil
        #expect(draft.facts == [])
        #expect(draft.says(Enrollment.Step.submit))
    }

    @Test func `a fact that the workflow lacks is refused`() throws {
        var draft = StepDraft(PayorContract.Step.execute)
        draft[Enrollment.Status.channel] = "portal"
        #expect(throws: WorkflowProblem.unknownFact("channel", workflow: "contract")) {
            try Workflow.contract.write(draft, creating: World.record)
        }
    }
}
