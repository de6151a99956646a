internal import Claims
internal import Merge
internal import Records
internal import Tables

/// The offices' days of which a file is the whole snapshot.
///
/// What another file of the same day named and this one does not was not open; what an older one
/// named alone is not in the newest snapshot, and needs no word.
struct ReceivableSnapshots: FollowUps {
    private var days = ReplacedDays(
        of: Receivable.office, reason: "receivables import"
    ) { id, view in
        guard let office = view.row(id, Receivable.identity)[Receivable.office],
            let day = view.row(id, Receivable.balance)[Receivable.asOf]
        else { return nil }
        return ReplacedDays.OfficeDay(office: office, day: day)
    }
    /// By the office's code: the day that its first row has.
    private var said: [String: String] = [:]

    mutating func begin(_ context: ImportContext) { days.begin(context) }

    mutating func problem(with row: ImportRow) -> RowProblem? {
        guard let office = row[ReceivableFile.office], let day = row[ReceivableFile.asOf] else {
            return nil
        }
        let first = said[TextFold.key(office.text), default: day.text]
        guard first == day.text else {
            return RowProblem(
                line: row.line, place: .column(day.column),
                reason: .told("a file is of one day for each office: take snapshots in one by one"))
        }
        said[TextFold.key(office.text)] = day.text
        return nil
    }

    mutating func note(_ item: RecordID, line: Int, in view: ImportView) {
        days.note(item, line: line, in: view)
    }

    /// Brings an item back into use that a newer snapshot names again.
    func addition(
        to item: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? {
        days.revival(of: item, in: view).map { FollowUp(writes: [$0], unit: $0.attribute) }
    }

    func closing(in view: ImportView) -> [ClosingWrite] { days.closing(in: view) }
}
