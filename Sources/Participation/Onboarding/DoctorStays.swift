package import Merge
package import Records
package import Tables

/// Where a doctor works and when, as the rules of onboarding read it.
package struct DoctorStays: Sendable {
    package let doctor: RecordID
    /// By office.
    package private(set) var days: [RecordID: DaySet]
    /// Neither out of use nor an error for which another record stands.
    package let isInUse: Bool
    private let isHygienist: Bool
    private let roles: [RecordID: [String?]]

    package init(of doctor: RecordID, in lookup: some RecordLookup) {
        self.doctor = doctor
        let rows = lookup.records(where: LocationAssignment.practitioner, is: doctor)
            .filter(\.isActive)
        var ranges: [RecordID: [DayRange]] = [:]
        var roles: [RecordID: [String?]] = [:]
        for row in rows {
            guard let office = row[LocationAssignment.office], let range = DayRange(term: row)
            else { continue }
            ranges[office, default: []].append(range)
            roles[office, default: []].append(row[LocationAssignment.role])
        }
        self.days = ranges.mapValues { DaySet($0) }
        self.roles = roles
        let view = lookup.record(doctor)
        self.isInUse = view?.isActive ?? true
        self.isHygienist = view.map(Hygienist.isOne) ?? false
    }

    /// Whether the doctor does a hygienist's work at the office.
    package func isHygienist(at office: RecordID) -> Bool {
        isHygienist || Hygienist.isWork(roles[office] ?? [])
    }

    /// As if the doctor were assigned to the office from that day on.
    package mutating func add(_ office: RecordID, from day: Day) {
        let more = DaySet(DayRange(onOrAfter: day))
        days[office] = days[office]?.union(more) ?? more
    }

    /// Days without a break at an office.
    package struct Stay: Hashable, Sendable {
        package let office: RecordID
        package let days: DayRange
    }

    /// The stay that a run is about which names that day at the office.
    package func stay(at office: RecordID, from day: Day?) -> Stay? {
        guard let day, let range = days[office]?.ranges.first(where: { day <= $0.last }) else {
            return nil
        }
        return Stay(office: office, days: range)
    }

    /// The offices where the doctor works on that day or later.
    package func offices(from start: Day) -> Set<RecordID> {
        Set(days.filter { !$0.value.intersection(DayRange(onOrAfter: start)).isEmpty }.keys)
    }
}
