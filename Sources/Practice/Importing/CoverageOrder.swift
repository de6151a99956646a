internal import Benefits
internal import Merge
internal import Records
internal import Tables

// Which coverage pays first is one register per day: it names all coverages in force from that day
// on, until the next one begins. A row says one place from one day on, and what else stands must
// not be lost by it, whichever row or file comes first:
//
//     before      2026-03-01: A
//     a row       B is second from 2026-01-01
//     after       2026-01-01: -, B      2026-03-01: A, B
//
// So a new coverage goes into the order of its first day, which begins as the one before it, and
// into every later order that begins while it holds and has its place free. Later orders that name
// the coverage, or another one in its place, are later words and stay.

/// Which coverage pays first, second and third from a day on; kept on the patient.
struct CoverageOrder {
    let patient: RecordID
    let from: Day
    /// The last day of the coverage that is put in; `nil` where it is open.
    let through: Day?
    let view: ImportView

    private typealias Order = Patient.CoverageOrder

    /// The patient's orders with one more coverage in them.
    ///
    /// - Throws: where another coverage in force has the place from the same day on.
    func draft(
        putting coverage: RecordID, at order: TypedCell<Int64>, _ day: TypedCell<Day>
    ) throws(RowRefusal) -> RecordDraft {
        let place = Int(try order.content) - 1
        let orders = stored
        var draft = RecordDraft(Patient.self, patient)
        let said = (name: coverage.description, text: order.text)
        // What stands so already is said as well: the next import knows that nothing changed.
        if let standing = orders.last(where: { $0.from == from })?.coverages,
            standing[place] == coverage
        {
            put(standing, from: from, saying: said, order, day, &draft)
            return draft
        }
        put(
            try beginning(orders, coverage, at: place, order), from: from, saying: said, order, day,
            &draft)
        for later in orders where later.from > from && later.from <= through ?? later.from {
            guard later.coverages[place] == nil, !later.coverages.contains(coverage) else {
                continue
            }
            var coverages = later.coverages
            coverages[place] = coverage
            put(coverages, from: later.from, saying: said, order, day, &draft)
        }
        return draft
    }

    /// Whether the order has room for the coverage of somebody who yielded to the patient: one
    /// that a person wrote is the patient's own word, and a place that is taken stays so.
    func takes(_ coverage: RecordID, at order: Int64) -> Bool {
        let state = view.lookup.state(patient)
        let base = ImportBase(of: state)
        let edit = PieceEdit(draft: RecordDraft(Patient.self, patient), state: state)
        let isTyped = (state?.entries(of: Patient.coverageOrder.name) ?? []).contains { entry in
            let write = Write(
                record: patient, type: RecordType.patient.name,
                attribute: Patient.coverageOrder.name, key: entry.key, value: entry.value)
            return !base.holds(PieceMemory.left(edit.unit(write), entry.value))
        }
        guard !isTyped else { return false }
        let place = Int(order) - 1
        return stored.allSatisfy { standing in
            standing.coverages[place] == coverage
                || standing.coverages[place] == nil && !standing.coverages.contains(coverage)
        }
    }

    /// An order as it stands, by place.
    private struct Standing {
        let from: Day
        var coverages: [RecordID?]
    }

    /// The patient's orders, those of earlier rows too, the earliest first.
    private var stored: [Standing] {
        let orders = Patient.coverageOrder.rows(in: view.state(patient)).compactMap {
            order -> Standing? in
            guard let from = order[Order.effectiveFrom] else { return nil }
            return Standing(
                from: from,
                coverages: [
                    order[Order.primaryCoverage], order[Order.secondaryCoverage],
                    order[Order.tertiaryCoverage],
                ])
        }
        return orders.sorted { $0.from < $1.from }
    }

    /// The order of the first day with the coverage in its place.
    private func beginning(
        _ orders: [Standing], _ coverage: RecordID, at place: Int, _ order: TypedCell<Int64>
    ) throws(RowRefusal) -> [RecordID?] {
        guard let last = orders.last(where: { $0.from <= from }) else {
            var coverages: [RecordID?] = [nil, nil, nil]
            coverages[place] = coverage
            return coverages
        }
        var coverages = last.coverages.map { $0.flatMap { runs($0) ? $0 : nil } }
        let old = coverages.firstIndex(of: coverage)
        let other = coverages[place]
        coverages[place] = coverage
        guard old == nil else {
            // Who gives way takes the place that is left.
            if let old, old != place { coverages[old] = other }
            return coverages
        }
        guard let other else { return coverages }
        // One that is still in force stays in the order, behind.
        guard last.from != from || !begins(other), let free = coverages.firstIndex(of: nil) else {
            throw .bad(.placeTaken, column: order.column)
        }
        coverages[free] = other
        return coverages
    }

    private func put(
        _ coverages: [RecordID?], from first: Day, saying said: (name: String, text: String),
        _ order: TypedCell<Int64>, _ day: TypedCell<Day>, _ draft: inout RecordDraft
    ) {
        let cells = coverages.map { id in
            order.saying(id?.description ?? "").retyped(.anyReference)
        }
        draft.put(
            Patient.coverageOrder, at: [Order.effectiveFrom(day.saying(first.description))],
            [
                Order.primaryCoverage(cells[0]), Order.secondaryCoverage(cells[1]),
                Order.tertiaryCoverage(cells[2]),
            ], saying: said)
    }

    /// Whether a coverage still holds on the first day.
    private func runs(_ coverage: RecordID) -> Bool {
        guard view.isActive(coverage) else { return false }
        guard let through = view.row(coverage, Coverage.term)[Coverage.term.through] else {
            return true
        }
        return through >= from
    }

    /// Whether a coverage begins with the order: two that begin together need a place each.
    private func begins(_ coverage: RecordID) -> Bool {
        view.row(coverage, Coverage.term)[Coverage.term.from].map { $0 >= from } ?? true
    }
}
