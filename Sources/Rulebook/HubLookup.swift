internal import Merge
internal import Practice
internal import Sync

/// The hub's records, as the rules of `Practice` read them.
struct HubLookup: RecordLookup {
    private let lookup: HubRules.Lookup
    private let schema: Schema

    init(_ lookup: HubRules.Lookup, schema: Schema) {
        self.lookup = lookup
        self.schema = schema
    }

    var secret: IDSecret {
        guard let secret = lookup.secret else {
            preconditionFailure("a hub that derives records is given its secret")
        }
        return secret
    }

    var formerSecrets: [IDSecret] { lookup.formerSecrets }

    func records(_ type: String) -> [RecordView] {
        lookup.records(type).compactMap(view)
    }

    func record(_ id: RecordID) -> RecordView? {
        lookup.record(id).flatMap(view)
    }

    func state(_ id: RecordID) -> RecordState? {
        lookup.record(id)?.state
    }

    func records(_ type: String, where field: String, is id: RecordID) -> [RecordView] {
        lookup.referring(type, field, id).compactMap(view)
    }

    private func view(_ stored: StoredRecord) -> RecordView? {
        schema[stored.type].map {
            settled(RecordView(id: stored.id, type: $0, projection: $0.project(stored.state)))
        }
    }
}
