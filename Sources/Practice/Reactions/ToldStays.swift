internal import Merge

/// Which of a doctor's stays at offices payors have been told of, whichever run told them.
///
/// A stay is what matters, not the office: who was onboarded somewhere, left and comes back is news
/// to the payor again.
struct ToldStays<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let stays: DoctorStays

    init(of doctor: RecordID, in lookup: Lookup) {
        self.lookup = lookup
        self.stays = DoctorStays(of: doctor, in: lookup)
    }

    /// The stay that a run is about which asks for an office from that day on.
    func stay(at office: RecordID, from day: Day?) -> DayRange? {
        day.flatMap { day in stays.days[office]?.ranges.first { day <= $0.last } }
    }

    /// Whether a notice tells, or has told, its payor of that stay.
    func tells(_ notice: RecordView, of stay: DayRange, at office: RecordID) -> Bool {
        notice.isActive && notice.text("kind") == NoticeDraft.Kind.addLocation.rawValue
            && notice.elements("offices").contains { $0.reference(0) == office }
            && Workflow.notice.standing(of: notice).state != "cancelled"
            && self.stay(at: office, from: startsOn(notice)) == stay
    }

    /// The first day that the notice's run asks for; `nil` where that was given up.
    private func startsOn(_ notice: RecordView) -> Day? {
        if let move = notice.reference("moveRun").flatMap(lookup.record).flatMap(MoveRun.init) {
            return move.isGivenUp ? nil : move.firstDayNew
        }
        let run = notice.reference("onboardingRun").flatMap(lookup.record)
            .flatMap(OnboardingRun.init)
        return run.flatMap { $0.isStarted ? $0.startsOn : nil }
    }
}
