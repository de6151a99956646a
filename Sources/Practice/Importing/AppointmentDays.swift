internal import Benefits
internal import Merge
internal import Records
internal import Tables

/// The office's days that a file of appointments speaks of, and the codes planned for each.
struct AppointmentDays: FollowUps {
    /// What a row says of codes where nothing is planned any more.
    static let none = "none"

    private var days = ReplacedDays(
        of: Appointment.office, reason: "appointment import"
    ) { id, view in
        guard let office = view.row(id, Appointment.identity)[Appointment.office],
            let day = view.row(id, Appointment.booking)[Appointment.bookedOn]
        else { return nil }
        return ReplacedDays.OfficeDay(office: office, day: day)
    }

    mutating func begin(_ context: ImportContext) { days.begin(context) }

    mutating func note(_ appointment: RecordID, line: Int, in view: ImportView) {
        days.note(appointment, line: line, in: view)
    }

    /// Brings a named appointment back into use, and takes codes away that its row names no more.
    func addition(
        to appointment: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? {
        let dropped = dropped(from: appointment, row, view)
        let revival = days.revival(of: appointment, in: view)
        guard let unit = revival?.attribute ?? dropped.first?.attribute else { return nil }
        return FollowUp(writes: dropped + [revival].compactMap(\.self), unit: unit)
    }

    /// A blank cell says nothing of the codes that stand.
    private func dropped(
        from appointment: RecordID, _ row: ImportRow, _ view: ImportView
    ) -> [Write] {
        guard let cell = row[AppointmentFile.codes] else { return [] }
        let named = Set(
            cell.text.split(separator: "|").compactMap { text -> Bytes? in
                TextFormat.procedure.normalized(ImportRow.trimmed(text)).map {
                    Value([.text($0)]).encoded
                }
            })
        let planned = Appointment.planned
        let standing = view.state(appointment)?.entries(of: planned.name).map(\.key) ?? []
        return Set(standing).subtracting(named).sorted { $0.lexicographicallyPrecedes($1) }.map {
            Write(
                record: appointment, type: RecordType.appointment.name, attribute: planned.name,
                key: $0, value: nil)
        }
    }

    func closing(in view: ImportView) -> [ClosingWrite] { days.closing(in: view) }
}
