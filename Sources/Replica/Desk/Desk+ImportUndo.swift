package import Merge
internal import Participation
import Practice
internal import Records
import Rulebook
package import Store

extension Desk {
    /// What became of an import that was taken back, or would.
    package struct ImportUndone: Sendable {
        package let id: ChangeSetID
        package let receipt: WriteReceipt
        /// Records that went out of use.
        package let removed: Int
        /// Values that went back to what stood before.
        package let restored: Int
        /// What goes out of use or back, as `kept` says it.
        package let places: [String]
        /// What stays, because somebody wrote there since: type, record and attribute; no attribute
        /// is the whole record.
        package let kept: [String]
    }

    /// An import that can be taken back here.
    package struct ImportDone: Sendable {
        package let line: ImportTrace.Line
        package let claimedAt: Timestamp?
        package let reason: String
    }

    /// The imports that can be taken back here, the newest first.
    package func imports() throws -> [ImportDone] {
        try store.read { transaction in
            try transaction.imports().map { line in
                let content = try transaction.changeSet(line.id)?.content
                return ImportDone(
                    line: line, claimedAt: content?.claimedAt, reason: content?.reason ?? "")
            }
        }
    }

    /// Takes an import back that was made on this machine, as one act.
    ///
    /// - Parameter name: the id of one of its change sets, or its beginning or end.
    package func undoImport(
        _ name: String, isDryRun: Bool = false, actor: RecordID?, reason: String
    ) throws -> ImportUndone {
        let body = { (transaction: inout StoreTransaction) throws -> ImportUndone in
            let found = try transaction.imports(named: name)
            guard let id = found.first else { throw DeskError.notImportedHere }
            guard found.count == 1 else { throw DeskError.severalImports }
            let trace = try transaction.importTrace(id)
            let undo = try undo(trace, reason, transaction)
            let lookup = transaction.lookup
            let seen = undo.writes.filter { $0.attribute != AnyRecord.imported.name }
            let places = seen.map { write in
                Desk.words(write.type, write.record, write.attribute, lookup)
            }
            let kept = undo.kept.map { place in
                Desk.words(place.type.name, place.record, place.attribute, lookup)
            }
            guard !seen.isEmpty || kept.isEmpty else {
                return ImportUndone(
                    id: id, receipt: WriteReceipt(), removed: 0, restored: 0, places: [],
                    kept: kept)
            }
            let receipt = try append(
                undo.writes, actor: actor, reason: reason, in: &transaction)
            try transaction.forgetImport(id)
            // What somebody wrote over may be taken back, and then this too: what went back now is
            // nobody's later word.
            let left = trace.places.filter { place in
                undo.keeps(record: place.record, attribute: place.attribute, key: place.key)
            }
            if !left.isEmpty {
                try transaction.keep(
                    ImportTrace(
                        changeSets: trace.changeSets + receipt.changeSets, places: left))
            }
            let removed = seen.count { $0.attribute == Attribute.lifecycle.name }
            return ImportUndone(
                id: id, receipt: receipt, removed: removed, restored: seen.count - removed,
                places: places, kept: kept)
        }
        return try write(isDryRun: isDryRun, body)
    }

    /// A record, or one attribute of it; its life is the record itself.
    private static func words(
        _ type: String, _ record: RecordID, _ attribute: String, _ lookup: StoreLookup
    ) -> String {
        let isWhole = attribute == Attribute.lifecycle.name
        return [type, RecordTitle(lookup).label(record), isWhole ? "" : attribute]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func undo(
        _ trace: ImportTrace, _ reason: String, _ transaction: StoreTransaction
    ) throws -> ImportUndo {
        var undo = ImportUndo(of: Set(trace.changeSets), reason: reason)
        let names = ReferringFields(schema)
        for place in trace.places {
            guard let type = schema[place.type] else { continue }
            let state = try transaction.view(of: place.record) ?? RecordState()
            let target = ImportUndo.Place(
                record: place.record, type: type, attribute: place.attribute, key: place.key)
            guard place.attribute.isEmpty else {
                undo.restore(target, place.former, written: place.written, in: state)
                continue
            }
            let isNamed = try names.records(naming: place.record, type, transaction)
                .contains { id in
                    // What is out of use itself holds nothing up.
                    guard transaction.lookup.record(id)?.isActive ?? true else { return false }
                    return try !undo.isUntouched(transaction.view(of: id) ?? RecordState())
                }
            do { try undo.removeRecord(target, in: state, isNamed: isNamed) } catch {
                throw DeskError.edit(error)
            }
        }
        return undo
    }
}

/// Who must name a record: the fields of registers that refer to its type; tables have an index.
private struct ReferringFields {
    private var places: [String: [(type: RecordType, field: String)]] = [:]

    /// What the hub derives follows the records by itself, and is no reason to keep one.
    private static let derived = Set(
        [RecordType.task, .payorNotice, .settlement].map(\.name))

    init(_ schema: Schema) {
        for type in schema.types where !Self.derived.contains(type.name) && type.writers != .hub {
            for attribute in type.attributes {
                guard case .register = attribute.shape else { continue }
                for field in attribute.fields where field.isRequired {
                    guard case .reference(let target) = field.kind else { continue }
                    places[target, default: []].append((type, field.name))
                }
            }
        }
    }

    /// Records in use that name it.
    func records(
        naming record: RecordID, _ type: RecordType, _ transaction: StoreTransaction
    ) throws -> [RecordID] {
        try (places[type.name] ?? []).flatMap { place in
            try transaction.records(of: place.type.name, where: place.field, is: record)
        }
    }
}
