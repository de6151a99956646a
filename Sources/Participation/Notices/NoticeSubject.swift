package import Merge
package import Records
internal import Tables

/// What notices are about: which offices are entered and left, when, and by which contracts.
package struct NoticeSubject: Sendable {
    package let doctors: [RecordID]
    /// Where the payor is to add the doctors.
    package private(set) var entered: [Place] = []
    /// Where the payor is to take the doctors out.
    package private(set) var left: [Place] = []
    /// Where something else changes.
    package private(set) var changed: [Place] = []

    /// An office, as a letter names it.
    package struct Place: Equatable, Sendable {
        package let office: RecordID
        /// The first day at an office entered, the last at one left.
        package let day: Day?
        package fileprivate(set) var contracts: [RecordID]
    }

    package init(of notice: RecordView, in lookup: some RecordLookup) {
        self.init(of: [notice], in: lookup)
    }

    /// Of notices about the same doctors.
    package init(of notices: [RecordView], in lookup: some RecordLookup) {
        let doctors =
            notices.first?[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner]
            ?? []
        self.doctors = doctors.sorted()
        for notice in notices { add(notice, lookup) }
    }

    private mutating func add(_ notice: RecordView, _ lookup: some RecordLookup) {
        let move = notice[PayorNotice.moveRun].flatMap { lookup.record($0) }.flatMap { MoveRun($0) }
        let own = notice[PayorNotice.offices, each: PayorNotice.offices.office].sorted()
        let contracts = [notice[PayorNotice.contract]].compactMap(\.self)
        let to = [notice[PayorNotice.toOffice] ?? move?.toOffice].compactMap(\.self)
        let from = [notice[PayorNotice.fromOffice] ?? move?.fromOffice].compactMap(\.self)
        let entering = { (office: RecordID) in
            Place(
                office: office,
                day: move?.firstDayNew
                    ?? Self.requested(notice, of: doctors, at: office, in: lookup),
                contracts: contracts)
        }
        let leaving = { (office: RecordID) in
            Place(
                office: office,
                day: move?.lastDayOld ?? Self.lastDay(of: doctors, at: office, in: lookup),
                contracts: contracts)
        }
        switch notice[PayorNotice.kind] {
        case "addLocation": Self.add((own.isEmpty ? to : own).map(entering), to: &entered)
        case "removeLocation", "termination":
            Self.add((own.isEmpty ? from : own).map(leaving), to: &left)
        case "move":
            Self.add(to.map(entering), to: &entered)
            Self.add(from.map(leaving), to: &left)
        default:
            let places = own.map { Place(office: $0, day: nil, contracts: contracts) }
            Self.add(places, to: &changed)
        }
    }

    private static func add(_ places: [Place], to all: inout [Place]) {
        for place in places {
            let known = all.firstIndex { $0.office == place.office && $0.day == place.day }
            if let known {
                let new = place.contracts.filter { !all[known].contracts.contains($0) }
                all[known].contracts += new
            } else {
                all.append(place)
            }
        }
    }

    /// The earliest first day that is asked for.
    package var firstDay: Day? { entered.compactMap(\.day).min() }

    /// The latest last day at the offices left, where each has one.
    package var lastDay: Day? {
        left.contains { $0.day == nil } ? nil : left.compactMap(\.day).max()
    }

    /// The day that the cases at the office ask for, else the first of the doctor's stay there from
    /// the run's start on.
    private static func requested(
        _ notice: RecordView, of doctors: [RecordID], at office: RecordID,
        in lookup: some RecordLookup
    ) -> Day? {
        let cases = NoticeStep.cases(of: notice, in: lookup)
            .filter { $0[Enrollment.office] == office }
        if let day = cases.compactMap({ $0[Enrollment.requestedEffectiveOn] }).min() { return day }
        let run = notice[PayorNotice.onboardingRun].flatMap { lookup.record($0) }
        guard let start = run?[OnboardingRun.startsOn] else { return nil }
        let stays = doctors.compactMap { doctor in
            DoctorStays(of: doctor, in: lookup).stay(at: office, from: start)?.days.first
        }
        return stays.map { max($0, start) }.min() ?? start
    }

    /// The last day of the assignments there, where each has one.
    private static func lastDay(
        of doctors: [RecordID], at office: RecordID, in lookup: some RecordLookup
    ) -> Day? {
        let ends = doctors.flatMap { doctor in
            lookup.records(where: LocationAssignment.practitioner, is: doctor).filter { row in
                row.isActive && row[LocationAssignment.office] == office
            }
        }.map { $0[LocationAssignment.term.through] }
        return ends.contains(nil) ? nil : ends.compactMap(\.self).max()
    }
}
