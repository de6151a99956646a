internal import Benefits
internal import Merge
internal import Participation
internal import Records

/// The store as it will be once the rows read so far are in.
struct ImportView {
    let lookup: ImportLookup
    private var states: [RecordID: RecordState] = [:]
    private var count: UInt32 = 0
    private let keys = StandingKeys()
    private let namesakes = Namesakes()
    /// Coverages that rows of this file make, by patient.
    private var coverages: [RecordID: [RecordID]] = [:]

    init(_ lookup: ImportLookup) {
        self.lookup = lookup
    }

    /// Folds the writes of a sound row in, as if its change set had been applied.
    mutating func note(_ writes: [Write]) {
        let origin = Origin(
            changeSet: Self.changeSet, position: 0, effectiveAt: Timestamp(milliseconds: 0),
            replica: ReplicaID(bits: 0), actor: nil)
        for write in writes {
            var state = states[write.record] ?? lookup.state(write.record) ?? RecordState()
            let shape = PracticeSchema.current[write.type]?[write.attribute]?.shape
            let op = write.op(seeing: state, shape: shape)
            state.apply(
                op, id: EntryID(changeSet: Self.changeSet, index: count), origin: origin,
                hasArrived: { _ in true })
            if write.type == RecordType.coverage.name,
                let patient = Coverage.patient.row(write)?[Coverage.patient]
            {
                coverages[patient, default: []].append(write.record)
            }
            states[write.record] = state
            count += 1
        }
    }

    /// The coverages of a patient that earlier rows of this file make.
    func pendingCoverages(of patient: RecordID) -> [RecordID] {
        coverages[patient] ?? []
    }

    /// Whether a row of this file writes the record.
    func isPending(_ id: RecordID) -> Bool {
        states[id] != nil
    }

    func isStored(_ id: RecordID) -> Bool {
        lookup.state(id).map { !$0.isEmpty } ?? false
    }

    /// Neither inactive nor an error, as far as one word says.
    func isActive(_ id: RecordID) -> Bool {
        let life = row(id, of: .lifecycle)[AnyRecord.lifecycle]
        return life == nil || life == Lifecycle.active.rawValue
    }

    /// Whether the record was marked as an error, as an undone import's are.
    ///
    /// Nobody comes back under its id, which was perhaps another's.
    func isInError(_ id: RecordID) -> Bool {
        state(id)?.isInError ?? false
    }

    /// The record with the file's rows so far; `nil` where nothing is written yet.
    func state(_ id: RecordID) -> RecordState? {
        if let state = states[id] { return state }
        guard let state = lookup.state(id), !state.isEmpty else { return nil }
        return state
    }

    /// The first entry there; blank where there is none.
    func row(_ id: RecordID, _ unit: some UnitToken, key: Bytes = []) -> RecordRow {
        row(id, of: unit.attribute, key: key)
    }

    /// The first entry of a unit of whichever type; blank where there is none.
    func row(_ id: RecordID, of unit: Attribute, key: Bytes = []) -> RecordRow {
        let entry = state(id)?.entries(of: unit.name).first { $0.key == key }
        return entry.map { RecordRow(of: unit, key: $0.decodedKey, value: $0.decoded) }
            ?? RecordRow(of: unit, key: Value([]), value: Value([]))
    }

    /// The record's element that stands for the same, as it is typed there.
    func standing<R: RowsToken>(_ key: Bytes, in rows: R, of record: RecordID) -> RecordRow? {
        let folded = ElementKey.folded(R.Owner.type.name, rows.name, key)
        return (state(record)?.entries(of: rows.name) ?? []).first {
            ElementKey.folded(R.Owner.type.name, rows.name, $0.key) == folded
        }.map { RecordRow(of: rows.attribute, key: $0.decodedKey, value: nil) }
    }

    /// The stored record with that key, among those whose reference field names a record.
    ///
    /// - Parameter keys: all that a record's key may be; read once for each record.
    func known<F: FieldToken>(
        _ field: F, _ owner: RecordID, by key: [String], _ keys: (RecordID) -> [[String]]
    ) -> RecordID? where F.Content == RecordID {
        self.keys.record(F.Owner.type.name, owner, key) {
            lookup.referring(field, owner).sorted().map { ($0, keys($0)) }
        }
    }

    /// What to say where payors are known whose names a person might take for that one.
    func payors(near name: String) -> String? {
        let near = namesakes.names(near: name) { payorNames.map(\.1) + payorCodes }
        guard !near.isEmpty else { return nil }
        return "near it: " + near.map { "\"\($0)\"" }.joined(separator: ", ")
            + "; if it is one of them, write that one's code"
    }

    /// The stored payors that go by exactly that name or alias; only its case may differ.
    func payors(named name: String) -> Set<RecordID> {
        let aliased = lookup.holding(Payor.aliases, Value([.text(name)]).encoded)
        return namesakes.records(named: name) { payorNames }
            .union(aliased.filter(isInUse))
    }

    /// Whether nobody was told of the name before.
    func isFirst(told name: String) -> Bool { namesakes.isFirst(told: name) }

    private var payorNames: [(RecordID, String)] {
        lookup.texts(Payor.name).filter { isInUse($0.0) }
    }

    private var payorCodes: [String] {
        lookup.texts(Payor.code).filter { isInUse($0.0) }.map(\.1)
    }

    /// Neither an error nor replaced by another.
    private func isInUse(_ payor: RecordID) -> Bool {
        !isInError(payor) && row(payor, Payor.replacedBy)[Payor.replacedBy] == nil
    }

    /// Stored records by their keys, read once per import: to read them for each row would make a
    /// long file quadratic.
    private final class StandingKeys {
        private struct Owner: Hashable {
            let type: String
            let record: RecordID
        }

        private var known: [Owner: [[String]: RecordID]] = [:]

        func record(
            _ type: String, _ owner: RecordID, _ key: [String],
            _ read: () -> [(RecordID, [[String]])]
        ) -> RecordID? {
            let owner = Owner(type: type, record: owner)
            if let known = known[owner] { return known[key] }
            var index: [[String]: RecordID] = [:]
            for (id, keys) in read() {
                for key in keys where index[key] == nil { index[key] = id }
            }
            known[owner] = index
            return index[key]
        }
    }

    /// Stands for the change set that the import will be.
    static let changeSet = ChangeSetID(bits: UInt128.max)
}
