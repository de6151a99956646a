package import Merge
internal import Tables

extension RecordLookup {
    /// Who goes by a code, NPI or login: the records in use that show it or stand for one that
    /// shows it.
    ///
    /// One, unless several are in use and nobody has said yet which of them stands; of these, one
    /// that is spelled just so. Where nothing of that key is in use, what was in use before.
    package func holders(of key: String, _ type: RecordType) -> [RecordID] {
        let named = keyed(type, key).map { standIn(for: $0) }
        let inUse = named.filter(\.isActive)
        let wanted = inUse.isEmpty ? named : inUse
        let exact = wanted.filter { view in
            view.naturalKey?.utf8.elementsEqual(key.utf8) ?? false
        }
        let ids = Set(wanted.map(\.id))
        let exactly = Set(exact.map(\.id))
        return exactly.count == 1 ? Array(exactly) : ids.sorted()
    }

    /// Looks through every record of the type; a store that has a quicker way says so.
    package func keyed(_ type: RecordType, _ key: String) -> [RecordView] {
        let folded = TextFold.key(key)
        return records(type).filter { view in
            view.naturalKey.map { TextFold.key($0) == folded } ?? false
        }
    }

    /// The record that stands for another in the end; itself, where none does or is here.
    package func standIn(for view: RecordView) -> RecordView {
        var seen: Set<RecordID> = [view.id]
        var last = view
        while let next = successor(of: last), let other = record(next) {
            guard other.type.name == view.type.name, seen.insert(next).inserted else {
                return view
            }
            last = other
        }
        return last
    }

    /// The record that stands for another in the end, where this store does not hold it; `nil`
    /// where it does, or none does.
    package func absentStandIn(for view: RecordView) -> RecordID? {
        successor(of: standIn(for: view)).flatMap { record($0) == nil ? $0 : nil }
    }

    private func successor(of view: RecordView) -> RecordID? {
        if view.type.name == Settlement.linkedType {
            return view[AnyRecord.links].filter {
                $0[AnyRecord.Links.kind] == LinkKind.replacedBy.rawValue
            }.compactMap { $0[AnyRecord.Links.other] }.min()
        }
        if let next = view[AnyRecord.replacedBy] { return next }
        guard !view.isActive else { return nil }
        return settlements(of: view.id).sorted { $0.id < $1.id }
            .compactMap { $0.kept(insteadOf: view.id) }.first
    }
}
