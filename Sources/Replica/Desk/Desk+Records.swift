package import Merge
package import Practice
package import Store

extension Desk {
    /// Creates a record from `FIELD=VALUE` assignments.
    package func create(
        _ type: RecordType, _ assignments: [Assignment], actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        let id = newID()
        let today = try today
        let receipt = try store.write { transaction in
            var given = assignments
            // An office's patient or user is at least its own.
            if case .offices(let set, _) = type.visibility, let office,
                !given.contains(where: { $0.field == set })
            {
                given.append(Assignment(field: set, change: .add(office.description)))
            }
            let writes = try RecordEditor.writes(
                type: type, record: id, assignments: given, before: nil,
                resolve: resolver(transaction))
            if let problem = BirthRule.problem(in: writes, of: type, today: today) {
                throw problem
            }
            return try write(writes, actor: actor, reason: reason, in: &transaction)
        }
        return (id, receipt)
    }

    /// Edits a record; the writes replace exactly what stands here now.
    package func edit(
        _ type: RecordType, _ name: String, _ assignments: [Assignment], actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        let today = try today
        return try store.write { transaction in
            let id = try find(type, name, transaction)
            let before = try transaction.view(of: id)
            let writes = try RecordEditor.writes(
                type: type, record: id, assignments: assignments, before: before,
                resolve: resolver(transaction))
            guard !writes.isEmpty else { throw DeskError.nothingToDo }
            if let problem = BirthRule.problem(in: writes, of: type, today: today) {
                throw problem
            }
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// Takes a record out of use, or back.
    package func setLifecycle(
        _ type: RecordType, _ name: String, to lifecycle: Lifecycle, actor: RecordID?,
        reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let id = try find(type, name, transaction)
            let state = try transaction.view(of: id) ?? RecordState()
            let change = try LifecycleChange.write(
                type: type, record: id, to: lifecycle, reason: reason, seeing: state)
            return (id, try write([change], actor: actor, reason: reason, in: &transaction))
        }
    }

    /// The record a person names: by its code, NPI or login, its whole id, or the end of it.
    package func find(
        _ type: RecordType, _ name: String, _ transaction: StoreTransaction
    ) throws -> RecordID {
        do { return try transaction.find(type, name) } catch DeskError.noSuchRecord {
            throw try missing(type, name, transaction)
        }
    }

    /// The record of a type that a person names, looked up on its own.
    package func find(_ type: RecordType, named name: String) throws -> RecordID {
        try store.read { try find(type, name, $0) }
    }

    /// The office whose code is given, for a question that only its own replica and the centre can
    /// answer; `nil` for none given.
    ///
    /// - Throws: `DeskError.foreignOffice` at another office's replica.
    package func heldOffice(code: String?) throws -> RecordID? {
        guard let code else { return nil }
        let found = try find(.office, named: code)
        guard office == nil || office == found else { throw DeskError.foreignOffice }
        return found
    }

    /// The user whose login is given; `nil` for none given.
    package func actor(login: String?) throws -> RecordID? {
        guard let login else { return nil }
        let user = try type(named: "user")
        return try store.read { transaction in
            let holders = try transaction.holders(of: login, user)
            guard let id = holders.first else { throw DeskError.noSuchUser }
            guard holders.count == 1 else {
                throw DeskError.ambiguous(type: user.name, candidates: holders)
            }
            let view = try transaction.projection(of: id)
            let isDisabled = view.flatMap { type, projection in
                RecordView(id: id, type: type, projection: projection).scalar("isDisabled")?.flag
            }
            guard isDisabled != true else { throw DeskError.disabledUser }
            return id
        }
    }

    /// Finds the records that codes and suffixes in assignments name.
    package func resolver(_ transaction: StoreTransaction) -> FieldParser.Resolve {
        { typeName, text in
            guard let type = schema[typeName] else {
                return FieldParser.idsOnly(type: typeName, text: text)
            }
            do { return .success(try find(type, text, transaction)) } catch DeskError.ambiguous(
                _, let candidates)
            {
                return .failure(.ambiguousReference(type: typeName, among: candidates))
            } catch {
                return FieldParser.idsOnly(type: typeName, text: text)
            }
        }
    }
}
