package import Merge
import Sync

// What a record shows can follow from another: a settlement between it and a third. The rule is the
// business's; the store knows which records to ask again. When a settlement changes, the rows of
// every record that settlements tie to it are written anew.

extension StoreTransaction {
    /// The settlements that name a record, or did as this transaction began.
    package func settlements(naming record: RecordID) throws -> [RecordID] {
        guard let type = settlementType, try mayHaveSettlements() else { return [] }
        var found = try changedSettlements()
        for column in StoreTransaction.parents(of: type) {
            found.formUnion(try ids(of: type, where: column, is: .blob(record.bytes[...])))
        }
        return found.sorted()
    }

    /// What the rules make of a record's own projection; `nil` where no settlement can name it.
    func settling(
        _ id: RecordID, _ type: RecordType
    ) throws -> ((Projection) throws -> Projection)? {
        guard let rule = checks.settlements, rule.types.contains(type.name),
            try !settlements(naming: id).isEmpty
        else { return nil }
        return { try rule.projected(id, type, $0, self) }
    }

    /// Marks what a changed settlement, or a changed record that others yield to, says something
    /// else of.
    func followSettlements() throws {
        guard let type = settlementType, let rule = checks.settlements,
            try mayHaveSettlements()
        else { return }
        for id in cache.dirty {
            guard let name = try self.type(of: id) ?? cache.touchedTypes[id],
                rule.types.contains(name), try !settlements(naming: id).isEmpty
            else { continue }
            for tied in try rule.connected(id, self).sorted() where try slot(tied) != nil {
                cache.markDirty(tied)
            }
        }
        for id in try changedSettlements().sorted() {
            var records = Set(try references(of: id, type))
            let state = try view(of: id) ?? RecordState()
            for column in StoreTransaction.parents(of: type) {
                guard let index = column.field else { continue }
                let entries = state.entries(of: type.attributes[column.attribute].name)
                records.formUnion(
                    entries.compactMap { entry in
                        entry.decoded[index].blob.flatMap { RecordID(bytes: $0) }
                    })
            }
            for record in records.sorted() {
                for tied in try rule.connected(record, self).sorted() where try slot(tied) != nil {
                    cache.markDirty(tied)
                }
            }
        }
    }

    private var settlementType: RecordType? {
        checks.settlements.flatMap { schema[$0.type] }
    }

    private static func parents(of type: RecordType) -> [Column] {
        guard case .parents(let fields) = type.visibility else { return [] }
        return fields.compactMap { type.column($0) }
    }

    /// Most stores hold none, and then no record need be asked about.
    private func mayHaveSettlements() throws -> Bool {
        guard let type = settlementType else { return false }
        if try !changedSettlements().isEmpty { return true }
        if let known = cache.hasSettlements { return known }
        let found = try exists("SELECT 1 FROM \"\(type.name)\" LIMIT 1")
        cache.hasSettlements = found
        return found
    }

    /// Those that this transaction has changed.
    private func changedSettlements() throws -> Set<RecordID> {
        guard let name = checks.settlements?.type else { return [] }
        let unread = cache.dirty[min(cache.settlementsRead, cache.dirty.count)...]
        cache.settlementsRead = cache.dirty.count
        for id in unread where try type(of: id) ?? cache.touchedTypes[id] == name {
            cache.changedSettlements.insert(id)
        }
        return cache.changedSettlements
    }
}
