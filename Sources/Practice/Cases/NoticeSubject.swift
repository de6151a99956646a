package import Merge

/// What a notice is about: which offices are entered and left, and when.
package struct NoticeSubject: Sendable {
    package let doctors: [RecordID]
    /// The offices where the payor is to add the doctor.
    package let entered: [RecordID]
    /// The offices where the payor is to take the doctor out.
    package let left: [RecordID]
    /// The first day that is asked for at each office entered.
    package let firstDays: [RecordID: Day]
    /// The last day at the offices left.
    package let lastDay: Day?

    /// A move names both offices, whichever of them the notice is for.
    package init(of notice: RecordView, in lookup: some RecordLookup) {
        let move = notice.reference("moveRun").flatMap { lookup.record($0) }.flatMap { MoveRun($0) }
        let own = notice.elements("offices").compactMap { $0.reference(0) }
        let kind = notice.text("kind")
        let isLeaving = kind == "removeLocation" || kind == "termination"
        let isAdding = kind == "addLocation"
        let to = notice.reference("toOffice") ?? move?.toOffice
        let from = notice.reference("fromOffice") ?? (move?.kind == .move ? move?.fromOffice : nil)
        let doctors = notice.elements("practitioners").compactMap { $0.reference(0) }.sorted()
        self.doctors = doctors
        let entered = isAdding && !own.isEmpty ? own : [to].compactMap(\.self)
        self.entered = entered
        let left = isLeaving && !own.isEmpty ? own : [from].compactMap(\.self)
        self.left = left
        let days = entered.compactMap { office in
            (move?.firstDayNew ?? Self.requested(notice, of: doctors, at: office, in: lookup))
                .map { (office, $0) }
        }
        self.firstDays = Dictionary(days) { first, _ in first }
        self.lastDay =
            left.isEmpty ? nil : move?.lastDayOld ?? Self.lastDay(of: doctors, at: left, in: lookup)
    }

    /// The earliest first day that is asked for.
    package var firstDay: Day? { firstDays.values.min() }

    /// The day that the cases at the office ask for, else the first of the doctor's stay there from
    /// the run's start on.
    private static func requested(
        _ notice: RecordView, of doctors: [RecordID], at office: RecordID,
        in lookup: some RecordLookup
    ) -> Day? {
        let cases = NoticeStep.cases(of: notice, in: lookup)
            .filter { $0.reference("office") == office }
        if let day = cases.compactMap({ $0.day("requestedEffectiveOn") }).min() { return day }
        let run = notice.reference("onboardingRun").flatMap { lookup.record($0) }
        guard let start = run?.day("startsOn") else { return nil }
        let stays = doctors.compactMap { doctor in
            DoctorStays(of: doctor, in: lookup).stay(at: office, from: start)?.days.first
        }
        return stays.map { max($0, start) }.min() ?? start
    }

    /// The last day of the assignments there, where each has one.
    private static func lastDay(
        of doctors: [RecordID], at offices: [RecordID], in lookup: some RecordLookup
    ) -> Day? {
        let ends = doctors.flatMap { doctor in
            lookup.records("location_assignment", where: "practitioner", is: doctor).filter { row in
                row.isActive && row.reference("office").map(offices.contains) ?? false
            }
        }.map { $0.day("effectiveThrough") }
        return ends.contains(nil) ? nil : ends.compactMap(\.self).max()
    }
}
