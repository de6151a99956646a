package import Merge
internal import Practice
package import Records
package import Sync
internal import Tables

/// The hub's records, as the rules of `Practice` read them.
package struct HubLookup: RecordLookup {
    private let lookup: HubRules.Lookup
    package let schema: Schema
    private let standIns = StandIns()

    private let isNaming: Bool

    /// - Parameter naming: for whoever names records by what they type: what goes by a key is found
    ///   by what the store shows of it, and not by reading all records.
    package init(_ lookup: HubRules.Lookup, schema: Schema, naming: Bool = false) {
        self.lookup = lookup
        self.schema = schema
        self.isNaming = naming
    }

    package var secret: IDSecret {
        guard let secret = lookup.secret else {
            preconditionFailure("a hub that derives records is given its secret")
        }
        return secret
    }

    package var formerSecrets: [IDSecret] { lookup.formerSecrets }

    package func records(_ type: RecordType) -> [RecordView] {
        lookup.records(type.name).compactMap(view)
    }

    package func record(_ id: RecordID) -> RecordView? {
        lookup.record(id).flatMap(view)
    }

    package func state(_ id: RecordID) -> RecordState? {
        lookup.record(id)?.state
    }

    package func records(
        _ type: RecordType, where field: String, is id: RecordID
    ) -> [RecordView] {
        standIns.records(of: type, where: field, is: id, in: self) { id in
            lookup.referring(type.name, field, id).compactMap(view)
        }
    }

    package func keyed(_ type: RecordType, _ key: String) -> [RecordView] {
        let folded = TextFold.key(key)
        guard isNaming, let field = type.naturalKey else {
            return records(type).filter { view in
                view.naturalKey.map { TextFold.key($0) == folded } ?? false
            }
        }
        return lookup.texts(type.name, field).filter { TextFold.key($0.text) == folded }
            .compactMap { record($0.id) }
    }

    package func records(_ type: RecordType, endingIn suffix: String) -> [RecordID] {
        guard let digits = RecordNaming.digits(suffix) else { return [] }
        return lookup.ids(type.name).filter { $0.description.hasSuffix(digits) }
    }

    private func view(_ stored: StoredRecord) -> RecordView? {
        schema[stored.type].map { type in
            let own = RecordView(
                id: stored.id, type: type, projection: type.project(stored.state))
            return standIns.followed(settled(own), in: self)
        }
    }
}
