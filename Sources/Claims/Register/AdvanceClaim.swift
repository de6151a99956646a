package import Merge
package import Records
internal import Tables

/// A person says how it goes on with a claim.
package struct AdvanceClaim: Deed {
    /// By number, or the end of its id.
    package var claim: String
    package var step: Claim.Step
    package var words = StepWords()
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
        let standing = claim.standing.read(
            as: claim.state(on: place.today).rawValue, in: .claim)
        let draft = words.draft(step, today: place.today, by: who.actor)
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
        var views: [RecordView] = []
        var said: [RecordID: [ReadAnswer]] = [:]
        for answer in answers {
            let claims = Self.claims(answer, in: records)
            if claims.isEmpty { outcome.unknown += 1 }
            for view in claims {
                if said[view.id] == nil { views.append(view) }
                said[view.id, default: []].append(answer)
            }
        }
        for view in views {
            let own = said[view.id] ?? []
            let standing = Workflow.claim.standing(of: view)
            guard let (answer, step) = Self.worst(of: own, after: standing) else {
                outcome.passed += own.count
                continue
            }
            outcome.passed += own.count - 1
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
        return outcome
    }

    /// What somebody has to do something about goes before good news of the same run.
    private static func worst(
        of answers: [ReadAnswer], after standing: Standing
    ) -> (ReadAnswer, Claim.Step)? {
        let fresh = answers.compactMap { answer -> (ReadAnswer, Claim.Step)? in
            guard let step = answer.step, standing.legalSteps.contains(step.rawValue),
                !standing.steps.contains(where: { answer.isSaid(by: $0) })
            else { return nil }
            return (answer, step)
        }
        return fresh.first { $0.1 == .reject } ?? fresh.first { $0.1 == .requestInfo }
            ?? fresh.first
    }

    private static func claims(
        _ answer: ReadAnswer, in records: some RecordLookup
    ) -> [RecordView] {
        switch answer.about {
        case .claim(let number):
            let found = records.records(where: Claim.claimNumber, shows: number)
                .filter { $0.isActive && isAbout($0, answer) }
            return found.count == 1 ? found : []
        case .set(let group, let control):
            var found: [RecordView] = []
            var interchanges: Set<String> = []
            for view in records.records(.claim) where view.isActive {
                let sent = view[Claim.envelopes].filter { row in
                    row[Claim.Envelopes.set] == control
                        && (group == nil || row[Claim.Envelopes.group] == group)
                }
                guard !sent.isEmpty else { continue }
                found.append(view)
                interchanges.formUnion(sent.compactMap { $0[Claim.Envelopes.interchange] })
            }
            // Numbers of groups and sets begin anew: nobody says which of the two is meant.
            return interchanges.count == 1 ? found : []
        }
    }

    private static func isAbout(_ view: RecordView, _ answer: ReadAnswer) -> Bool {
        if let member = answer.memberId.flatMap(TextFormat.memberID.normalized),
            let own = view[Claim.memberId].flatMap(TextFormat.memberID.normalized), own != member
        {
            return false
        }
        if let day = answer.servedOn, let own = view[Claim.servedFrom], own != day { return false }
        return true
    }
}
