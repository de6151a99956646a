package import Merge

/// Which scopes a record is visible in, and how that follows its attributes and its parent.
package struct VisibilityReach: Sendable {
    /// A chain of parents is patient → coverage → usage; a hostile cycle must end.
    private static let depthMax = 8
    /// The reference kind that any record satisfies.
    private static let anyType = "record"
    private let schema: Schema

    package init(schema: Schema) {
        self.schema = schema
    }

    /// Brings a record's visibility rows, and those of its children, up to a change at `position`.
    ///
    /// - Parameters:
    ///   - before: the record as it was, `nil` for a new one.
    ///   - author: the office that wrote; a record nobody has placed yet stays with it.
    package func update(
        _ record: StoredRecord, before: StoredRecord?, at position: UInt64, author: RecordID?,
        ledger: inout some HubLedger
    ) throws {
        if let parents = parents(of: record) {
            try ledger.setParents(of: record.id, to: parents)
        }
        // Whoever takes the last office from a record takes it from that office too.
        let isEmptied = before.map { isRooted($0) } == true && !isRooted(record)
        try update(
            record, at: position, author: isEmptied ? nil : author, isEmptied: isEmptied,
            isChanged: true, depth: 0, &ledger)
    }

    private func update(
        _ record: StoredRecord, at position: UInt64, author: RecordID?, isEmptied: Bool,
        isChanged: Bool, depth: Int, _ ledger: inout some HubLedger
    ) throws {
        let rows = try ledger.visibility(of: record.id)
        let before = Set(rows.filter(\.isIn).map(\.scope))
        let wasPlaced = isEmptied || rows.contains { !$0.isIn }
        let writers =
            wasPlaced
            ? [] : before.filter { $0.office != nil }.union(author.map { [.office($0)] } ?? [])
        let after = try scopes(of: record, writers: writers, known: before, ledger)
        for var row in rows {
            if after.contains(row.scope) {
                guard isChanged || !row.isIn else { continue }
                if !row.isIn { row.entered = position }
                row.isIn = true
            } else {
                guard row.isIn else { continue }
                row.isIn = false
            }
            row.changed = position
            try ledger.set(row)
        }
        for scope in after.subtracting(rows.map(\.scope)).sorted() {
            try ledger.set(
                VisibilityRow(
                    scope: scope, record: record.id, changed: position, entered: position,
                    isIn: true))
        }
        guard before != after, depth < VisibilityReach.depthMax else { return }
        for child in try ledger.children(of: record.id) {
            guard let stored = try ledger.record(child) else { continue }
            try update(
                stored, at: position, author: nil, isEmptied: false, isChanged: false,
                depth: depth + 1, &ledger)
        }
    }

    private func scopes(
        of record: StoredRecord, writers: Set<Scope>, known: Set<Scope>,
        _ ledger: some HubLedger
    ) throws -> Set<Scope> {
        // Until it is known whose a record is (it arrived before what says so), it stays with
        // whoever wrote it, and with the centre; never with nobody.
        let writers = writers.union([.central])
        guard let type = schema[record.type] else { return known.isEmpty ? writers : known }
        switch type.visibility {
        case .group: return [.group]
        case .central: return [.central]
        case .credentialing: return [.credentialing]
        case .clinical: return [.clinical]
        case .office(let field):
            let offices = references(field, in: record, type)
            guard isRooted(record) else { return writers }
            return Set([.central] + offices.map { .office($0) })
        case .offices(let set, let readers):
            let offices = ([set] + [readers].compactMap(\.self)).flatMap { set in
                record.state.entries(of: set).compactMap { entry in
                    entry.decodedKey[0].blob.flatMap { RecordID(bytes: $0) }
                }
            }
            guard isRooted(record) else { return writers }
            return Set([.central] + offices.map { .office($0) })
        case .parent(let field), .optionalParent(let field):
            let scopes = try parentScopes(field, of: record, type, ledger)
            return scopes.isEmpty ? writers : scopes
        case .parents(let fields):
            let scopes = try fields.map { try parentScopes($0, of: record, type, ledger) }
                .reduce(into: Set<Scope>()) { $0.formUnion($1) }
            return scopes.isEmpty ? writers : scopes
        case .groupUnlessProvisional(let field):
            let offices = references(field, in: record, type)
            return offices.isEmpty ? [.group] : Set([.central] + offices.map { .office($0) })
        }
    }

    /// Whether something live says whose the record is; for types that need nothing said, always.
    func isRooted(_ record: StoredRecord) -> Bool {
        guard let type = schema[record.type] else { return true }
        switch type.visibility {
        case .group, .central, .credentialing, .clinical, .groupUnlessProvisional: return true
        case .offices(let set, let readers):
            return ([set] + [readers].compactMap(\.self)).contains { set in
                record.state.holds(set)
            }
        case .office(let field), .parent(let field), .optionalParent(let field):
            guard let column = type.column(field) else { return true }
            return record.state.holds(type.attributes[column.attribute].name)
        case .parents(let fields):
            return fields.contains { !references($0, in: record, type).isEmpty }
        }
    }

    /// Whether nobody has said yet whose the record is: what is known of it came ahead of that.
    func isUnplaced(_ record: StoredRecord, _ rows: [VisibilityRow]) -> Bool {
        !isRooted(record) && rows.allSatisfy(\.isIn)
    }

    private func parentScopes(
        _ field: String, of record: StoredRecord, _ type: RecordType, _ ledger: some HubLedger
    ) throws -> Set<Scope> {
        var scopes: Set<Scope> = []
        for parent in references(field, in: record, type) where parent != record.id {
            // A reference to a record of another kind says nothing about who may see this one.
            guard let kind = type.column(field)?.kind, let found = try ledger.record(parent)?.type,
                kind == .reference(found) || kind == .reference(VisibilityReach.anyType)
            else { continue }
            scopes.formUnion(try ledger.visibility(of: parent).filter(\.isIn).map(\.scope))
        }
        return scopes
    }

    /// Every record that a field names: siblings count too, so that a conflict hides nothing.
    private func references(
        _ field: String, in record: StoredRecord, _ type: RecordType
    ) -> [RecordID] {
        guard let column = type.column(field), let index = column.field else { return [] }
        let attribute = type.attributes[column.attribute].name
        return record.state.entries(of: attribute).compactMap { entry in
            entry.decoded[index].blob.flatMap { RecordID(bytes: $0) }
        }
    }

    /// The records whose scopes this one shares; `nil` for types that follow nobody.
    func parents(of record: StoredRecord) -> Set<RecordID>? {
        guard let type = schema[record.type] else { return nil }
        let fields = VisibilityReach.parentFields(of: type)
        guard !fields.isEmpty else { return nil }
        return Set(fields.flatMap { references($0, in: record, type) })
    }

    /// The parents that ops on a new record would give it.
    package func parents(
        namedBy ops: some Collection<Op>, of name: String
    ) -> Set<RecordID> {
        guard let type = schema[name] else { return [] }
        let fields = VisibilityReach.parentFields(of: type)
        guard !fields.isEmpty else { return [] }
        let named = fields.flatMap { field -> [RecordID] in
            guard let column = type.column(field), let index = column.field else { return [] }
            let attribute = type.attributes[column.attribute].name
            return ops.filter { $0.attribute == attribute }.compactMap(\.value)
                .compactMap { value in
                    Entry.decoded(value)[index].blob.flatMap { RecordID(bytes: $0) }
                }
        }
        return Set(named)
    }

    private static func parentFields(of type: RecordType) -> [String] {
        switch type.visibility {
        case .parent(let field), .optionalParent(let field): [field]
        case .parents(let fields): fields
        default: []
        }
    }
}
