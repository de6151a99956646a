package import Merge

// A doctor who yields to another in a settlement leaves records behind: assignments, cases, papers.
// References are never rewritten, so that an answer taken back gives each its own again; whoever
// reads follows them. The records of both are the one's who is kept: in reports, in answers about
// the network, in the day's work, and in what the hub derives. A run stays what somebody asked for
// one of the two: that of who yields opens nothing.
//
//     assignment  ->  doctor A  (entered twice: kept is B)     read as an assignment of B
//     of A: none        of B: B's own and A's

/// Which doctor stands for which, for as long as one reading of the records lasts.
package final class StandIns {
    private var known: [RecordID: RecordID] = [:]
    /// The columns of a type that name a doctor.
    private var places: [String: [Int]] = [:]

    package init() {}

    /// The record with its doctors as they stand now.
    package func followed(_ view: RecordView, in lookup: some RecordLookup) -> RecordView {
        let places = places(of: view.type)
        var cells = view.projection.cells
        var isOther = false
        for place in places {
            guard case .scalar(let scalar) = cells[place],
                let doctor = scalar.blob.flatMap({ RecordID(bytes: $0) })
            else { continue }
            let kept = standIn(for: doctor, lookup)
            guard kept != doctor else { continue }
            cells[place] = .scalar(.reference(kept))
            isOther = true
        }
        guard isOther else { return view }
        return RecordView(
            id: view.id, type: view.type,
            projection: Projection(cells: cells, conflicts: view.projection.conflicts))
    }

    /// The records whose field names that one, with those that name a doctor it stands for.
    ///
    /// - Parameter read: finds the records that name one by its own id.
    package func records(
        of type: RecordType?, where field: String, is id: RecordID, in lookup: some RecordLookup,
        _ read: (RecordID) -> [RecordView]
    ) -> [RecordView] {
        guard let type, !Self.runs.contains(type.name), type.column(field)?.kind == Self.doctor
        else { return read(id) }
        guard standIn(for: id, lookup) == id else { return [] }
        let others = yielding(to: id, lookup)
        guard !others.isEmpty else { return read(id) }
        return ([id] + others).flatMap(read).sorted { $0.id < $1.id }
    }

    private static let doctor = FieldKind.reference(RecordType.practitioner.name)

    private static let runs = Set([RecordType.onboardingRun.name, RecordType.moveRun.name])

    private func places(of type: RecordType) -> [Int] {
        guard !Self.runs.contains(type.name) else { return [] }
        if let found = places[type.name] { return found }
        let found = type.columns.indices.filter { type.columns[$0].kind == Self.doctor }
        places[type.name] = found
        return found
    }

    private func standIn(for doctor: RecordID, _ lookup: some RecordLookup) -> RecordID {
        if let found = known[doctor] { return found }
        // Whatever the doctor's own record names leads back to nobody.
        known[doctor] = doctor
        guard !lookup.settlements(of: doctor).isEmpty, let view = lookup.record(doctor) else {
            return doctor
        }
        let found = lookup.standIn(for: view).id
        known[doctor] = found
        return found
    }

    private func yielding(to doctor: RecordID, _ lookup: some RecordLookup) -> [RecordID] {
        Settlement.connected(to: doctor) { lookup.settlements(of: $0) }
            .filter { $0 != doctor && standIn(for: $0, lookup) == doctor }.sorted()
    }
}
