internal import Benefits
package import Merge
internal import Participation
package import Records

// A doctor or patient who yields to another in a settlement leaves records behind: assignments,
// cases, papers; coverages, estimates, summaries. References are never rewritten, so that an answer
// taken back gives each its own again; whoever reads follows them. The records of both are the
// one's who is kept: in reports, in answers about the network, in estimates, in the day's work, and
// in what the hub derives. A run stays what somebody asked for one of the two: that of who yields
// opens nothing.
//
//     assignment  ->  doctor A  (entered twice: kept is B)     read as an assignment of B
//     of A: none        of B: B's own and A's

/// Which doctor or patient stands for which, for as long as one reading of the records lasts.
package final class StandIns {
    private var known: [RecordID: RecordID] = [:]
    /// The columns of a type that name a person.
    private var places: [String: [Int]] = [:]

    package init() {}

    /// The record with its doctors and patients as they stand now.
    package func followed(_ view: RecordView, in lookup: some RecordLookup) -> RecordView {
        let places = places(of: view.type)
        var cells = view.projection.cells
        var isOther = false
        for place in places {
            guard case .scalar(let scalar) = cells[place],
                let person = scalar.blob.flatMap({ RecordID(bytes: $0) })
            else { continue }
            let kept = standIn(for: person, lookup)
            guard kept != person else { continue }
            cells[place] = .scalar(.reference(kept))
            isOther = true
        }
        guard isOther else { return view }
        return RecordView(
            id: view.id, type: view.type,
            projection: Projection(cells: cells, conflicts: view.projection.conflicts))
    }

    /// The records whose field names that one, with those that name one it stands for.
    ///
    /// - Parameter read: finds the records that name one by its own id.
    package func records(
        of type: RecordType?, where field: String, is id: RecordID, in lookup: some RecordLookup,
        _ read: (RecordID) -> [RecordView]
    ) -> [RecordView] {
        guard let type, !Self.runs.contains(type.name),
            let kind = type.column(field)?.kind, Self.people.contains(kind)
        else { return read(id) }
        guard standIn(for: id, lookup) == id else { return [] }
        let others = yielding(to: id, lookup)
        guard !others.isEmpty else { return read(id) }
        return ([id] + others).flatMap(read).sorted { $0.id < $1.id }
    }

    /// References to those whose records are followed.
    private static let people = [RecordType.practitioner, .patient].map {
        FieldKind.reference($0.name)
    }

    private static let runs = Set([RecordType.onboardingRun.name, RecordType.moveRun.name])

    private func places(of type: RecordType) -> [Int] {
        guard !Self.runs.contains(type.name) else { return [] }
        if let found = places[type.name] { return found }
        let found = type.columns.indices.filter { Self.people.contains(type.columns[$0].kind) }
        places[type.name] = found
        return found
    }

    /// Who stands for a doctor or patient in the end; the same one, where nobody does.
    package func standIn(for person: RecordID, _ lookup: some RecordLookup) -> RecordID {
        if let found = known[person] { return found }
        // Whatever the person's own record names leads back to nobody.
        known[person] = person
        guard !lookup.settlements(of: person).isEmpty, let view = lookup.record(person) else {
            return person
        }
        let found = lookup.standIn(for: view).id
        known[person] = found
        return found
    }

    /// Those for whom a doctor or patient stands, ascending.
    package func yielding(to person: RecordID, _ lookup: some RecordLookup) -> [RecordID] {
        Settlement.connected(to: person) { lookup.settlements(of: $0) }
            .filter { $0 != person && standIn(for: $0, lookup) == person }.sorted()
    }
}
