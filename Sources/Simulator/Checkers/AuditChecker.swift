import Merge
import Sync

/// The product's own accounting says of every write what this model says, at the hub and at every
/// replica, and misses none.
///
/// The model is written from the definition of each fate and shares no code with the product's
/// judge, ranking or projection.
enum AuditChecker {
    static func check(_ world: World) throws {
        let found = try fates(in: world.hub)
        let model = AuditModel(world.hub)
        guard found.count == model.fates.count else {
            throw BrokenPromise(
                "the audit told of \(found.count) writes instead of \(model.fates.count)")
        }
        for (id, fate) in model.fates where found[id]?.kind != fate {
            throw BrokenPromise(
                "the audit says \(found[id]?.kind.name ?? "nothing") of write \(id), "
                    + "the model \(fate.name)")
        }
        for (id, fate) in found where !model.isSuccessor(fate.successor, of: id) {
            throw BrokenPromise("the audit names a wrong successor of write \(id)")
        }
        for site in world.sites { try check(site, world.hub, found) }
    }

    /// A replica, level with the hub, tells of its own writes what the hub tells; what it may no
    /// longer see is redacted.
    private static func check(
        _ site: Site, _ hub: MemoryHub, _ found: [EntryID: Fate]
    ) throws {
        let seen = hub.restricted(to: site.peer.scopes)
        for (id, fate) in try fates(in: site.disk) {
            guard let wanted = found[id] else {
                throw BrokenPromise("\(site.name) accounts for write \(id), the hub does not")
            }
            if fate.kind == wanted.kind { continue }
            let record = hub.op(of: id)?.record
            let isRedacted = fate == .redacted && record.map { seen[$0] == nil } ?? false
            // A removal is in force on a record that is not here.
            guard !isRedacted else { continue }
            throw BrokenPromise(
                "\(site.name) says \(fate.kind.name) of write \(id), the hub \(wanted.kind.name)")
        }
    }

    /// Every write's fate, and the sums with it.
    static func fates(in book: some AccountBook) throws -> [EntryID: Fate] {
        var fates: [EntryID: Fate] = [:]
        var audit = WriteAudit(schema: SimulatedRules.schema, suspectsMax: 7)
        try audit.run(book) { line in
            let id = EntryID(changeSet: line.changeSet, index: line.index ?? .max)
            guard fates.updateValue(line.fate, forKey: id) == nil else {
                throw BrokenPromise("the audit tells of write \(id) twice")
            }
        }
        guard audit.total.isKept, audit.total.writes == fates.count else {
            throw BrokenPromise("the audit's sums are broken: \(audit.total.equation)")
        }
        return fates
    }
}

/// Where every write of a hub's history ended, from the definitions.
private struct AuditModel {
    private(set) var fates: [EntryID: Fate.Kind] = [:]
    private var enders: [EntryID: [EntryID]] = [:]
    /// The entry that stands for one that was kept aside.
    private var releases: [EntryID: EntryID] = [:]
    private let hub: MemoryHub

    init(_ hub: MemoryHub) {
        self.hub = hub
        for admitted in hub.history {
            for (index, op) in (admitted.content?.ops ?? []).enumerated()
            where admitted.verdicts[index] == .applied {
                let id = EntryID(changeSet: admitted.id, index: UInt32(index))
                // A release names the entry that it stands for, and does not end it.
                let former = op.replaces.first { $0.changeSet == admitted.content?.released }
                if let former { releases[former] = id }
                for name in op.replaces where name != id && name != former {
                    guard let written = hub.op(of: name), written.hasSameTarget(as: op) else {
                        continue
                    }
                    enders[name, default: []].append(id)
                }
            }
        }
        for (kept, release) in releases {
            guard let others = enders[kept] else { continue }
            enders[release, default: []] += others.filter { $0 != release }
        }
        for admitted in hub.history {
            for index in admitted.verdicts.indices {
                let id = EntryID(changeSet: admitted.id, index: UInt32(index))
                fates[id] = fate(of: id, admitted.verdicts[index], admitted.content?.ops[index])
            }
        }
    }

    /// Whether an entry may have taken another's place.
    func isSuccessor(_ successor: EntryID?, of id: EntryID) -> Bool {
        switch fates[id] {
        case .superseded: successor.map { enders[id]?.contains($0) ?? false } ?? false
        case .outranked: successor != nil && successor != id
        default: successor == nil
        }
    }

    private func fate(of id: EntryID, _ verdict: Verdict, _ op: Op?) -> Fate.Kind {
        guard verdict == .applied, let op else {
            return verdict == .proposed
                ? .proposed : verdict == .custody ? .custody : .quarantined
        }
        if op.value == nil { return .removal }
        if enders[id] != nil { return .superseded }
        let entries = Array(hub.records[op.record]?.state.entries ?? [])
        guard let entry = entries.first(where: { $0.id == id }) else { return .missing }
        return standing(entry, among: entries, op)
    }

    private func standing(_ entry: Entry, among entries: [Entry], _ op: Op) -> Fate.Kind {
        if isHalfRemoved(entry, among: entries) { return .inConflict }
        let policy: Policy
        switch SimulatedRules.schema[op.type]?[op.attribute]?.shape {
        case .register(let declared), .map(let declared): policy = declared
        default: return .current
        }
        let siblings = entries.filter { $0.attribute == op.attribute && $0.key == op.key }
        guard Set(siblings.map(\.value)).count > 1 else { return .current }
        let latest = siblings.max {
            ($0.origin.effectiveAt, $0.id) < ($1.origin.effectiveAt, $1.id)
        }
        let shown: Scalar?
        switch policy {
        case .review, .blocking, .immutable: return .inConflict
        case .latest: return latest?.value == entry.value ? .current : .outranked
        case .maximum: shown = siblings.map { $0.decoded[0] }.max()
        case .minimum: shown = siblings.map { $0.decoded[0] }.min()
        }
        return entry.decoded[0] == shown ? .current : .outranked
    }

    /// Somebody worked on while somebody else took the record out of use.
    private func isHalfRemoved(_ entry: Entry, among entries: [Entry]) -> Bool {
        let lives = entries.filter { $0.attribute == Attribute.lifecycle.name }
        let life = lives.max { ($0.origin.effectiveAt, $0.id) < ($1.origin.effectiveAt, $1.id) }
        guard let life, life.decoded[0] != .text("active") else { return false }
        let seen = EntryList.decode(life.decoded[2].blob ?? [])
        let unseen = entries.filter { $0.attribute != "lifecycle" && !seen.contains($0.id) }
        return !unseen.isEmpty && (entry.id == life.id || unseen.contains { $0.id == entry.id })
    }
}
