package import Merge
package import Records

/// What a payor said of a coverage, recorded in one change.
package struct VerifyCoverage: Deed {
    /// By the coverage's id or the end of it.
    package var coverage: String
    package var draft: VerificationDraft

    package init(_ coverage: String, _ draft: VerificationDraft) {
        self.coverage = coverage
        self.draft = draft
    }

    /// - Returns: the new verification.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        guard draft.completedOn <= place.today else { throw CoverageProblem.verifiedAhead }
        let view = try records.view(.coverage, coverage)
        let ids = VerificationDraft.IDs(verification: place.newID(), usage: place.newID())
        try writes.add(
            draft.writes(
                view, state: records.state(view.id) ?? RecordState(), lookup: records, ids: ids,
                by: who.actor))
        return ids.verification
    }
}

/// A coverage that has to be verified, for an appointment or at once.
package struct RequestVerification: Deed {
    /// By the coverage's id or the end of it.
    package var coverage: String
    package var requestedOn: Day
    package var appointmentOn: Day?
    /// By login.
    package var assignee: String?

    package init(_ coverage: String, on day: Day, appointment: Day?, assignee: String?) {
        self.coverage = coverage
        self.requestedOn = day
        self.appointmentOn = appointment
        self.assignee = assignee
    }

    /// - Returns: the new verification.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let coverage = try records.find(.coverage, coverage)
        let assignee = try records.actor(login: assignee)
        let id = place.newID()
        let facts = Assignment.given([
            BenefitVerification.coverage: coverage.description,
            BenefitVerification.requestedOn: requestedOn.description,
            BenefitVerification.appointmentOn: appointmentOn?.description,
            BenefitVerification.assignee: assignee?.description,
        ])
        try writes.add(
            RecordEditor.writes(
                type: .benefitVerification, record: id, assignments: facts, before: nil))
        try writes.add(
            Workflow.verification.write(
                StepDraft(BenefitVerification.Step.need, on: requestedOn, by: who.actor),
                creating: id))
        return id
    }
}

/// Which of a patient's coverages pays first, second and third from a day on.
package struct OrderCoverages: Deed {
    /// By the patient's id or the end of it.
    package var patient: String
    /// By id or the end of it, the first payer first.
    package var coverages: [String]
    package var from: Day

    package init(_ patient: String, _ coverages: [String], from day: Day) {
        self.patient = patient
        self.coverages = coverages
        self.from = day
    }

    /// - Returns: the patient.
    /// - Throws: `CoverageProblem` where a coverage is another patient's, or stands twice.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let id = try records.findStanding(.patient, patient)
        let named = try coverages.map { name throws(DeedProblem) in
            try records.find(.coverage, name)
        }
        guard Set(named).count == named.count else { throw CoverageProblem.repeatedCoverage }
        guard named.allSatisfy({ records.record($0)?[Coverage.patient] == id }) else {
            throw CoverageProblem.foreignCoverage
        }
        let order = Assignment(
            Patient.coverageOrder, at: from.description,
            named.map(\.description).joined(separator: ";"))
        let changed = try RecordEditor.writes(
            type: .patient, record: id, assignments: [order], before: records.state(id))
        guard !changed.isEmpty else { throw DeedProblem.nothingToDo }
        try writes.add(changed)
        return id
    }
}
