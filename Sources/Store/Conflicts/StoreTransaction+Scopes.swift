package import Merge

extension StoreTransaction {
    private var relations: SchemaRelations { connection.relations(in: schema) }

    /// The offices that a record is placed with, by its own word or its parent's; none for what the
    /// whole group, or only the centre, sees.
    func offices(seeing record: RecordID, depth: Int = 0) throws -> [RecordID] {
        guard depth <= StoreTransaction.parentsMax, let name = try type(of: record),
            let type = schema[name], let state = try view(of: record)
        else { return [] }
        switch type.visibility {
        case .group, .central, .credentialing, .clinical: return []
        case .office(let field), .groupUnlessProvisional(let field):
            return field == "id" ? [record] : named(field, type, state)
        case .offices(let set, let readers):
            return ([set] + [readers].compactMap(\.self)).flatMap { set in
                state.entries(of: set).compactMap {
                    $0.decodedKey[0].blob.flatMap { RecordID(bytes: $0) }
                }
            }
        case .parent(let field), .optionalParent(let field):
            return try named(field, type, state).flatMap {
                try offices(seeing: $0, depth: depth + 1)
            }
        case .parents(let fields):
            let seeing = try fields.flatMap { named($0, type, state) }.flatMap {
                try offices(seeing: $0, depth: depth + 1)
            }
            return Set(seeing).sorted()
        }
    }

    /// What a register's reference field says; more than one while siblings stand.
    private func named(
        _ field: String, _ type: RecordType, _ state: RecordState
    ) -> [RecordID] {
        guard let column = type.column(field), let index = column.field else { return [] }
        return state.entries(of: type.attributes[column.attribute].name)
            .compactMap { $0.decoded[index].blob.flatMap { RecordID(bytes: $0) } }
    }

    /// How many active records refer to this one by a field they cannot be without.
    func dependants(of record: RecordID) throws -> Int {
        guard let name = try type(of: record) else { return 0 }
        return try (relations.dependants[name] ?? []).reduce(0) { sum, place in
            let count = try connection.first(
                """
                SELECT count(*) FROM "\(place.type.name)" WHERE "\(place.field)" = ?
                  AND ifnull(lifecycle, 'active') = 'active'
                """, [.text(record.description)]
            ) { Int($0.int(0)) }
            return sum + (count ?? 0)
        }
    }

    /// The first of them, for whoever asks what is blocked.
    package func dependants(
        of record: RecordID, limit: Int
    ) throws -> [(type: String, record: RecordID, field: String)] {
        guard let name = try type(of: record) else { return [] }
        var found: [(type: String, record: RecordID, field: String)] = []
        for place in (relations.dependants[name] ?? []) where found.count < limit {
            found += try connection.all(
                """
                SELECT id FROM "\(place.type.name)" WHERE "\(place.field)" = ?
                  AND ifnull(lifecycle, 'active') = 'active' ORDER BY id LIMIT ?
                """, [.text(record.description), .int(Int64(limit - found.count))]
            ) { RecordID(hexadecimal: $0.text(0)) }.compactMap(\.self)
                .map { (place.type.name, $0, place.field) }
        }
        return found
    }

    /// The records that a row refers to by a field it cannot be without, as the table has it.
    func references(of record: RecordID, _ type: RecordType) throws -> [RecordID] {
        let fields = relations.references[type.name] ?? []
        guard !fields.isEmpty else { return [] }
        let columns = fields.map { "\"\($0)\"" }.joined(separator: ", ")
        return try connection.first(
            "SELECT \(columns) FROM \"\(type.name)\" WHERE id = ?", [.text(record.description)]
        ) { row in
            fields.indices.compactMap { RecordID(hexadecimal: row.text(Int32($0))) }
        } ?? []
    }
}
