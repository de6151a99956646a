internal import Merge

/// What becomes of derived records when the run they came from is given up: what nobody has
/// touched goes out of use, what somebody has worked on is flagged for a person.
struct Withdrawal<Lookup: RecordLookup> {
    let lookup: Lookup

    /// An abandoned run's cases and notices.
    func writes(abandoning run: OnboardingRun) -> [Write] {
        let kept = pairsOfOtherRuns(of: run.doctor, butNot: run.id)
        return cases(of: run.doctor, run.pairs.subtracting(kept), cause: run.id)
            + notices(lookup.records("payor_notice", where: "onboardingRun", is: run.id), run.id)
    }

    /// A cancelled move's cases, notices and tasks.
    func writes(cancelling move: MoveRun) -> [Write] {
        let kept = pairsOfOtherRuns(of: move.doctor, butNot: move.id)
        let tasks = lookup.records("task", where: "about", is: move.id)
            .filter { $0.steps("status").isEmpty }
        return cases(of: move.doctor, move.pairs.subtracting(kept), cause: move.id)
            + notices(lookup.records("payor_notice", where: "moveRun", is: move.id), move.id)
            + tasks.flatMap(retired)
    }

    /// What other open runs and moves of the doctor have opened, too.
    private func pairsOfOtherRuns(
        of doctor: RecordID, butNot own: RecordID
    ) -> Set<ContractOffice> {
        let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
            .compactMap { OnboardingRun($0) }.filter { $0.id != own && $0.isStarted }
        let moves = lookup.records("move_run", where: "practitioner", is: doctor)
            .compactMap { MoveRun($0) }.filter { $0.id != own && $0.isPlanned }
        return Set(runs.flatMap(\.pairs)).union(moves.flatMap(\.pairs))
    }

    private func cases(
        of doctor: RecordID, _ pairs: Set<ContractOffice>, cause: RecordID
    ) -> [Write] {
        let cases = DoctorCases(of: doctor, in: lookup)
        return pairs.sorted().flatMap { pair -> [Write] in
            guard let view = cases[pair], view.isActive else { return [] }
            let state = CaseState(view)
            if state.isUntouched { return retired(view) }
            return state.isFinal ? [] : flag(view, "Decide on a case whose run was given up", cause)
        }
    }

    private func notices(_ notices: [RecordView], _ cause: RecordID) -> [Write] {
        notices.filter(\.isActive).flatMap { view in
            view.steps("status").isEmpty
                ? retired(view) : flag(view, "Take back a notice that was sent", cause)
        }
    }

    private func retired(_ view: RecordView) -> [Write] {
        guard view.isActive, let state = lookup.state(view.id) else { return [] }
        do {
            return [
                try LifecycleChange.write(
                    type: view.type, record: view.id, to: .inactive,
                    reason: "the run it came from was given up", seeing: state)
            ]
        } catch {
            return []
        }
    }

    private func flag(_ view: RecordView, _ title: String, _ cause: RecordID) -> [Write] {
        TaskDraft(
            id: DerivedID.of(cause, "task", "givenUp", view.id.description), title: title,
            kind: "givenUp", about: view.id, dueOn: nil
        ).writes(in: lookup)
    }
}
