package import Merge
package import Records
internal import Tables

/// Somebody notes through which clearinghouse kinds of transactions are to reach a payor.
package struct AddConnections: Deed {
    /// By code.
    package var payor: String
    package var clearinghouse: String
    package var transactions: [PayorConnection.Transaction]
    /// The payor's id there.
    package var payorId: String?

    package init(
        _ payor: String, through clearinghouse: String,
        _ transactions: [PayorConnection.Transaction]
    ) {
        self.payor = payor
        self.clearinghouse = clearinghouse
        self.transactions = transactions
    }

    /// Why there is no such connection.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case exists(PayorConnection.Transaction, RecordID)
        case noName
        case notAnID

        package var description: String {
            switch self {
            case .exists(let transaction, let id):
                "\(transaction.rawValue) through that clearinghouse is there already, "
                    + "\(id.suffix): `bridgework connection step` says how it goes on"
            case .noName: "a clearinghouse has a name of 1 to 60 bytes"
            case .notAnID: "a payor id has up to 80 letters and digits"
            }
        }
    }

    /// - Returns: the new connections, in the order of the transactions.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [RecordID] {
        try place.requireCentral()
        let payor = try records.find(.payor, payor)
        let name = ASCIIText.trimmed(clearinghouse)
        guard !name.isEmpty, name.utf8.count <= 60 else { throw Problem.noName }
        let number = try payorId.map { text throws(Problem) in
            guard let number = TextFormat.payorID.normalized(text) else { throw .notAnID }
            return number
        }
        var ids: [RecordID] = []
        for transaction in transactions {
            // Whoever notes it at two places notes one.
            let id = records.newID(
                .payorConnection,
                [payor.description, TextFold.key(name), transaction.rawValue], of: nil)
            guard records.record(id) == nil, !ids.contains(id) else {
                throw Problem.exists(transaction, id)
            }
            try writes.add(
                Write(
                    PayorConnection.identity, id,
                    [
                        PayorConnection.payor(payor), PayorConnection.clearinghouse(name),
                        PayorConnection.transaction(transaction.rawValue),
                    ]))
            if let number { try writes.add(Write(PayorConnection.payorId, id, number)) }
            ids.append(id)
        }
        return ids
    }
}

/// How it goes on with the enrolment of a transaction.
package struct AdvanceConnection: Deed {
    /// By the end of its id.
    package var connection: String
    package var step: PayorConnection.Step
    package var words = StepWords()
    package var payorId: String?
    package var nextActionOn: Day?

    package init(_ connection: String, _ step: PayorConnection.Step) {
        self.connection = connection
        self.step = step
    }

    /// - Returns: the connection.
    /// - Throws: `WorkflowProblem` for a step that is illegal where it stands.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.view(.payorConnection, connection)
        let draft = words.draft(step, today: place.today, by: who.actor)
        try writes.add(Workflow.connection.write(draft, on: view))
        if let payorId {
            guard let number = TextFormat.payorID.normalized(payorId) else {
                throw AddConnections.Problem.notAnID
            }
            try writes.add(Write(PayorConnection.payorId, view.id, number))
        }
        if let nextActionOn {
            try writes.add(Write(PayorConnection.nextActionOn, view.id, nextActionOn))
        }
        return view.id
    }
}

/// A clearinghouse has loaded doctors for a connection, or has them no more.
package struct LoadDoctors: Deed {
    /// By the end of its id.
    package var connection: String
    /// By NPI.
    package var doctors: [String]
    package var isRemoval: Bool

    package init(_ connection: String, _ doctors: [String], isRemoval: Bool = false) {
        self.connection = connection
        self.doctors = doctors
        self.isRemoval = isRemoval
    }

    /// - Returns: the connection.
    /// - Throws: `DeedProblem.nothingToDo` where all of them are as they should be.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.view(.payorConnection, connection)
        let loaded = Set(view[PayorConnection.loaded, each: PayorConnection.Loaded.practitioner])
        let named = try doctors.map { npi throws(DeedProblem) in
            try records.find(.practitioner, npi)
        }
        let changed = Set(named).filter { loaded.contains($0) == isRemoval }.sorted()
        guard !changed.isEmpty else { throw DeedProblem.nothingToDo }
        for doctor in changed {
            let key = [PayorConnection.Loaded.practitioner(doctor)]
            try writes.add(
                isRemoval
                    ? Write(removing: key, from: PayorConnection.loaded, view.id)
                    : Write(PayorConnection.loaded, view.id, key: key))
        }
        return view.id
    }
}
