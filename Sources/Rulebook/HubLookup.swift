internal import Merge
internal import Practice
internal import Sync

/// The hub's records, as the rules of `Practice` read them.
struct HubLookup: RecordLookup {
    private let lookup: HubRules.Lookup
    private let schema: Schema
    private let standIns = StandIns()

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

    func records(_ type: RecordType) -> [RecordView] {
        lookup.records(type.name).compactMap(view)
    }

    func record(_ id: RecordID) -> RecordView? {
        lookup.record(id).flatMap(view)
    }

    func state(_ id: RecordID) -> RecordState? {
        lookup.record(id)?.state
    }

    func records(_ type: RecordType, where field: String, is id: RecordID) -> [RecordView] {
        standIns.records(of: type, where: field, is: id, in: self) { id in
            lookup.referring(type.name, field, id).compactMap(view)
        }
    }

    private func view(_ stored: StoredRecord) -> RecordView? {
        schema[stored.type].map { type in
            let own = RecordView(
                id: stored.id, type: type, projection: type.project(stored.state))
            return standIns.followed(settled(own), in: self)
        }
    }
}
