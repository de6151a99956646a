import Merge
internal import Records
import Rulebook
import Sync

/// What a machine's disk, or the hub, shows at one moment, as the rules of the business read a
/// store.
///
/// Each record is folded and projected once, however often a deed asks for it.
final class MemoryReading: RecordReading {
    let schema = SimulatedRules.schema
    private let settings: [String: String]
    private let records: [RecordID: StoredRecord]
    private let ids: [String: [RecordID]]
    private let settlements: RecordChecks.Settlements?
    private var shown: [RecordID: (RecordType, Projection)] = [:]
    /// The first read that failed; whoever decided on its empty answer writes nothing.
    private var failure: (any Error)?

    convenience init(_ disk: MemoryOffice, of peer: Peer) {
        self.init(
            disk.visibleRecords, office: peer.office,
            secret: SimulatedRules.secret.handed(to: peer))
    }

    convenience init(_ hub: MemoryHub) {
        self.init(hub.records, office: nil, secret: SimulatedRules.secret)
    }

    private init(_ records: [RecordID: StoredRecord], office: RecordID?, secret: IDSecret?) {
        self.records = records
        // What says nothing any more is no row of anybody's.
        let told = records.values.filter { !$0.state.entries.isEmpty }
        ids = Dictionary(grouping: told, by: \.type).mapValues { $0.map(\.id).sorted() }
        var settings = [SettingName.idSecret: secret?.stored]
        settings["office"] = office?.description
        self.settings = settings.compactMapValues(\.self)
        settlements = SimulatedRules.checks.settlements
    }

    /// - Throws: the first read that failed until now.
    func refuseFailedReads() throws {
        if let failure { throw failure }
    }

    func meta(_ key: String) -> String? { settings[key] }

    /// Nobody sets anything while he reads.
    func setMeta(_ key: String, _ value: String) throws { throw damaged(key) }

    func damaged(_ key: String) -> any Error {
        NoSuchSetting(key: key)
    }

    /// A setting that a simulated disk does not keep.
    struct NoSuchSetting: Error {
        let key: String
    }

    func view(of id: RecordID) -> RecordState? { records[id]?.state }

    func projection(of id: RecordID) throws -> (RecordType, Projection)? {
        if let known = shown[id] { return known }
        guard let stored = records[id], let type = schema[stored.type] else { return nil }
        let own = type.project(stored.state)
        var projection = own
        if let settlements, settlements.types.contains(type.name),
            !self.settlements(naming: id).isEmpty
        {
            projection = try settlements.projected(id, type, own, self)
        }
        shown[id] = (type, projection)
        return (type, projection)
    }

    func records(of type: String) -> [RecordID] { ids[type] ?? [] }

    func records(
        of type: String, where field: String, is record: RecordID
    ) throws -> [RecordID] {
        try records(of: type).filter {
            try scalar(of: $0, named: field)?.blob.flatMap { RecordID(bytes: $0) } == record
        }
    }

    func ids(
        of type: RecordType, where column: Column, is scalar: Scalar, withErrors: Bool
    ) throws -> [RecordID] {
        try records(of: type.name).filter {
            try self.scalar(of: $0, named: column.name) == scalar
                && (withErrors || records[$0]?.state.isInError == false)
        }
    }

    func ids(of type: RecordType, endingIn suffix: String) -> [RecordID] {
        Array(records(of: type.name).filter { $0.description.hasSuffix(suffix) }.prefix(3))
    }

    func texts(of type: RecordType, in column: Column) throws -> [(id: RecordID, text: String)] {
        try records(of: type.name).compactMap { id in
            try scalar(of: id, named: column.name)?.text.map { (id, $0) }
        }
    }

    private func scalar(of id: RecordID, named field: String) throws -> Scalar? {
        try projection(of: id).flatMap { type, projection in
            RecordView(id: id, type: type, projection: projection).scalar(named: field)
        }
    }

    func settlements(naming record: RecordID) -> [RecordID] {
        records(of: RecordType.settlement.name).filter { id in
            guard let state = records[id]?.state else { return false }
            return Settlement.between.rows(in: state).contains {
                $0[Settlement.firstRecord] == record || $0[Settlement.secondRecord] == record
            }
        }
    }

    func departed(type: String?) -> [DepartedRecord] { [] }

    func answer<Answer>(orElse fallback: Answer, _ body: () throws -> Answer) -> Answer {
        do { return try body() } catch {
            failure = failure ?? error
            return fallback
        }
    }
}
