package import Merge
package import Practice
package import Records
package import Sync
internal import Tables

/// What rules and imports ask of the store, answered inside one transaction.
///
/// Only a transaction makes one. A read that fails ends the transaction once the rule has answered;
/// the rule sees an empty store.
package final class StoreLookup {
    private let transaction: any RecordReading
    /// What an import has asked for by name, kept from one row to the next; `nil` for others.
    private var names: [String: [String: [RecordID]]]?
    /// Who stands for the doctors that records name; `nil` shows them as they were written.
    private let standIns: StandIns?

    fileprivate init(_ transaction: any RecordReading, following: Bool) {
        self.transaction = transaction
        self.standIns = following ? StandIns() : nil
    }

    private func attempt<Answer>(_ fallback: Answer, _ body: () throws -> Answer) -> Answer {
        transaction.answer(orElse: fallback, body)
    }
}

extension RecordReading {
    /// The records as rules look them up: what names a doctor who yielded to another is the
    /// other's.
    package var lookup: StoreLookup { StoreLookup(self, following: true) }

    /// The records as they were written, for the rules that a store keeps of them.
    var lookupAsWritten: StoreLookup { StoreLookup(self, following: false) }
}

extension StoreLookup: RecordLookup {
    package var office: RecordID? {
        attempt(nil) { try transaction.ownOffice }
    }

    package var secret: IDSecret {
        attempt(IDSecret(0, 0)) {
            guard let secret = try transaction.idSecret else { throw NoIDSecret() }
            return secret
        }
    }

    package func records(_ type: RecordType) -> [RecordView] {
        attempt([]) { try views(transaction.records(of: type.name)) }
    }

    package func record(_ id: RecordID) -> RecordView? {
        attempt(nil) { try views([id]).first }
    }

    package func state(_ id: RecordID) -> RecordState? {
        attempt(nil) { try transaction.view(of: id) }
    }

    package func records(
        _ type: RecordType, where field: String, is id: RecordID
    ) -> [RecordView] {
        let read = { [self] (id: RecordID) in
            attempt([]) { try views(transaction.records(of: type.name, where: field, is: id)) }
        }
        guard let standIns else { return read(id) }
        return standIns.records(
            of: type, where: field, is: id, in: self, read)
    }

    package func records(
        _ type: RecordType, where field: String, shows text: String
    ) -> [RecordView] {
        attempt([]) {
            guard let column = type.column(field) else { return [] }
            return try views(
                transaction.ids(of: type, where: column, is: .text(text), withErrors: true))
        }
    }

    package func keyed(_ type: RecordType, _ key: String) -> [RecordView] {
        attempt([]) {
            let index = try names?[type.name] ?? keys(of: type)
            if names != nil { names?[type.name] = index }
            return try views(index[TextFold.key(key)] ?? [])
        }
    }

    /// The records of a type by what they go by.
    private func keys(of type: RecordType) throws -> [String: [RecordID]] {
        guard let field = type.naturalKey, let column = type.column(field) else { return [:] }
        let named = try transaction.texts(of: type, in: column)
        return Dictionary(grouping: named) { TextFold.key($0.text) }.mapValues { $0.map(\.id) }
    }

    package func records(_ type: RecordType, endingIn suffix: String) -> [RecordID] {
        attempt([]) { try transaction.ids(of: type, endingIn: suffix) }
    }

    package func departure(of type: RecordType, _ name: String) -> DepartureNote? {
        attempt(nil) {
            let found = try transaction.departed(type: type.name).filter { stub in
                let id = stub.record.description
                return RecordID(hexadecimal: name) == stub.record
                    || name.utf8.count >= RecordNaming.suffixMin
                        && id.hasSuffix(name.lowercased())
            }
            guard let stub = found.first, found.count == 1 else { return nil }
            return departure(stub)
        }
    }

    /// What people are told of a record that left.
    package func departure(_ stub: DepartedRecord) -> DepartureNote {
        DepartureNote(
            on: stub.leftAt.map { Day(of: $0) },
            offices: stub.offices.map { record($0)?[Office.code] ?? $0.suffix })
    }

    package func settlements(of record: RecordID) -> [Settlement] {
        attempt([]) { try views(transaction.settlements(naming: record)) }
            .compactMap { Settlement(of: $0) }.filter { $0.records.contains(record) }
    }

    private func views(_ ids: [RecordID]) throws -> [RecordView] {
        try ids.compactMap { id in
            try transaction.projection(of: id).map {
                let view = RecordView(id: id, type: $0.0, projection: $0.1)
                return standIns?.followed(view, in: self) ?? view
            }
        }
    }
}

extension StoreLookup {
    /// The lookup of an import: indexes over sets and references are made once, when first asked.
    package func forImport() -> ImportLookup {
        let entries = KeyIndex()
        names = [:]
        return ImportLookup(
            named: { [self] type, text in
                guard let declared = transaction.schema[type] else { return nil }
                // What was marked as an error names nothing: its key comes back as a new record.
                return holders(of: text, declared).first { id in
                    record(id)?[AnyRecord.lifecycle] != Lifecycle.enteredInError.rawValue
                }
            },
            holding: { [self] type, attribute, key in
                attempt([]) {
                    try entries.records(type, attribute, key) {
                        try self.stateEntries(of: type, attribute)
                    }
                }
            },
            referring: { [self] type, field, record in
                attempt([]) {
                    guard let declared = transaction.schema[type],
                        let column = declared.column(field)
                    else { return [] }
                    return try transaction.ids(
                        of: declared, where: column, is: .blob(record.bytes[...]),
                        withErrors: false)
                }
            },
            showing: { [self] type, field, text in
                attempt([]) {
                    guard let declared = transaction.schema[type],
                        let column = declared.column(field)
                    else { return [] }
                    return try transaction.ids(
                        of: declared, where: column, is: .text(text), withErrors: false)
                }
            },
            state: { [self] id in attempt(nil) { try transaction.view(of: id) } },
            texts: { [self] type, field in attempt([]) { try texts(type, field) } },
            rivals: { [self] type, text in
                guard let declared = transaction.schema[type] else { return [] }
                let found = holders(of: text, declared)
                guard found.count > 1 else { return [] }
                let rivals = found.filter { record($0)?.isActive == true }
                return rivals.count > 1 ? rivals : []
            },
            standing: standing)
    }

    private var standing: ImportLookup.Standing {
        ImportLookup.Standing(
            standIn: { [self] id in
                guard let view = record(id) else { return id }
                return absentStandIn(for: view) == nil ? standIn(for: view).id : nil
            },
            yielding: { [self] id in standIns?.yielding(to: id, self) ?? [] })
    }

    private func texts(_ type: String, _ field: String) throws -> [(RecordID, String)] {
        guard let declared = transaction.schema[type], let column = declared.column(field),
            column.kind.isText
        else { return [] }
        return try transaction.texts(of: declared, in: column).map { ($0.id, $0.text) }
    }

    private func stateEntries(
        of type: String, _ attribute: String
    ) throws -> [(RecordID, ArraySlice<Entry>)] {
        try transaction.records(of: type).compactMap { id in
            guard let state = try transaction.view(of: id), !state.isInError else { return nil }
            return (id, state.entries(of: attribute))
        }
    }

    /// Records by the keys of one of their sets or maps.
    private final class KeyIndex {
        private var known: [String: [Bytes: [RecordID]]] = [:]

        func records(
            _ type: String, _ attribute: String, _ key: Bytes,
            _ entries: () throws -> [(RecordID, ArraySlice<Entry>)]
        ) throws -> [RecordID] {
            let name = type + "." + attribute
            let key = ElementKey.folded(type, attribute, key)
            if let index = known[name] { return index[key] ?? [] }
            var index: [Bytes: [RecordID]] = [:]
            for (record, live) in try entries() {
                for entry in live {
                    let folded = ElementKey.folded(type, attribute, entry.key)
                    guard index[folded]?.last != record else { continue }
                    index[folded, default: []].append(record)
                }
            }
            known[name] = index
            return index[key] ?? []
        }
    }
}

extension FieldKind {
    /// Whether what it shows is text, and not a day or an id that is written as one.
    fileprivate var isText: Bool {
        switch self {
        case .text, .choice, .formatted: true
        default: false
        }
    }
}
