package import Merge
package import Practice
import Store

extension Desk {
    /// Records what a payor said of a coverage, in one change set.
    ///
    /// - Returns: the new `benefit_verification`, with what was written and what became a proposal.
    package func verify(
        _ coverage: String, _ draft: VerificationDraft, actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let id = try find(.coverage, coverage, transaction)
            let lookup = transaction.lookup
            let ids = VerificationDraft.IDs(verification: newID(), usage: newID())
            let view = lookup.record(id)
            guard let view, let state = try transaction.view(of: id) else {
                throw DeedProblem.noSuchRecord(type: RecordType.coverage.name)
            }
            let writes = try draft.writes(
                view, state: state, lookup: lookup, ids: ids, by: actor)
            let receipt = try write(writes, actor: actor, reason: reason, in: &transaction)
            return (ids.verification, receipt)
        }
    }

    /// Says that a coverage has to be verified, for an appointment or at once.
    package func requestVerification(
        _ coverage: String, on day: Day, appointment: Day?, assignee: RecordID?,
        actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        let id = newID()
        let receipt = try store.write { transaction in
            let coverage = try find(.coverage, coverage, transaction)
            let facts: [(String, String?)] = [
                ("coverage", coverage.description), ("requestedOn", day.description),
                ("appointmentOn", appointment?.description),
                ("assignee", assignee?.description),
            ]
            let writes = try RecordEditor.writes(
                type: .benefitVerification, record: id,
                assignments: facts.compactMap { field, text in
                    text.map { Assignment(field: field, change: .assign($0)) }
                }, before: nil)
            let need = try Workflow.verification.write(
                StepDraft("need", on: day, by: actor), creating: id)
            return try write(writes + [need], actor: actor, reason: reason, in: &transaction)
        }
        return (id, receipt)
    }

    /// Which of a patient's coverages pays first, second and third from a day on.
    ///
    /// - Throws: `CoverageProblem` where one is another patient's, or stands twice.
    package func orderCoverages(
        _ patient: String, _ coverages: [String], from day: Day, actor: RecordID?, reason: String
    ) throws -> (record: RecordID, receipt: WriteReceipt) {
        try store.write { transaction in
            let id = try find(.patient, patient, transaction)
            let named = try coverages.map { try find(.coverage, $0, transaction) }
            guard Set(named).count == named.count else { throw CoverageProblem.repeatedCoverage }
            let lookup = transaction.lookup
            let isOwn = named.allSatisfy { lookup.record($0)?.reference("patient") == id }
            guard isOwn else { throw CoverageProblem.foreignCoverage }
            let order = Assignment(
                field: "coverageOrder",
                change: .put(
                    key: day.description,
                    value: named.map(\.description).joined(separator: ";")))
            let writes = try RecordEditor.writes(
                type: .patient, record: id, assignments: [order],
                before: transaction.view(of: id))
            guard !writes.isEmpty else { throw DeedProblem.nothingToDo }
            return (id, try write(writes, actor: actor, reason: reason, in: &transaction))
        }
    }

    /// Coverages in force that stand in no order, in words: the patient's, of a patient or of a
    /// coverage; none for other records.
    package func orderWarnings(of record: RecordID, on day: Day) throws -> [String] {
        try store.read { transaction in
            let lookup = transaction.lookup
            guard let view = lookup.record(record) else { return [] }
            let owner = view.type.name == "coverage" ? view.reference("patient") : record
            guard let patient = owner.flatMap({ lookup.record($0) }),
                patient.type.name == "patient"
            else { return [] }
            let paying = PayingCoverages(lookup, patient: patient, on: day)
            return paying.outsideOrder.map(paying.warning)
        }
    }

    /// Every coverage this replica holds, or one patient's, with why it has to be verified.
    package func coverages(of patient: String?, on day: Day) throws -> [CoverageCase] {
        try store.read { transaction in
            let owner = try patient.map { try find(.patient, $0, transaction) }
            let lookup = transaction.lookup
            let needs = VerificationNeeds(lookup, today: day)
            let views =
                owner.map { lookup.records("coverage", where: "patient", is: $0) }
                ?? Array(lookup.records("coverage"))
            return views.filter(\.isActive).map { view in
                CoverageCase(view, need: needs.need(view), lookup: lookup)
            }
        }
    }
}

extension Desk {
    /// A plan's rules in words, a contested one once for every candidate.
    package func rules(of plan: String) throws -> [BenefitRule.Listed] {
        try store.read { transaction in
            let id = try find(.insurancePlan, plan, transaction)
            let lookup = transaction.lookup
            return lookup.record(id).map { BenefitRule.listed($0, lookup) } ?? []
        }
    }
}
