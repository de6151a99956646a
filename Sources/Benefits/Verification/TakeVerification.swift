package import Merge
package import Records

/// Somebody takes the verification of a coverage on, or is given it.
package struct TakeVerification: Deed {
    /// By the coverage's id or the end of it.
    package var coverage: String
    /// By login; whoever does it where nobody is named.
    package var assignee: String?

    package init(_ coverage: String, assignee: String? = nil) {
        self.coverage = coverage
        self.assignee = assignee
    }

    /// The verification, and whose it was until now.
    package struct Outcome: Sendable {
        package let verification: RecordID
        package let former: RecordID?
    }

    /// - Throws: `DeedProblem.noSuchUser` where nobody is named and nobody says who does it.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let view = try records.view(.coverage, coverage)
        guard let user = try records.actor(login: assignee) ?? who.actor else {
            throw DeedProblem.noSuchUser
        }
        let open = BenefitVerifications(records, coverage: view.id).open.first?.view
        let id = open?.id ?? place.newID()
        let former = open?[BenefitVerification.assignee]
        let step = StepDraft(
            BenefitVerification.Step.claimWork, on: place.today, by: who.actor)
        if let open {
            guard former != user else { throw DeedProblem.nothingToDo }
            // Who has begun goes on; it is only another's from now.
            if !Workflow.verification.standing(of: open).isIn(BenefitVerification.State.inProgress)
            {
                try writes.add(Workflow.verification.write(step, on: open))
            }
        } else {
            try writes.add(Self.asked(view, as: id, at: place, in: records))
            try writes.add(Workflow.verification.write(step, creating: id))
        }
        try writes.add(Write(BenefitVerification.assignee, id, user))
        return Outcome(verification: id, former: former == user ? nil : former)
    }

    /// A verification that nobody had asked for yet, for the patient's next appointment.
    static func asked(
        _ coverage: RecordView, as id: RecordID, at place: Place, in records: some RecordLookup
    ) -> [Write] {
        let visit = coverage[Coverage.patient].flatMap { patient in
            ExpectedVisits(records, from: place.today).visits(of: patient).first
        }
        return [
            Write(BenefitVerification.coverage, id, coverage.id),
            Write(
                BenefitVerification.request, id,
                [
                    BenefitVerification.requestedOn(place.today),
                    BenefitVerification.appointmentOn(visit?[Appointment.bookedOn]),
                    BenefitVerification.appointmentReference(
                        visit?[Appointment.externalID].map { String($0.prefix(40)) }),
                ]),
        ]
    }
}

/// How it goes with a verification until the payor's word is there: begun, or given up.
package struct StepVerification: Deed {
    /// By the coverage's id or the end of it.
    package var coverage: String
    /// `begin` or `cannot`.
    package var step: BenefitVerification.Step
    package var comment: String?

    package init(_ coverage: String, _ step: BenefitVerification.Step, comment: String? = nil) {
        self.coverage = coverage
        self.step = step
        self.comment = comment
    }

    /// - Returns: the verification.
    /// - Throws: `WorkflowProblem` for a step that is illegal there or lacks its comment.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.coverage, coverage)
        let draft = StepDraft(step, on: place.today, comment: comment, by: who.actor)
        if let open = BenefitVerifications(records, coverage: view.id).open.first?.view {
            try writes.add(Workflow.verification.write(draft, on: open))
            return open.id
        }
        let id = place.newID()
        try writes.add(TakeVerification.asked(view, as: id, at: place, in: records))
        try writes.add(Workflow.verification.write(draft, creating: id))
        return id
    }
}
