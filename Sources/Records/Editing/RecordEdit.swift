internal import Merge

/// One edit of one record: what is asked, laid over what stands.
struct RecordEdit {
    let type: RecordType
    let record: RecordID
    let before: RecordState
    let plan: EditPlan

    func writes() throws(EditProblem) -> [Write] {
        let projection = type.project(before)
        var writes: [Write] = []
        for (index, attribute) in type.attributes.enumerated() {
            if let fields = plan.registers[attribute.name] {
                let cells = zip(type.columns, projection.cells)
                    .filter { $0.0.attribute == index }.map(\.1)
                if let write = try register(attribute, cells, fields) { writes.append(write) }
            }
            for item in plan.items[attribute.name] ?? [] {
                if let write = write(item, attribute) { writes.append(write) }
            }
        }
        return writes
    }

    /// The unit with the given fields replaced; the others stay as shown, a newer peer's too.
    private func register(
        _ attribute: Attribute, _ cells: [Projection.Cell], _ fields: [Int: Scalar]
    ) throws(EditProblem) -> Write? {
        if cells.contains(.unknown), fields.count < attribute.fields.count {
            throw .unresolved(unit: attribute.name, fields: attribute.fields.map(\.name))
        }
        let standing = before.entries(of: attribute.name)
        var scalars = shown(standing, cells)
        while scalars.count < attribute.fields.count { scalars.append(.null) }
        for (index, scalar) in fields { scalars[index] = scalar }
        let value = Value(scalars)
        if let found = ValueCheck.problem(value, attribute.fields) {
            throw .invalid(field: found.field ?? attribute.name, found.problem)
        }
        return changed(attribute, key: [], to: value, from: standing)
    }

    /// The scalars of the entry that people see.
    private func shown(
        _ standing: ArraySlice<Entry>, _ cells: [Projection.Cell]
    ) -> [Scalar] {
        let entry = standing.first { entry in
            let value = entry.decoded
            return cells.indices.allSatisfy { cells[$0] == .scalar(value[$0]) }
        }
        return entry?.decoded.scalars ?? []
    }

    private func write(_ item: EditPlan.Item, _ attribute: Attribute) -> Write? {
        let standing = before.entries(of: attribute.name)[...].filter { $0.key == item.key }
        switch attribute.shape {
        case .log, .counter:
            return write(attribute, key: [], value: item.value?.encoded)
        case .register, .set, .guardedSet, .map:
            guard let value = item.value else {
                let key = standing.isEmpty ? onlyElement(item.key, attribute) : item.key
                return key.map { write(attribute, key: $0, value: nil) }
            }
            return changed(
                attribute, key: item.key, to: kept(value, attribute, standing),
                from: standing[...])
        }
    }

    /// The value with what a newer peer appended to the one that stands.
    private func kept(_ value: Value, _ attribute: Attribute, _ standing: [Entry]) -> Value {
        guard let first = standing.first, standing.allSatisfy({ $0.value == first.value }) else {
            return value
        }
        let known = attribute.fields.indices.map { value[$0] }
        return Value(known + first.decoded.scalars.dropFirst(known.count))
    }

    /// The element that begins with the given fields, if there is just one:
    /// `phones-=home;3035550100` need not repeat whether texts are welcome.
    private func onlyElement(_ key: Bytes, _ attribute: Attribute) -> Bytes? {
        guard attribute.key.count > 1, attribute.shape == .set || attribute.shape == .guardedSet
        else { return nil }
        let given = Entry.value(of: key).scalars
        let matching = before.entries(of: attribute.name)
            .filter { $0.decodedKey.scalars.starts(with: given) }
            .map(\.key)
        return Set(matching).count == 1 ? matching.first : nil
    }

    /// A write, unless every standing entry says the same or there is nothing to clear.
    private func changed(
        _ attribute: Attribute, key: Bytes, to value: Value, from standing: ArraySlice<Entry>
    ) -> Write? {
        let encoded = value.encoded
        let isBlank = standing.isEmpty && encoded.isEmpty && key.isEmpty
        let isSame = !standing.isEmpty && standing.allSatisfy { $0.value == encoded }
        return isBlank || isSame ? nil : write(attribute, key: key, value: encoded)
    }

    private func write(_ attribute: Attribute, key: Bytes, value: Bytes?) -> Write {
        Write(
            record: record, type: type.name, attribute: attribute.name, key: key, value: value)
    }
}
