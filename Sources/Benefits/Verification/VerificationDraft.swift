package import Merge
package import Records

/// What a payor said when somebody verified a coverage.
package struct VerificationDraft: Sendable {
    package let completedOn: Day
    /// `271`, `phone`, `portal` or `fax`.
    package let method: String
    /// The payor confirmed that the coverage holds.
    package let isActive: Bool
    /// The last day of a coverage that is over.
    package var through: Day?
    package var reference: String?
    package var representative: String?
    package var appointmentOn: Day?
    package var comment: String?
    package var usage = Usage()

    /// Figures as of the day of the verification, as texts of the schema's money.
    package struct Usage: Sendable {
        package var maximumUsed: String?
        package var maximumRemaining: String?
        package var deductibleMet: String?
        package var familyDeductibleMet: String?
        package var orthoUsed: String?
        /// `CODE:DAY` or `CODE:DAY:TOOTH`.
        package var served: [String] = []

        package init() {}

        var isEmpty: Bool { figures.isEmpty && served.isEmpty }

        var figures: [Assignment] {
            Assignment.given([
                BenefitUsage.maximumUsed: maximumUsed,
                BenefitUsage.maximumRemaining: maximumRemaining,
                BenefitUsage.deductibleMet: deductibleMet,
                BenefitUsage.familyDeductibleMet: familyDeductibleMet,
                BenefitUsage.orthoUsed: orthoUsed,
            ])
        }
    }

    package init(on day: Day, method: String, isActive: Bool) {
        self.completedOn = day
        self.method = method
        self.isActive = isActive
    }

    /// New ids for what a verification makes.
    package struct IDs: Sendable {
        package let verification: RecordID
        package let usage: RecordID

        package init(verification: RecordID, usage: RecordID) {
            self.verification = verification
            self.usage = usage
        }
    }

    /// The verification with the rules as they stand, the snapshot of what is used, the coverage's
    /// step, and where it is over its last day.
    ///
    /// - Throws: `EditProblem`, `WorkflowProblem` or `CoverageProblem`, with nothing to be written.
    package func writes(
        _ coverage: RecordView, state: RecordState, lookup: some RecordLookup, ids: IDs,
        by user: RecordID?
    ) throws -> [Write] {
        guard !isActive || through == nil else { throw CoverageProblem.throughOfActive }
        var writes = try verification(coverage, lookup, ids.verification, user)
        if !usage.isEmpty { writes += try snapshot(coverage, ids.usage, lookup) }
        writes += try closing(
            BenefitVerifications(lookup, coverage: coverage.id).open.map(\.view), user)
        let step = StepDraft(
            isActive ? Coverage.Step.verifyActive : .verifyInactive, on: completedOn,
            comment: comment)
        if let through {
            writes += try RecordEditor.writes(
                type: .coverage, record: coverage.id,
                assignments: [Assignment(Coverage.term.through, through.description)],
                before: state)
        }
        return writes + [try Workflow.coverage.write(step, on: coverage)]
    }

    private func verification(
        _ coverage: RecordView, _ lookup: some RecordLookup, _ id: RecordID, _ user: RecordID?
    ) throws -> [Write] {
        typealias Verification = BenefitVerification
        let facts = Assignment.given([
            Verification.coverage: coverage.id.description,
            Verification.requestedOn: completedOn.description,
            Verification.appointmentOn: appointmentOn?.description,
            Verification.completedOn: completedOn.description, Verification.method: method,
            Verification.callReference: reference, Verification.representative: representative,
            Verification.verifiedBy: user?.description,
            Verification.memberId: coverage[Coverage.memberId],
            Verification.coveredFrom: coverage[Coverage.term.from]?.description,
            Verification.coveredThrough:
                (through ?? coverage[Coverage.term.through])?.description,
        ])
        var writes = try RecordEditor.writes(
            type: .benefitVerification, record: id, assignments: facts, before: nil)
        let plan = coverage[Coverage.insurancePlan].flatMap {
            lookup.current(.insurancePlan, $0)
        }
        for rule in plan?[InsurancePlan.rules] ?? [] where rule.isShown {
            writes.append(Write(BenefitVerification.answers, id, copying: rule))
        }
        let step = StepDraft(
            isActive ? BenefitVerification.Step.completeActive : .completeInactive,
            on: completedOn, comment: comment, by: user)
        return writes + [try Workflow.verification.write(step, creating: id)]
    }

    /// What was asked for by then is answered, too.
    private func closing(_ asked: [RecordView], _ user: RecordID?) throws -> [Write] {
        try asked.filter { view in
            view[BenefitVerification.requestedOn].map { $0 <= completedOn } ?? false
        }.map { view in
            try Workflow.verification.write(
                StepDraft(
                    isActive ? BenefitVerification.Step.completeActive : .completeInactive,
                    on: completedOn, by: user), on: view)
        }
    }

    private func snapshot(
        _ coverage: RecordView, _ id: RecordID, _ lookup: some RecordLookup
    ) throws -> [Write] {
        let seen = lookup.records(where: BenefitUsage.coverage, is: coverage.id)
            .filter { $0.isActive && $0[BenefitUsage.asOf] == completedOn }
        let replaced = seen.map { view in
            Write(BenefitUsage.replaces, id, key: [BenefitUsage.Replaces.usage(view.id)])
        }
        let facts = Assignment.given([
            BenefitUsage.coverage: coverage.id.description,
            BenefitUsage.asOf: completedOn.description, BenefitUsage.source: method,
        ])
        let served = try usage.served.map { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard (2...3).contains(parts.count) else { throw CoverageProblem.notServed }
            if let day = Day(String(parts[1])), day > completedOn {
                throw CoverageProblem.servedAhead
            }
            return Assignment(adding: parts.joined(separator: ";"), to: BenefitUsage.history)
        }
        return try RecordEditor.writes(
            type: .benefitUsage, record: id, assignments: facts + usage.figures + served,
            before: nil) + replaced
    }
}
