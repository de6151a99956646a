internal import Merge

extension MoveRun {
    /// The notices that tell payors of the move: its own, and those by which another run of the
    /// doctor tells a payor of the same stay at the new office.
    package func notices(in lookup: some RecordLookup) -> [RecordView] {
        let own = lookup.records("payor_notice", where: "moveRun", is: id)
        let told = ToldStays(of: doctor, in: lookup)
        guard let office = toOffice, let stay = told.stay(at: office, from: firstDayNew) else {
            return own
        }
        let contracts = Set(
            own.filter { told.tells($0, of: stay, at: office) }
                .compactMap { $0.reference("contract") })
        let moves = lookup.records("move_run", where: "practitioner", is: doctor)
        let runs = lookup.records("onboarding_run", where: "practitioner", is: doctor)
        let others =
            moves.filter { $0.id != id }
            .flatMap { lookup.records("payor_notice", where: "moveRun", is: $0.id) }
            + runs.flatMap { lookup.records("payor_notice", where: "onboardingRun", is: $0.id) }
        return own
            + others.filter { notice in
                told.tells(notice, of: stay, at: office)
                    && notice.reference("contract").map { !contracts.contains($0) } ?? false
            }
    }
}
