package import Merge

/// Where a doctor works and when, as the rules of onboarding read it.
package struct DoctorStays: Sendable {
    package let doctor: RecordID
    /// By office.
    package private(set) var days: [RecordID: DaySet]
    package let isHygienist: Bool

    /// The taxonomy code of a dental hygienist.
    private static let hygienistTaxonomy = "124Q00000X"

    package init(of doctor: RecordID, in lookup: some RecordLookup) {
        self.doctor = doctor
        let rows = lookup.records("location_assignment", where: "practitioner", is: doctor)
            .filter(\.isActive)
        var ranges: [RecordID: [DayRange]] = [:]
        for row in rows {
            guard let office = row.reference("office"), let range = DayRange(term: row)
            else { continue }
            ranges[office, default: []].append(range)
        }
        self.days = ranges.mapValues { DaySet($0) }
        let person = lookup.record(doctor)
        self.isHygienist =
            person?.text("degree") == "RDH"
            || person?.text("primaryTaxonomy") == DoctorStays.hygienistTaxonomy
            || !rows.isEmpty && rows.allSatisfy { $0.text("role") == "hygienist" }
    }

    /// As if the doctor were assigned to the office from that day on.
    package mutating func add(_ office: RecordID, from day: Day) {
        let more = DaySet(DayRange(onOrAfter: day))
        days[office] = days[office]?.union(more) ?? more
    }

    /// The offices where the doctor works on that day or later.
    package func offices(from start: Day) -> Set<RecordID> {
        Set(days.filter { !$0.value.intersection(DayRange(onOrAfter: start)).isEmpty }.keys)
    }
}

extension DayRange {
    /// A record's `effectiveFrom` and `effectiveThrough`; `nil` where it ends before it begins.
    package init?(term view: RecordView) {
        self.init(from: view.day("effectiveFrom"), through: view.day("effectiveThrough"))
    }

    /// That day and all later ones.
    package init(onOrAfter day: Day) {
        self = DayRange(from: day, through: nil) ?? DayRange(day)
    }
}
