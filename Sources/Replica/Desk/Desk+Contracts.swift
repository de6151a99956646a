package import Merge
package import Practice
package import Store

/// One move in the talks on a contract's fees, as a person names it.
package struct NegotiationMove: Sendable {
    package var step: String
    package var on: Day
    package var comment: String?
    package var reference: String?
    package var effectiveOn: Day?
    /// The id of a fee draft, or the end of it.
    package var feeDraft: String?
    package var evidence: Desk.Evidence?
    package var nextActionOn: Day?
    /// What is asked for, said at the beginning.
    package var ask: String?

    package init(_ step: String, on day: Day) {
        self.step = step
        self.on = day
    }
}

extension Desk {
    /// Goes on with the contract's open talks; `open` begins them.
    package func negotiate(
        _ code: String, _ move: NegotiationMove, actor: RecordID?, reason: String
    ) throws -> (negotiation: RecordID, receipt: WriteReceipt) {
        guard office == nil else { throw DeskError.notCentral }
        return try store.write { transaction in
            let contract = try find(.payorContract, code, transaction)
            let talks = try openTalks(on: contract, transaction)
            let isNew = talks == nil && move.step == "open"
            guard isNew || talks != nil else { throw ContractProblem.noTalks }
            if let talks, move.step == "open", !["idle", "due"].contains(talks.standing.state) {
                throw ContractProblem.talksOpen(state: talks.standing.state)
            }
            let id = talks?.id ?? newID()
            let document = try evidence(move.evidence, about: [contract], transaction)
            var writes = document.writes + (isNew ? begun(id, on: contract, move) : [])
            writes.append(
                try Workflow.negotiation.write(
                    try draft(move, document.id, by: actor, transaction), record: id,
                    after: talks?.standing ?? Workflow.negotiation.standing(of: [])))
            writes += try edits(
                .negotiation, id, isNew: isNew,
                [
                    ("nextActionOn", move.nextActionOn?.description), ("ask", move.ask),
                ], transaction)
            writes += try consequences(
                of: move, contract, talks?.standing, by: actor, transaction)
            try keep(move.evidence)
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// The talks on a contract that are not over.
    package func openTalks(
        on contract: RecordID, _ transaction: StoreTransaction
    ) throws -> NegotiationRounds? {
        let lookup = StoreLookup(transaction)
        let contacts = lookup.records("contact_log", where: "contract", is: contract)
        let talks = lookup.records("negotiation", where: "contract", is: contract)
            .filter(\.isActive).map { NegotiationRounds($0, contacts: contacts) }
        try lookup.check()
        return talks.last(where: \.isOpen)
    }

    private func begun(
        _ id: RecordID, on contract: RecordID, _ move: NegotiationMove
    ) -> [Write] {
        let subject = Value([.blob(contract.bytes[...]), .int(move.on.number)])
        return [
            Write(
                record: id, type: RecordType.negotiation.name, attribute: "subject",
                value: subject.encoded)
        ]
    }

    private func draft(
        _ move: NegotiationMove, _ document: RecordID?, by actor: RecordID?,
        _ transaction: StoreTransaction
    ) throws -> StepDraft {
        var facts: [String: Scalar] = [:]
        if let reference = move.reference { facts["reference"] = .text(reference) }
        if let day = move.effectiveOn { facts["effectiveOn"] = .int(day.number) }
        if let name = move.feeDraft {
            facts["feeDraft"] = .blob(try find(.feeDraft, name, transaction).bytes[...])
        }
        return StepDraft(
            move.step, on: move.on, comment: move.comment,
            document: document, by: actor, facts: facts)
    }

    /// What the talks change on the contract: an amendment, the day of its new fees, or when to
    /// ask again.
    private func consequences(
        of move: NegotiationMove, _ contract: RecordID, _ talks: Standing?,
        by actor: RecordID?, _ transaction: StoreTransaction
    ) throws -> [Write] {
        switch move.step {
        case "amendmentSigned":
            let draft = StepDraft(
                "amend", on: move.on, by: actor,
                facts: move.effectiveOn.map { ["effectiveOn": .int($0.number)] } ?? [:])
            return [try step(.contract, contract, draft, in: transaction)]
        case "firstEobMatches":
            let since = talks?.last("amendmentSigned")?.day("effectiveOn")
            return try edits(
                .payorContract, contract, isNew: false,
                [("lastRateChangeOn", since?.description)], transaction)
        case "refuse":
            let next = move.on.advanced(by: NegotiationRounds.reviewAfterDays)
            return try edits(
                .payorContract, contract, isNew: false,
                [("nextReviewOn", next.description)], transaction)
        default: return []
        }
    }

    private func edits(
        _ type: RecordType, _ id: RecordID, isNew: Bool, _ fields: [(String, String?)],
        _ transaction: StoreTransaction
    ) throws -> [Write] {
        let assignments = fields.compactMap { field, text in
            text.map { Assignment(field: field, change: .assign($0)) }
        }
        guard !assignments.isEmpty else { return [] }
        return try RecordEditor.writes(
            type: type, record: id, assignments: assignments,
            before: isNew ? RecordState() : try transaction.view(of: id) ?? RecordState(),
            resolve: resolver(transaction))
    }
}

extension Desk {
    /// Enters a contract with the offices it covers, executed where its first day is known.
    ///
    /// - Parameter organization: the contracting entity; `nil` where there is only one.
    package func addContract(
        _ assignments: [Assignment], organization: String?, effective: Day?, offices: [String],
        today: Day, actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let id = newID()
            if let code = assignments.first(where: { $0.field == "code" }),
                case .assign(let text) = code.change,
                try !transaction.holders(of: text, .payorContract).isEmpty
            {
                throw ContractProblem.codeTaken
            }
            let entity = try organization ?? onlyOrganization(transaction).description
            var writes = try RecordEditor.writes(
                type: .payorContract, record: id,
                assignments: assignments + [
                    Assignment(field: "organization", change: .assign(entity))
                ], before: nil, resolve: resolver(transaction))
            let event = effective == nil ? "draft" : "execute"
            let draft = StepDraft(
                event, on: today, by: actor,
                facts: effective.map { ["effectiveOn": .int($0.number)] } ?? [:])
            writes.append(try Workflow.contract.write(draft, creating: id))
            for code in offices {
                let office = try find(.office, code, transaction)
                let place = newID()
                let values: [(String, [Scalar])] = [
                    ("pair", [.blob(id.bytes[...]), .blob(office.bytes[...])]),
                    ("term", [effective.map { .int($0.number) } ?? .null]),
                ]
                writes += values.map { attribute, scalars in
                    Write(
                        record: place, type: RecordType.contractLocation.name,
                        attribute: attribute, value: Value(scalars).encoded)
                }
            }
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    private func onlyOrganization(_ transaction: StoreTransaction) throws -> RecordID {
        let lookup = StoreLookup(transaction)
        let active = lookup.records("organization").filter(\.isActive)
        try lookup.check()
        guard let first = active.first else {
            throw DeskError.noSuchRecord(type: RecordType.organization.name)
        }
        guard active.count == 1 else {
            throw DeskError.ambiguous(type: "organization", candidates: active.map(\.id))
        }
        return first.id
    }
}
