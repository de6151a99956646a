import Merge
internal import Records

// A step of a run is legal by the state that people are shown: what its cases and notices say.

extension StepDraft {
    /// The write of this step on a run or a move.
    func write(
        onRun view: RecordView, _ records: some RecordLookup
    ) throws(WorkflowProblem) -> Write {
        let isMove = view.type.name == RecordType.moveRun.name
        let workflow = isMove ? Workflow.move : Workflow.onboarding
        let move = MoveRun(view).map { MoveStanding($0, records) }
        // What no payor was told can be closed, and given up as well.
        let isVacuous = says(MoveRun.Step.cancel) && move?.asksNothing == true
        let shown =
            isMove
            ? (isVacuous ? nil : move?.state.rawValue)
            : OnboardingRun(view).map {
                OnboardingStanding($0, records).state(isReady: false).rawValue
            }
        let logged = workflow.standing(of: view)
        return try workflow.write(
            self, record: view.id, after: logged.read(as: shown ?? logged.state, in: workflow))
    }
}
