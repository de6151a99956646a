package import Merge
package import Records

// An import is taken back by the rule it was made by, place by place. What it alone wrote goes back
// to what stood before; a unit where it stands beside a person's loses its own word and no more;
// what somebody wrote since stays, and is told. Digests are taken back one by one, so that the next
// file is held against what the imports before said.

/// Takes one import back.
package struct ImportUndo {
    private let changeSets: Set<ChangeSetID>
    private let reason: String
    package private(set) var writes: [Write] = []
    /// What stays as it is, because somebody wrote there since.
    package private(set) var kept: [Place] = []

    /// - Parameter changeSets: what the import wrote.
    package init(of changeSets: Set<ChangeSetID>, reason: String) {
        self.changeSets = changeSets
        self.reason = reason
    }

    /// One attribute and key of a record; no attribute is the whole record.
    package struct Place: Sendable {
        package let record: RecordID
        package let type: RecordType
        package let attribute: String
        package let key: Bytes

        package init(record: RecordID, type: RecordType, attribute: String, key: Bytes) {
            self.record = record
            self.type = type
            self.attribute = attribute
            self.key = key
        }
    }

    /// A record that the import made goes out of use, unless somebody wrote on it or names it.
    package mutating func removeRecord(
        _ place: Place, in state: RecordState, isNamed: Bool
    ) throws(EditProblem) {
        guard !state.isEmpty else { return }
        guard !isNamed, isUntouched(state) else {
            kept.append(place)
            return
        }
        writes.append(
            try LifecycleChange.write(
                type: place.type, record: place.record, to: .enteredInError, reason: reason,
                seeing: state))
    }

    /// Whether a place stays as it is.
    package func keeps(record: RecordID, attribute: String, key: Bytes) -> Bool {
        kept.contains { $0.record == record && $0.attribute == attribute && $0.key == key }
    }

    /// Whether only the import wrote on the record.
    package func isUntouched(_ state: RecordState) -> Bool {
        state.entries.allSatisfy { changeSets.contains($0.id.changeSet) }
    }

    /// - Parameters:
    ///   - former: the value that stood there before the import.
    ///   - written: what the import wrote there.
    package mutating func restore(
        _ place: Place, _ former: Bytes?, written: Bytes?, in state: RecordState
    ) {
        let live = state.entries(of: place.attribute, key: place.key)
        let own = live.filter { changeSets.contains($0.id.changeSet) }
        if place.attribute == AnyRecord.imported.name {
            return restoreBase(place, former, written: written, in: state)
        }
        guard let first = own.first else {
            if written == nil, live.isEmpty, former != nil {
                writes.append(write(former, at: place))
            } else if live.contains(where: { $0.value != former })
                || live.isEmpty != (former == nil)
            {
                kept.append(place)
            }
            return
        }
        let attribute = place.type[place.attribute]
        let staysOnce = attribute?.shape.isAddOnly ?? false || attribute?.policy == .immutable
        if staysOnce {
            if first.value != former { kept.append(place) }
        } else if live.count == own.count {
            if first.value != former { writes.append(write(former, at: place)) }
        } else {
            // A person's stands beside it: that one stays, alone.
            writes.append(write(nil, at: place, replacing: own.map(\.id)))
        }
    }

    /// What the imports said, without what this one said; nobody is told, nobody wrote it.
    private mutating func restoreBase(
        _ place: Place, _ former: Bytes?, written: Bytes?, in state: RecordState
    ) {
        var base = ImportBase(of: state)
        let standing = base
        base.takeBack(
            ImportBase(encoded: written), leaving: ImportBase(encoded: former))
        if base != standing { writes.append(write(base.value.encoded, at: place)) }
    }

    /// What the imports so far said of a record, as one value; `nil` where they said nothing.
    package static func digests(in state: RecordState) -> Bytes? {
        state.entries(of: AnyRecord.imported.name).isEmpty
            ? nil : ImportBase(of: state).value.encoded
    }

    private func write(_ value: Bytes?, at place: Place, replacing own: [EntryID]? = nil) -> Write {
        Write(
            record: place.record, type: place.type.name, attribute: place.attribute,
            key: place.key, value: value, replacing: own)
    }
}
