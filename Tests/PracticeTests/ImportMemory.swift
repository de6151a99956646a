import Merge
import Practice
import Records

/// A store in memory: it applies what an import writes and answers what an import asks.
struct ImportMemory {
    private(set) var states: [RecordID: RecordState] = [:]
    private(set) var types: [RecordID: String] = [:]
    private var changeSets: UInt128 = 0

    static let today = Day("2026-11-23") ?? Day(number: 0)
    static let central = ImportContext.central(today: today, secret: .test)

    func count(_ type: String) -> Int {
        types.values.count { $0 == type }
    }

    /// Takes in what another machine wrote that saw `before` and nothing since.
    mutating func applyBlind(_ groups: [[Write]], seeing before: ImportMemory) {
        apply(groups, seeing: { before.states[$0] ?? RecordState() })
    }

    mutating func apply(_ groups: [[Write]], seeing: ((RecordID) -> RecordState)? = nil) {
        changeSets += 1
        let changeSet = ChangeSetID(bits: changeSets)
        let origin = Origin(
            changeSet: changeSet, position: 0,
            effectiveAt: Timestamp(milliseconds: Int64(changeSets)), replica: ReplicaID(bits: 1),
            actor: nil)
        for (index, write) in groups.joined().enumerated() {
            var state = states[write.record] ?? RecordState()
            let shape = PracticeSchema.current[write.type]?[write.attribute]?.shape
            state.apply(
                write.op(seeing: seeing?(write.record) ?? state, shape: shape),
                id: EntryID(changeSet: changeSet, index: UInt32(index)), origin: origin,
                hasArrived: { _ in true })
            states[write.record] = state
            types[write.record] = write.type
        }
    }

    /// Lets several people write one register without seeing each other.
    mutating func fork(_ id: RecordID, _ type: String, _ attribute: String, _ texts: [String]) {
        let before = states[id] ?? RecordState()
        var state = before
        for text in texts {
            changeSets += 1
            let changeSet = ChangeSetID(bits: changeSets)
            let write = Write(
                record: id, type: type, attribute: attribute,
                value: Value([.text(text)]).encoded)
            state.apply(
                write.op(seeing: before, shape: nil), id: EntryID(changeSet: changeSet, index: 0),
                origin: Origin(
                    changeSet: changeSet, position: 0, effectiveAt: Timestamp(milliseconds: 0),
                    replica: ReplicaID(bits: 1), actor: nil),
                hasArrived: { _ in true })
        }
        states[id] = state
    }

    /// The records as a store's are read.
    var records: Records { Records(memory: self) }

    struct Records: RecordLookup {
        fileprivate let memory: ImportMemory
        let secret = IDSecret.test

        func records(_ type: RecordType) -> [RecordView] {
            memory.types.filter { $0.value == type.name }.keys.sorted().compactMap(record)
        }

        func record(_ id: RecordID) -> RecordView? {
            guard let type = memory.types[id].flatMap({ PracticeSchema.current[$0] }),
                let state = memory.states[id]
            else { return nil }
            return RecordView(id: id, type: type, projection: type.project(state))
        }

        func state(_ id: RecordID) -> RecordState? { memory.states[id] }
    }

    var lookup: ImportLookup {
        var names: [String: RecordID] = [:]
        var holders: [String: [RecordID]] = [:]
        for (id, state) in states {
            guard let name = types[id], let type = PracticeSchema.current[name] else { continue }
            index(id, state, type, &names, &holders)
        }
        let states = states
        return ImportLookup(
            named: { names["\($0)/\($1)"] },
            holding: { type, attribute, key in
                let folded = ElementKey.folded(type, attribute, key)
                return holders["\(type)/\(attribute)/\(Array(folded))"] ?? []
            },
            referring: { holders["\($0)/\($1)/\($2)"] ?? [] },
            showing: { holders["\($0)/\($1)=\($2)"] ?? [] },
            state: { states[$0] }, texts: { [self] in texts($0, $1) })
    }

    private func texts(_ type: String, _ field: String) -> [(RecordID, String)] {
        types.filter { $0.value == type }.map { ($0.key, text($0.key, field)) }
    }

    private func index(
        _ id: RecordID, _ state: RecordState, _ type: RecordType,
        _ names: inout [String: RecordID], _ holders: inout [String: [RecordID]]
    ) {
        for entry in state.entries where !entry.key.isEmpty {
            let key = ElementKey.folded(type.name, entry.attribute, entry.key)
            holders["\(type.name)/\(entry.attribute)/\(Array(key))", default: []].append(id)
        }
        let shown = type.project(state)
        for (column, cell) in zip(type.columns, shown.cells) {
            guard case .scalar(let scalar) = cell else { continue }
            if column.name == type.naturalKey, let text = scalar.text {
                names["\(type.name)/\(text)"] = id
            }
            if let text = scalar.text {
                holders["\(type.name)/\(column.name)=\(text)", default: []].append(id)
            }
            if case .reference = column.kind, let blob = scalar.blob,
                let other = RecordID(bytes: blob)
            {
                holders["\(type.name)/\(column.name)/\(other)", default: []].append(id)
            }
        }
    }

    func plan(
        _ kind: ImportKind, _ text: String, context: ImportContext = Self.central
    ) -> ImportPlan {
        plan(kind, bytes: Array(text.utf8), context: context)
    }

    func plan(
        _ kind: ImportKind, bytes: [UInt8],
        context: ImportContext = Self.central
    ) -> ImportPlan {
        ImportPlan.make(
            kind: kind, bytes: bytes[...], fileName: "\(kind.rawValue).csv", lookup: lookup,
            context: context)
    }

    /// Plans and applies; a refused file changes nothing.
    @discardableResult
    mutating func take(
        _ kind: ImportKind, _ text: String, context: ImportContext = Self.central
    ) -> ImportPlan {
        take(kind, bytes: Array(text.utf8), context: context)
    }

    @discardableResult
    mutating func take(
        _ kind: ImportKind, bytes: [UInt8],
        context: ImportContext = Self.central
    ) -> ImportPlan {
        let plan = plan(kind, bytes: bytes, context: context)
        if let writes = plan.writes() { apply(writes) }
        return plan
    }

    /// A column as people see it.
    func text(_ id: RecordID, _ column: String) -> String {
        guard let state = states[id], let name = types[id],
            let type = PracticeSchema.current[name],
            let index = type.columns.firstIndex(where: { $0.name == column })
        else { return "" }
        return CellText.text(type.project(state).cells[index], of: type.columns[index], in: type)
    }

    func text(_ type: String, _ key: String, _ column: String) -> String {
        lookup.named(type, key).map { text($0, column) } ?? "no \(type)"
    }
}

extension ImportPlan {
    /// The writes by row, in the order of the file; `nil` where the import is refused.
    func writes(skippingBad: Bool = false) -> [[Write]]? {
        guard isAccepted(skippingBad: skippingBad) else { return nil }
        return rows.map(\.writes).filter { !$0.isEmpty }
    }
}
