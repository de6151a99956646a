package import Merge

/// What a notice is about: which offices are entered and left, and when.
package struct NoticeSubject: Sendable {
    package let doctors: [RecordID]
    /// The offices where the payor is to add the doctor.
    package let entered: [RecordID]
    /// The offices where the payor is to take the doctor out.
    package let left: [RecordID]
    /// The first day that is asked for.
    package let firstDay: Day?
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
        self.doctors = notice.elements("practitioners").compactMap { $0.reference(0) }.sorted()
        let entered = isAdding && !own.isEmpty ? own : [to].compactMap(\.self)
        self.entered = entered
        let left = isLeaving && !own.isEmpty ? own : [from].compactMap(\.self)
        self.left = left
        self.firstDay =
            entered.isEmpty
            ? nil : move?.firstDayNew ?? Self.requested(notice, at: entered, in: lookup)
        self.lastDay =
            left.isEmpty ? nil : move?.lastDayOld ?? Self.lastDay(of: doctors, at: left, in: lookup)
    }

    /// The day that the cases ask for, else the run's.
    private static func requested(
        _ notice: RecordView, at offices: [RecordID], in lookup: some RecordLookup
    ) -> Day? {
        let cases = NoticeStep.cases(of: notice, in: lookup)
            .filter { $0.reference("office").map(offices.contains) ?? false }
        let run = notice.reference("onboardingRun").flatMap { lookup.record($0) }
        return cases.compactMap { $0.day("requestedEffectiveOn") }.min() ?? run?.day("startsOn")
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
