package import Merge

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

        var figures: [(String, String)] {
            [
                ("maximumUsed", maximumUsed), ("maximumRemaining", maximumRemaining),
                ("deductibleMet", deductibleMet), ("familyDeductibleMet", familyDeductibleMet),
                ("orthoUsed", orthoUsed),
            ].compactMap { name, text in text.map { (name, $0) } }
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
        if !usage.isEmpty { writes += try snapshot(coverage, ids.usage) }
        let step = StepDraft(
            isActive ? "verifyActive" : "verifyInactive", on: completedOn, comment: comment)
        if let through {
            writes += try RecordEditor.writes(
                type: .coverage, record: coverage.id,
                assignments: [
                    Assignment(field: "effectiveThrough", change: .assign(through.description))
                ], before: state)
        }
        return writes + [try Workflow.coverage.write(step, on: coverage)]
    }

    private func verification(
        _ coverage: RecordView, _ lookup: some RecordLookup, _ id: RecordID, _ user: RecordID?
    ) throws -> [Write] {
        let covered: [(String, String?)] = [
            ("memberId", coverage[Coverage.memberId]),
            ("coveredFrom", coverage[Coverage.term.from]?.description),
            (
                "coveredThrough",
                (through ?? coverage[Coverage.term.through])?.description
            ),
        ]
        let facts: [(String, String?)] =
            [
                ("coverage", coverage.id.description), ("requestedOn", completedOn.description),
                ("appointmentOn", appointmentOn?.description),
                ("completedOn", completedOn.description), ("method", method),
                ("callReference", reference), ("representative", representative),
                ("verifiedBy", user?.description),
            ] + covered
        var writes = try RecordEditor.writes(
            type: .benefitVerification, record: id, assignments: Self.assignments(facts),
            before: nil)
        let plan = coverage[Coverage.insurancePlan].flatMap {
            lookup.current(.insurancePlan, $0)
        }
        for rule in plan?[InsurancePlan.rules] ?? [] where rule.isShown {
            writes.append(Write(BenefitVerification.answers, id, copying: rule))
        }
        let step = StepDraft(
            isActive ? "completeActive" : "completeInactive", on: completedOn, comment: comment,
            by: user)
        return writes + [try Workflow.verification.write(step, creating: id)]
    }

    private func snapshot(_ coverage: RecordView, _ id: RecordID) throws -> [Write] {
        let facts: [(String, String?)] =
            [
                ("coverage", coverage.id.description), ("asOf", completedOn.description),
                ("source", method),
            ] + usage.figures.map { ($0.0, $0.1) }
        let served = try usage.served.map { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard (2...3).contains(parts.count) else { throw CoverageProblem.notServed }
            return Assignment(field: "history", change: .add(parts.joined(separator: ";")))
        }
        return try RecordEditor.writes(
            type: .benefitUsage, record: id, assignments: Self.assignments(facts) + served,
            before: nil)
    }

    private static func assignments(_ facts: [(String, String?)]) -> [Assignment] {
        facts.compactMap { field, text in
            text.map { Assignment(field: field, change: .assign($0)) }
        }
    }
}
