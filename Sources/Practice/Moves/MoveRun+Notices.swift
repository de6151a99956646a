internal import Merge

extension MoveRun {
    /// The notices that tell payors of the move: its own, and those by which another open run of
    /// the doctor tells a payor of the same new office.
    package func notices(in lookup: some RecordLookup) -> [RecordView] {
        let own = lookup.records("payor_notice", where: "moveRun", is: id)
        guard let toOffice else { return own }
        let told = Set(
            own.filter { NoticeDraft.tells($0, of: toOffice) }
                .compactMap { $0.reference("contract") })
        let moves = lookup.records("move_run", where: "practitioner", is: doctor)
            .compactMap { MoveRun($0) }.filter { $0.id != id && $0.isPlanned }
        let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
            .compactMap { OnboardingRun($0) }.filter(\.isStarted)
        let others =
            moves.flatMap { lookup.records("payor_notice", where: "moveRun", is: $0.id) }
            + runs.flatMap { lookup.records("payor_notice", where: "onboardingRun", is: $0.id) }
        return own
            + others.filter { notice in
                NoticeDraft.tells(notice, of: toOffice)
                    && notice.reference("contract").map { !told.contains($0) } ?? false
            }
    }
}
