internal import Merge

/// Which coverage pays first, second and third from a day on; kept on the patient.
struct CoverageOrder {
    let patient: RecordID
    let from: Day
    let view: ImportView

    private static let places = ["primaryCoverage", "secondaryCoverage", "tertiaryCoverage"]

    /// The patient's order from that day with one more coverage in it.
    ///
    /// Where no order begins on that day, the one before it goes on, without coverages that ended.
    func draft(
        putting coverage: ImportCell, at order: ImportCell, _ day: ImportCell
    ) throws(RowRefusal) -> RecordDraft {
        guard let number = Int(order.text), (1...Self.places.count).contains(number) else {
            throw .bad(
                .invalid(.notInteger(1...Int64(Self.places.count))), column: order.column)
        }
        var cells = standing(day)
        for (place, cell) in cells where cell.text == coverage.text {
            cells[place] = ImportCell(text: "", column: order.column)
        }
        cells[Self.places[number - 1]] = coverage
        var draft = RecordDraft(.patient, patient)
        let key = ImportCell(text: from.description, column: day.column)
        draft.put(
            "coverageOrder", at: [key],
            [
                Self.places[0]: cells[Self.places[0]], Self.places[1]: cells[Self.places[1]],
                Self.places[2]: cells[Self.places[2]],
            ], saying: (name: coverage.text, text: order.text))
        return draft
    }

    /// What is in force on that day, place by place.
    private func standing(_ day: ImportCell) -> [String: ImportCell] {
        let entries = view.state(patient)?.entries(of: "coverageOrder") ?? []
        let upTo = entries.filter { ($0.decodedKey[0].int ?? .max) <= from.number }
        guard let last = upTo.max(by: { $0.decodedKey[0] < $1.decodedKey[0] }) else { return [:] }
        let beginsHere = last.decodedKey[0].int == from.number
        var cells: [String: ImportCell] = [:]
        for (index, place) in Self.places.enumerated() {
            guard let bytes = last.decoded[index].blob, let id = RecordID(bytes: bytes),
                beginsHere || runs(id)
            else { continue }
            cells[place] = ImportCell(text: id.description, column: day.column)
        }
        return cells
    }

    private func runs(_ coverage: RecordID) -> Bool {
        guard let through = view.value(coverage, "term")[1].int else { return true }
        return through >= from.number
    }
}
