package import Merge

extension RecordLookup {
    /// What was decided of a record and others.
    package func settlements(of record: RecordID) -> [Settlement] {
        [Settlement.firstRecord, Settlement.secondRecord].flatMap { field in
            records(where: field, is: record)
        }.compactMap { Settlement(of: $0) }
    }

    /// The record as people see it: with what follows from the settlements that name it.
    package func settled(_ view: RecordView) -> RecordView {
        guard Settlement.types.contains(view.type.name) else { return view }
        let own = settlements(of: view.id)
        guard !own.isEmpty else { return view }
        var weighing = SettlementWeighing(self, view.type)
        let yielding = weighing.holding(against: view.id).sorted { $0.id < $1.id }
        let distinct = own.filter { $0.answer == .distinct }.sorted { $0.id < $1.id }
        return view.yielding(yielding, distinct: distinct)
    }
}

extension Settlement {
    /// The types of which a rule over several records says that one must yield.
    package static let types: Set<String> = Set(
        PracticeSchema.current.types.filter { $0.naturalKey != nil }.map(\.name)
            + ["patient"]
    ).union(terms)

    /// Those of which each record is a time of its own: none stands for another.
    static let terms: Set<String> = ["location_assignment", "contract_location"]

    /// More records than these are not one matter, and a hostile chain must end.
    private static let connectedMax = 256

    /// The record itself and every other that settlements tie to it.
    package static func connected(
        to record: RecordID, _ settlements: (RecordID) -> [Settlement]
    ) -> Set<RecordID> {
        reached(from: record) { id in settlements(id).map { $0.other(than: id) } }
    }

    static func reached(
        from record: RecordID, _ next: (RecordID) -> [RecordID]
    ) -> Set<RecordID> {
        var found: Set<RecordID> = [record]
        var waiting = [record]
        while let id = waiting.popLast(), found.count < connectedMax {
            for other in next(id) where found.insert(other).inserted { waiting.append(other) }
        }
        return found
    }
}

extension RecordView {
    /// What is shown of a record that others stand in for.
    fileprivate func yielding(_ settlements: [Settlement], distinct: [Settlement]) -> RecordView {
        var cells = projection.cells
        func place(_ column: String) -> Int? { type.columns.firstIndex { $0.name == column } }
        let kept = settlements.compactMap { $0.kept(insteadOf: id) }
        if let links = place(Patient.links.name) {
            let told =
                kept.map { Value([.reference($0), .text("replacedBy")]) }
                + distinct.map { Value([.reference($0.other(than: id)), .text("notSame")]) }
            let standing = self[Patient.links].map(\.key)
            cells[links] = .elements(standing + told.filter { !standing.contains($0) })
        } else if let first = kept.first {
            let days = settlements.compactMap { settlement -> Day? in
                guard case .keep(_, let through) = settlement.answer else { return nil }
                return through
            }
            if let replaced = place(AnyRecord.replacedBy.name) {
                cells[replaced] = .scalar(.reference(first))
            } else if let last = place(AnyRecord.term.through.name), days.count == settlements.count
            {
                let end = (days + [self[AnyRecord.term.through]].compactMap(\.self)).min()
                cells[last] = .scalar(end.map { .day($0) } ?? .null)
            } else if let life = place(AnyRecord.lifecycle.name) {
                cells[life] = .scalar(.text(Lifecycle.enteredInError.rawValue))
            }
        }
        let shown = Projection(cells: cells, conflicts: projection.conflicts)
        return RecordView(id: id, type: type, projection: shown)
    }
}
