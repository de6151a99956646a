internal import Merge
internal import Records

/// What follows from the steps of contracts and cases, whoever logged them and wherever.
///
/// Who ends a contract ends the cases that the desk knows of; a case that another desk put in force
/// meanwhile ends here, and goes on here when its contract does (domain W3). A denial asks for an
/// answer (domain W1).
struct EnrollmentReaction<Lookup: RecordLookup> {
    let lookup: Lookup
    let today: Day

    func writes(after changed: ChangedRecords) -> [Write] {
        let contracts = changed.records(.payorContract).filter {
            changed.wrote(PayorContract.status, of: $0)
        }
        let cases = changed.records(.enrollment).filter {
            changed.wrote(Enrollment.status, of: $0)
        }.compactMap { lookup.record($0) }
        return contracts.flatMap(following) + ending(cases, butNotOf: Set(contracts))
            + cases.flatMap(denied)
    }

    /// The cases of a contract whose steps changed.
    private func following(_ id: RecordID) -> [Write] {
        guard let contract = lookup.record(id), contract.isActive else { return [] }
        let standing = Workflow.contract.standing(of: contract)
        if let end = Self.end(standing) { return ending(id, end).writes }
        guard standing.conflict == nil, standing.last(PayorContract.Step.withdrawTermination) != nil
        else {
            return []
        }
        return ContractEnding.withdrawal(of: id, today: today, by: nil, lookup: lookup)
    }

    /// Cases that came into force though their contract is ending.
    private func ending(_ cases: [RecordView], butNotOf done: Set<RecordID>) -> [Write] {
        let contracts = Set(cases.compactMap { $0[Enrollment.contract] }).subtracting(done)
        return contracts.sorted().flatMap { id -> [Write] in
            guard let contract = lookup.record(id), contract.isActive,
                let end = Self.end(Workflow.contract.standing(of: contract))
            else { return [] }
            return ending(id, end, only: Set(cases.map(\.id))).writes
        }
    }

    private func ending(
        _ contract: RecordID, _ end: Standing.Step, only: Set<RecordID>? = nil
    ) -> ContractEnding {
        ContractEnding(
            of: contract, through: end[AnyRecord.effectiveOn] ?? today, today: today,
            document: end.document, by: nil, lookup: lookup, only: only)
    }

    /// The step that ends a contract; `nil` while it goes on, or while its steps disagree.
    private static func end(_ standing: Standing) -> Standing.Step? {
        guard standing.conflict == nil else { return nil }
        let notice = standing.last(PayorContract.Step.noticeTermination)
        let end: Standing.Step? =
            switch PayorContract.State(standing) {
            case .terminating: notice
            case .terminated: standing.last(PayorContract.Step.terminate) ?? notice
            default: nil
            }
        return end?[AnyRecord.effectiveOn] == nil ? nil : end
    }

    private func denied(_ view: RecordView) -> [Write] {
        let standing = Workflow.enrollment.standing(of: view)
        guard view.isActive, standing.conflict == nil, standing.isIn(Enrollment.State.denied),
            let denial = standing.last(Enrollment.Step.denied)
        else { return [] }
        return TaskDraft(
            cause: view.id,
            parts: [
                "denied", denial.entry.changeSet.hexadecimal, String(denial.entry.index),
            ],
            title: "Appeal against a denial, or accept it", kind: "appeal", about: view.id,
            dueOn: denial.happenedOn
        ).writes(in: lookup)
    }
}
