extension RecordType {
    /// Reads a state under this type's policies.
    ///
    /// Entries of unknown attributes are kept, not shown.
    package func project(_ state: RecordState) -> Projection {
        var conflicts: [FieldConflict] = []
        var cells: [Projection.Cell] = []
        cells.reserveCapacity(columns.count)
        for (index, attribute) in attributes.enumerated() {
            show(state.entries(of: attribute.name), of: index, in: &cells, &conflicts)
        }
        if let conflict = removalConflict(state) { conflicts.append(conflict) }
        return Projection(cells: cells, conflicts: conflicts)
    }

    /// Adds what one attribute's entries show, a cell for each of its columns, and what of them
    /// waits for a person.
    package func show(
        _ entries: ArraySlice<Entry>, of index: Int, in cells: inout [Projection.Cell],
        _ conflicts: inout [FieldConflict]
    ) {
        let attribute = attributes[index]
        switch attribute.shape {
        case .register(let policy):
            let shown = shown(entries, of: attribute, policy, into: &conflicts)
            for field in attribute.fields.indices {
                cells.append(shown.map { .scalar($0[field]) } ?? .unknown)
            }
        case .map(let policy):
            cells.append(.pairs(pairs(entries, of: attribute, policy, into: &conflicts)))
        case .set, .guardedSet:
            cells.append(.elements(elements(entries)))
        case .log:
            cells.append(.steps(steps(entries)))
        case .counter:
            cells.append(.scalar(.int(sum(entries))))
        }
    }

    /// Whether a register's reference field shows that record; not while a conflict blocks it.
    package func shows(_ record: RecordID, in field: String, of state: RecordState) -> Bool {
        guard let column = column(field), let index = column.field else { return false }
        let attribute = attributes[column.attribute]
        guard case .register(let policy) = attribute.shape else { return false }
        var conflicts: [FieldConflict] = []
        let entries = state.entries(of: attribute.name)
        let value = shown(entries, of: attribute, policy, into: &conflicts)
        return value?[index] == .blob(record.bytes[...])
    }

    /// The shown value of one attribute and key; `nil` while a blocking conflict stands.
    private func shown(
        _ siblings: ArraySlice<Entry>, of attribute: Attribute, _ policy: Policy,
        into conflicts: inout [FieldConflict]
    ) -> Value? {
        guard let first = siblings.first else { return Value([]) }
        guard siblings.count > 1, siblings.contains(where: { $0.value != first.value }) else {
            return first.decoded
        }
        let ranked = siblings.sorted { Entry.isShownBefore($0, $1, policy) }
        switch policy {
        case .latest, .maximum, .minimum: break
        case .review, .blocking, .immutable:
            conflicts.append(
                FieldConflict(
                    attribute: attribute.name, key: first.key, kind: .siblings,
                    isBlocking: policy == .blocking, candidates: ranked))
        }
        return policy == .blocking ? nil : ranked[0].decoded
    }

    private func pairs(
        _ entries: ArraySlice<Entry>, of attribute: Attribute, _ policy: Policy,
        into conflicts: inout [FieldConflict]
    ) -> [Projection.Pair] {
        var pairs: [Projection.Pair] = []
        var rest = entries
        while let first = rest.first {
            let siblings = rest.prefix { $0.key == first.key }
            rest = rest.dropFirst(siblings.count)
            let value = shown(siblings, of: attribute, policy, into: &conflicts)
            pairs.append(Projection.Pair(key: first.decodedKey, value: value))
        }
        return pairs
    }

    private func elements(_ entries: ArraySlice<Entry>) -> [Value] {
        var elements: [Value] = []
        var last: Bytes?
        for entry in entries where entry.key != last {
            elements.append(entry.decodedKey)
            last = entry.key
        }
        return elements
    }

    private func steps(_ entries: ArraySlice<Entry>) -> [Projection.Step] {
        entries.sorted { ($0.origin.effectiveAt, $0.id) < ($1.origin.effectiveAt, $1.id) }
            .map { entry in
                Projection.Step(
                    entry: entry.id, at: entry.origin.effectiveAt, actor: entry.origin.actor,
                    value: entry.decoded)
            }
    }

    /// The sum wraps rather than traps: a counter at the edge of 64 bits is nonsense, not a crash.
    private func sum(_ entries: ArraySlice<Entry>) -> Int64 {
        entries.reduce(0) { $0 &+ ($1.decoded[0].int ?? 0) }
    }

    private func removalConflict(_ state: RecordState) -> FieldConflict? {
        let lives = state.entries(of: Attribute.lifecycle.name)
        guard let life = lives.max(by: { Entry.isShownBefore($1, $0, .latest) }),
            life.decoded[0].text != Lifecycle.active.rawValue
        else { return nil }
        let seen = EntryList.decode(life.decoded[2].blob ?? [])
        let unseen = state.entries.filter {
            $0.attribute != Attribute.lifecycle.name && !seen.contains($0.id)
        }
        guard !unseen.isEmpty else { return nil }
        return FieldConflict(
            attribute: Attribute.lifecycle.name, key: [], kind: .editedWhileRemoved,
            isBlocking: false, candidates: [life] + unseen)
    }
}

extension Entry {
    package var decodedKey: Value {
        do { return try Value(decoding: key) } catch { return Value([]) }
    }

    /// Which of two siblings is shown first under a policy; a total order on distinct entries.
    static func isShownBefore(_ left: Entry, _ right: Entry, _ policy: Policy) -> Bool {
        switch policy {
        case .latest, .review, .blocking: break
        case .maximum:
            let (first, second) = (left.decoded[0], right.decoded[0])
            if first != second { return first > second }
        case .minimum:
            let (first, second) = (left.decoded[0], right.decoded[0])
            if first != second { return first < second }
        case .immutable:
            return (left.origin.effectiveAt, left.id) < (right.origin.effectiveAt, right.id)
        }
        return (left.origin.effectiveAt, left.id) > (right.origin.effectiveAt, right.id)
    }
}
