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
        guard Settlement.mayConcern(view.type) else { return view }
        let own = settlements(of: view.id)
        guard !own.isEmpty else { return view }
        var weighing = SettlementWeighing(self, view.type)
        let yielding = weighing.holding(against: view.id).sorted { $0.id < $1.id }
        let distinct = own.filter { $0.answer == .distinct }.sorted { $0.id < $1.id }
        return view.yielding(yielding, distinct: distinct)
    }
}

extension RecordView {
    /// What is shown of a record that others stand in for.
    fileprivate func yielding(_ settlements: [Settlement], distinct: [Settlement]) -> RecordView {
        var cells = projection.cells
        func place(_ column: String) -> Int? { type.columns.firstIndex { $0.name == column } }
        let kept = settlements.compactMap { $0.kept(insteadOf: id) }
        if let links = place(AnyRecord.links.name), type.name == Settlement.linkedType {
            let told =
                kept.map { Value([.reference($0), .text(LinkKind.replacedBy.rawValue)]) }
                + distinct.map {
                    Value([.reference($0.other(than: id)), .text(LinkKind.notSame.rawValue)])
                }
            let standing = self[AnyRecord.links].map(\.key)
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
