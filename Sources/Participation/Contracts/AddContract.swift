package import Merge
package import Records

/// A contract with the offices it covers, executed where its first day is known.
package struct AddContract: Deed {
    package var assignments: [Assignment]
    /// The contracting entity; `nil` where there is only one.
    package var organization: String?
    package var effective: Day?
    /// By code.
    package var offices: [String]

    package init(
        _ assignments: [Assignment], organization: String? = nil, effective: Day? = nil,
        offices: [String] = []
    ) {
        self.assignments = assignments
        self.organization = organization
        self.effective = effective
        self.offices = offices
    }

    /// - Returns: the new contract.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        if let code = assignments.first(where: { $0.field == PayorContract.code.name }),
            case .assign(let text) = code.change,
            !records.holders(of: text, .payorContract).isEmpty
        {
            throw ContractProblem.codeTaken
        }
        let id = place.newID()
        let entity = try organization ?? onlyOrganization(records).description
        try writes.add(
            RecordEditor.writes(
                type: .payorContract, record: id,
                assignments: assignments + [Assignment(PayorContract.organization, entity)],
                before: nil, resolve: records.resolve))
        let draft = StepDraft(
            effective == nil ? PayorContract.Step.draft : .execute, on: place.today, by: who.actor,
            facts: effective.map { [PayorContract.Status.effectiveOn($0)] } ?? [])
        try writes.add(Workflow.contract.write(draft, creating: id))
        for code in offices {
            let office = try records.find(.office, code)
            let location = place.newID()
            try writes.add([
                Write(
                    ContractLocation.pair, location,
                    [ContractLocation.contract(id), ContractLocation.office(office)]),
                Write(ContractLocation.term, location, [ContractLocation.term.from(effective)]),
            ])
        }
        return id
    }

    private func onlyOrganization(
        _ records: some RecordLookup
    ) throws(DeedProblem) -> RecordID {
        let active = records.records(.organization).filter(\.isActive)
        guard let first = active.first else {
            throw .noSuchRecord(type: RecordType.organization.name)
        }
        guard active.count == 1 else {
            throw .ambiguous(type: RecordType.organization.name, candidates: active.map(\.id))
        }
        return first.id
    }
}
