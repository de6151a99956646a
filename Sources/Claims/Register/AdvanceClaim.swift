package import Merge
package import Records

/// A person says how it goes on with a claim.
package struct AdvanceClaim: Deed {
    /// By number, or the end of its id.
    package var claim: String
    package var step: Claim.Step
    package var happenedOn: Day?
    package var comment: String?
    package var reference: String?
    /// When to look again; until then nobody is asked to.
    package var nextActionOn: Day?

    package init(_ claim: String, _ step: Claim.Step) {
        self.claim = claim
        self.step = step
    }

    /// - Returns: the claim.
    /// - Throws: `WorkflowProblem` for a step that is illegal where it stands.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let claim = try ClaimBook(records).claim(claim)
        let day = happenedOn ?? place.today
        let standing = claim.standing.read(
            as: claim.state(on: place.today).rawValue, in: .claim)
        let draft = StepDraft(
            step, on: day, comment: comment, by: who.actor,
            facts: reference.map { [Claim.Status.reference($0)] } ?? [])
        try writes.add(Workflow.claim.write(draft, record: claim.id, after: standing))
        if let nextActionOn { try writes.add(Write(Claim.nextActionOn, claim.id, nextActionOn)) }
        return claim.id
    }
}

/// What payors and clearinghouses answered to claims: 277, 277CA and 999.
package struct NoteAnswers: Deed {
    package var answers: [ReadAnswer]

    package init(_ answers: [ReadAnswer]) {
        self.answers = answers
    }

    /// What became of them.
    package struct Outcome: Sendable {
        package internal(set) var accepted = 0
        package internal(set) var rejected = 0
        package internal(set) var wanting = 0
        /// Said before, or of a state that is passed.
        package internal(set) var passed = 0
        /// Of claims that are not here, or of several.
        package internal(set) var unknown = 0
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        var outcome = Outcome()
        var standings: [RecordID: Standing] = [:]
        for answer in answers {
            let claims = Self.claims(answer, in: records)
            guard !claims.isEmpty else {
                outcome.unknown += 1
                continue
            }
            for view in claims {
                let standing = standings[view.id] ?? Workflow.claim.standing(of: view)
                standings[view.id] = standing
                guard let step = answer.step, standing.legalSteps.contains(step.rawValue),
                    !standing.steps.contains(where: { answer.isSaid(by: $0) })
                else {
                    outcome.passed += 1
                    continue
                }
                // A second answer in one file would have to follow the first one.
                standings[view.id] = standing.read(as: "", in: .claim)
                let draft = StepDraft(
                    step, on: answer.on ?? place.today, comment: answer.words, by: who.actor,
                    facts: answer.reference.map { [Claim.Status.reference($0)] } ?? [])
                try writes.add(Workflow.claim.write(draft, record: view.id, after: standing))
                switch step {
                case .accept: outcome.accepted += 1
                case .reject: outcome.rejected += 1
                default: outcome.wanting += 1
                }
            }
        }
        return outcome
    }

    private static func claims(
        _ answer: ReadAnswer, in records: some RecordLookup
    ) -> [RecordView] {
        switch answer.about {
        case .claim(let number):
            let found = records.records(where: Claim.claimNumber, shows: number)
                .filter(\.isActive)
            return found.count == 1 ? found : []
        case .set(let group, let control):
            return records.records(.claim).filter { view in
                view.isActive
                    && view[Claim.envelopes].contains { row in
                        row[Claim.Envelopes.set] == control
                            && (group == nil || row[Claim.Envelopes.group] == group)
                    }
            }
        }
    }
}
