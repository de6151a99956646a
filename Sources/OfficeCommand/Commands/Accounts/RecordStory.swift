package import Merge
internal import Records
package import Rulebook
package import Sync
package import Tables

/// Every write that touched a record, and why the present values are shown.
package struct RecordStory {
    private let record: RecordID
    private let type: RecordType
    private let names: AccountNames
    private let judge: FateJudge
    /// In the order in which they counted; what the hub has not answered last.
    private let writes: [HistoricWrite]
    private let state: RecordState
    /// The writes that count and name an entry as replaced.
    private let enders: [EntryID: [HistoricWrite]]

    /// One attribute and key.
    private struct Place: Hashable {
        let attribute: String
        let key: Bytes
    }

    /// What a store holds by itself: all of it at the hub; at a replica its own change sets and
    /// whatever stands.
    package init(heldIn store: any HistoryStore, of record: RecordID, _ type: RecordType) throws {
        let state = try store.state(of: record) ?? RecordState()
        var writes = try store.historicWrites(of: record)
        let known = Set(writes.map(\.entry))
        writes += state.entries.filter { !known.contains($0.id) }.map(HistoricWrite.init)
        self.init(store, record, type, writes, state)
    }

    /// What the hub told, with what this replica has not sent yet on top.
    package init(
        told: [HistoricWrite], store: any HistoryStore, of record: RecordID, _ type: RecordType
    ) throws {
        let known = Set(told.map(\.entry))
        let pending = try store.historicWrites(of: record).filter {
            $0.verdict == nil && !known.contains($0.entry)
        }
        let writes = told + pending
        self.init(store, record, type, writes, RecordStory.fold(writes, record, type))
    }

    private init(
        _ store: any HistoryStore, _ record: RecordID, _ type: RecordType,
        _ writes: [HistoricWrite],
        _ state: RecordState
    ) {
        self.record = record
        self.type = type
        self.names = AccountNames(store)
        self.judge = FateJudge(schema: store.schema)
        self.writes = writes.sorted {
            ($0.position ?? .max, $0.effectiveAt, $0.entry)
                < ($1.position ?? .max, $1.effectiveAt, $1.entry)
        }
        self.state = state
        var enders: [EntryID: [HistoricWrite]] = [:]
        for write in self.writes where (write.verdict ?? .applied) == .applied {
            for name in write.replaces { enders[name, default: []].append(write) }
        }
        self.enders = enders
    }

    /// The state that the told writes come to.
    private static func fold(
        _ writes: [HistoricWrite], _ record: RecordID, _ type: RecordType
    ) -> RecordState {
        var state = RecordState()
        var arrived: Set<ChangeSetID> = []
        for write in writes {
            arrived.insert(write.entry.changeSet)
            guard write.verdict == .applied || write.verdict == nil else { continue }
            let origin = Origin(
                changeSet: write.entry.changeSet, position: write.position ?? 0,
                effectiveAt: write.effectiveAt, replica: write.replica, actor: write.actor)
            state.apply(write.op(on: record, type.name), id: write.entry, origin: origin) {
                arrived.contains($0)
            }
        }
        return state
    }

    private func fate(of write: HistoricWrite) -> Fate {
        let op = write.op(on: record, type.name)
        let fate = judge.fate(of: op, write.entry, verdict: write.verdict, standing: state)
        if let fate { return fate }
        let successor = enders[write.entry]?.first { other in
            other.attribute == write.attribute && other.key == write.key
        }
        return .superseded(by: successor?.entry)
    }

    // MARK: Tables

    /// One row per write of these attributes, or of all; the last one first.
    package func writesListing(of attributes: Set<String>? = nil) throws -> Table {
        var listing = Table([
            "at", "counted", "office", "by", "field", "value", "saw", "verdict", "fate", "entry",
            "replaced", "replica", "position", "reason",
        ])
        for write in newest(of: attributes) {
            let fate = fate(of: write)
            listing.add([
                .instant(write.claimedAt),
                .instant(write.effectiveAt), try office(of: write),
                try names.actor(write.actor), .init(write.attribute), try value(of: write),
                saw(write), .init(write.verdict?.name ?? "pending"), .init(fate.kind.name),
                .init(entry: write.entry), .init(entry: fate.successor),
                .init(replica: write.replica),
                write.position.map { .init($0) } ?? .blank, .init(write.reason),
            ])
        }
        return listing
    }

    private func newest(of attributes: Set<String>?) -> [HistoricWrite] {
        writes.reversed().filter { attributes?.contains($0.attribute) ?? true }
    }

    /// What people read: fewer columns, and nothing twice.
    ///
    /// The time that counts has a column where a writer's clock was ahead.
    package func shortListing(of attributes: Set<String>? = nil) throws -> Table {
        let wanted = newest(of: attributes)
        let isCorrected = wanted.contains { $0.claimedAt != $0.effectiveAt }
        var listing = Table(
            ["at"] + (isCorrected ? ["counted"] : [])
                + ["office", "by", "field", "value", "entry", "saw", "fate", "reason"])
        for write in wanted {
            let fate = fate(of: write)
            let by = fate.successor.map { " by \($0)" } ?? ""
            let counted = Table.Cell(Table.instant(write.effectiveAt))
            listing.add(
                [.instant(write.claimedAt)] + (isCorrected ? [counted] : []) + [
                    try office(of: write),
                    try names.actor(write.actor), .init(write.attribute), try value(of: write),
                    .init(entry: write.entry), saw(write), .init(fate.word + by),
                    .init(write.reason),
                ])
        }
        return listing
    }

    /// What stands now, and why.
    package func standingListing(of attributes: Set<String>?) throws -> Table {
        var listing = Table(["field", "value", "why"])
        var known: Set<Place> = []
        for write in writes where attributes?.contains(write.attribute) ?? true {
            let place = Place(attribute: write.attribute, key: write.key)
            guard !write.isWithheld, known.insert(place).inserted else { continue }
            let ranked = type.ranked(place.attribute, key: place.key, in: state)
            listing.add([
                .init(place.attribute), try shown(place, ranked),
                .init(StandingReason(type, place.attribute, ranked, state).words),
            ])
        }
        return listing
    }

    /// JSON: `writes` and `standing`.
    package func json(of attributes: Set<String>?, source: String) throws -> String {
        let standing = try standingListing(of: attributes).json
        let writes = try writesListing(of: attributes).json
        return """
            {"id":\(CellText.quoted(record.description)), "type":\(CellText.quoted(type.name)), \
            "source":\(CellText.quoted(source)),
             "standing":\(standing),
             "writes":\(writes)}
            """
    }

    // MARK: Cells

    /// What people see at one place: of a log the latest entry, of a counter the sum.
    private func shown(_ place: Place, _ ranked: [Entry]) throws -> Table.Cell {
        let entry: Entry?
        switch type[place.attribute]?.shape {
        case .counter?: return .init(ranked.reduce(0) { $0 &+ ($1.decoded[0].int ?? 0) })
        case .log?:
            entry = ranked.max { ($0.origin.effectiveAt, $0.id) < ($1.origin.effectiveAt, $1.id) }
        default: entry = ranked.first
        }
        return try value(place.attribute, place.key, entry?.value)
    }

    private func office(of write: HistoricWrite) throws -> Table.Cell {
        if let office = write.office { return try names.office(office) }
        switch write.role {
        case .hub: return .init(AuditOptions.hub)
        case .coordinator, .admin: return .init(AuditOptions.centre)
        case .office: return .init(replica: write.replica)
        }
    }

    /// The entries its writer had seen and replaced.
    private func saw(_ write: HistoricWrite) -> Table.Cell {
        let entries = write.replaces.map { Table.Cell(entry: $0) }
        return Table.Cell(
            write.replaces.isEmpty ? "" : entries.map(\.plain).joined(separator: " "),
            table: write.replaces.isEmpty
                ? "nothing" : write.replaces.map(\.description).joined(separator: " "),
            json: "[" + entries.map(\.json).joined(separator: ",") + "]")
    }

    private func value(of write: HistoricWrite) throws -> Table.Cell {
        if write.isWithheld { return .init("", table: "(withheld)", json: "null") }
        return try value(write.attribute, write.key, write.value)
    }

    private func value(
        _ attribute: String, _ key: Bytes, _ value: Bytes?
    ) throws -> Table.Cell {
        guard let declared = type[attribute] else {
            return .init("", table: "(of a newer release)", json: "null")
        }
        guard let value else {
            let key = try text(Entry.decoded(key), declared.key, names.label)
            return .init("", table: "(removed) \(key)", json: "null")
        }
        return .init(
            try text(key, value, declared, names.word),
            table: try text(key, value, declared, names.label))
    }

    /// A key and its value; what has no value is its key.
    private func text(
        _ key: Bytes, _ value: Bytes, _ declared: Attribute,
        _ name: (RecordID) throws -> String
    ) throws -> String {
        let key =
            declared.key.isEmpty ? "" : try text(Entry.decoded(key), declared.key, name)
        if declared.fields.isEmpty { return key }
        let value = try text(Entry.decoded(value), declared.fields, name)
        return key.isEmpty ? value : "\(key): \(value)"
    }

    /// What the program keeps for itself, by its size.
    private func packed(_ field: Field, _ bytes: Bytes?) -> String {
        let count = bytes?.count ?? 0
        return AnyRecord.imported.attribute.fields.contains { $0.name == field.name }
            ? "(what imports said: \(Counted(count / ImportLimits.markBytes, "cell")))"
            : "(\(Counted(count, "byte")))"
    }

    /// One field stands for itself, of several each says its name; packed bytes say their size.
    private func text(
        _ value: Value, _ fields: [Field], _ name: (RecordID) throws -> String
    ) throws -> String {
        let texts = try fields.enumerated().compactMap { index, field -> String? in
            guard !value[index].isNull else { return nil }
            if field.kind == .blob { return packed(field, value[index].blob) }
            var text = CellText.text(value[index], field.kind)
            if case .reference = field.kind, let id = RecordID(hexadecimal: text) {
                text = try name(id)
            }
            return fields.count == 1 ? text : "\(field.name)=\(text)"
        }
        return texts.joined(separator: " ")
    }
}

extension HistoricWrite {
    /// What is known of a write of which only the entry is held.
    init(_ entry: Entry) {
        self.init(
            entry: entry.id, position: entry.origin.position == 0 ? nil : entry.origin.position,
            claimedAt: entry.origin.effectiveAt, effectiveAt: entry.origin.effectiveAt,
            replica: entry.origin.replica, office: nil, actor: entry.origin.actor, role: .office,
            reason: "", attribute: entry.attribute, key: entry.key, value: entry.value,
            replaces: [], verdict: .applied)
    }

    func op(on record: RecordID, _ type: String) -> Op {
        Op(
            record: record, type: type, attribute: attribute, key: key, value: value,
            replaces: replaces)
    }
}
