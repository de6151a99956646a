import Merge
import Sync

/// The canary: no disk holds an entry of a record outside its scope, nor lacks one inside.
///
/// Scopes are derived again from what the records say now, not from the hub's visibility rows.
struct ScopeChecker {
    private static let depthMax = 8
    private let hub: MemoryHub

    static func check(_ world: World) throws {
        let checker = ScopeChecker(hub: world.hub)
        for id in world.hub.records.keys.sorted() {
            guard let scopes = checker.scopes(of: id, depth: 0) else { continue }
            for site in world.sites {
                let isWanted = site.peer.scopes.contains { scopes.contains($0) }
                guard isWanted != (site.disk.base[id] != nil) else { continue }
                throw BrokenPromise(
                    "\(site.name) \(isWanted ? "lacks" : "holds") record \(id) "
                        + (isWanted ? "inside" : "outside") + " its scope")
            }
        }
    }

    /// `nil` for a type only a newer peer knows, and for a record that nobody has placed yet: its
    /// scopes are its writers'.
    private func scopes(of id: RecordID, depth: Int) -> Set<Scope>? {
        guard let stored = hub.records[id], depth < ScopeChecker.depthMax else { return [] }
        guard let type = SimulatedRules.schema[stored.type] else { return nil }
        switch type.visibility {
        case .group: return [.group]
        case .central: return [.central]
        case .credentialing: return [.credentialing]
        case .clinical: return [.clinical]
        case .office(let field):
            return placed(central(and: named(by: field, in: stored, type)), id)
        case .offices(let set, let readers):
            let elements = stored.state.entries
                .filter { $0.attribute == set || $0.attribute == readers }.map(\.decodedKey)
            return placed(central(and: elements.compactMap { Self.id($0[0]) }), id)
        case .groupUnlessProvisional(let field):
            let offices = named(by: field, in: stored, type)
            return offices.isEmpty ? [.group] : central(and: offices)
        case .parent(let field), .optionalParent(let field):
            return scopes(ofParents: [field], id, stored, type, depth)
        case .parents(let fields): return scopes(ofParents: fields, id, stored, type, depth)
        }
    }

    private func scopes(
        ofParents fields: [String], _ id: RecordID, _ stored: StoredRecord, _ type: RecordType,
        _ depth: Int
    ) -> Set<Scope>? {
        var scopes: Set<Scope> = []
        for field in fields {
            for parent in named(by: field, in: stored, type) where parent != id {
                guard isFit(parent, for: type.column(field)?.kind) else { continue }
                guard let above = self.scopes(of: parent, depth: depth + 1) else { return nil }
                scopes.formUnion(above)
            }
        }
        return placed(scopes.isEmpty ? [.central] : scopes, id)
    }

    /// A reference to a record of another kind says nothing about who may see this one.
    private func isFit(_ parent: RecordID, for kind: FieldKind?) -> Bool {
        guard let found = hub.records[parent]?.type else { return false }
        return kind == .reference(found) || kind == .reference("record")
    }

    /// Central alone is what is left of a record once placed; one never placed has its writers.
    private func placed(_ scopes: Set<Scope>, _ id: RecordID) -> Set<Scope>? {
        let wasPlaced = hub.visibility(of: id).contains { !$0.isIn }
        return scopes == [.central] && !wasPlaced ? nil : scopes
    }

    private func central(and offices: [RecordID]) -> Set<Scope> {
        Set([.central] + offices.map { .office($0) })
    }

    private func named(
        by field: String, in stored: StoredRecord, _ type: RecordType
    ) -> [RecordID] {
        for attribute in type.attributes {
            guard let index = attribute.fields.firstIndex(where: { $0.name == field }) else {
                continue
            }
            return stored.state.entries.filter { $0.attribute == attribute.name }
                .compactMap { Self.id($0.decoded[index]) }
        }
        return []
    }

    private static func id(_ scalar: Scalar) -> RecordID? {
        scalar.blob.flatMap { RecordID(bytes: $0) }
    }
}
