internal import Merge
internal import Records
internal import Tables

/// Whether doctors come to work under another tax number than before: then payors want a W-9.
struct TaxNumberChange {
    /// The billing entities of the offices entered under whose tax number the doctors did not work.
    let entities: [RecordID]
    /// Whether the doctors worked under another one before.
    let isChange: Bool

    /// - Parameter day: the first one at the offices entered.
    init(
        doctors: [RecordID], entering entered: [RecordID], leaving left: [RecordID], on day: Day?,
        in lookup: some RecordLookup
    ) {
        let entity = { (office: RecordID) in lookup.record(office)?[Office.organization] }
        let number = { (id: RecordID) in lookup.record(id)?[Organization.tin] ?? id.description }
        let eve = day.map { $0.advanced(by: -1) }
        let others = doctors.flatMap { doctor -> [RecordID] in
            guard let eve else { return [] }
            let days = DoctorStays(of: doctor, in: lookup).days
            return days.filter { $0.value.contains(eve) && !entered.contains($0.key) }.map(\.key)
        }
        let before = Set((left + others).compactMap(entity).map(number))
        let entities = Set(entered.compactMap(entity)).sorted()
            .filter { !before.contains(number($0)) }
        self.entities = entities
        self.isChange = !before.isEmpty && !entities.isEmpty
    }
}
