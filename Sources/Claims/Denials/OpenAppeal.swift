package import Merge
package import Participation
package import Records

/// Somebody appeals what a payor denied, at the next level.
package struct OpenAppeal: Deed {
    /// The payment, by the end of its id.
    package var payment: String
    /// By login.
    package var assignee: String?
    /// The payor's days count where it is later, or not given.
    package var dueOn: Day?
    package var cause: RootCause?

    package init(_ payment: String) {
        self.payment = payment
    }

    /// Why there is nothing to appeal.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case notDenied
        case noOffice
        case isOpen(level: Int64)
        case noLevel(Int64)
        case isWon

        package var description: String {
            switch self {
            case .notDenied:
                "nothing of that payment is denied: `bridgework denial list` shows what is"
            case .noOffice:
                "that payment is matched to no office: `bridgework remittance match` says whose it "
                    + "is"
            case .isOpen(let level): "its appeal at level \(level) is not decided yet"
            case .noLevel(let most):
                "the payor has \(Counted(most, "level")) of appeal, and they are used"
            case .isWon: "the payor gave in on it: the next remittance has to show it"
            }
        }
    }

    /// - Returns: the new appeal.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.claimPayment, payment)
        guard let payment = ObservedPayment(view) else {
            throw DeedProblem.noSuchRecord(type: RecordType.claimPayment.name)
        }
        let services = DeniedServices(records).services(of: payment)
            .filter { $0.state != .overturned }
        guard let first = services.first else { throw Problem.notDenied }
        guard let office = payment.office else { throw Problem.noOffice }
        let level = try level(of: payment, first.payor, records)
        let assignee = try records.actor(login: assignee)
        // Whoever opens it at two places opens one, and the earlier day counts.
        let id = records.newID(
            .appeal, [payment.claimNumber, String(level)], of: office)
        let asked = services.reduce(Int64(0)) { $0 + $1.line.chargedCents }
        let due = [dueOn, level == 1 ? first.appealBy : nil].compactMap(\.self).min()
        try writes.add([
            Write(Appeal.office, id, office),
            Write(
                Appeal.identity, id,
                [
                    Appeal.payment(payment.id),
                    Appeal.claimNumber(payment.claimNumber), Appeal.level(level),
                    Appeal.cause((cause ?? first.cause).rawValue),
                ]),
            Write(Appeal.asked, id, asked),
        ])
        if let due { try writes.add(Write(Appeal.dueOn, id, due)) }
        if let assignee { try writes.add(Write(Appeal.assignee, id, assignee)) }
        try writes.add(
            Workflow.appeal.write(
                StepDraft(Appeal.Step.prepare, on: place.today, by: who.actor), creating: id))
        return id
    }

    private func level(
        of payment: ObservedPayment, _ payor: RecordID?, _ records: some RecordLookup
    ) throws(Problem) -> Int64 {
        let earlier = AppealCase.appeals(of: payment, in: records)
        if let open = earlier.first(where: \.isOpen) { throw .isOpen(level: open.level) }
        if earlier.contains(where: { $0.state == .overturned }) { throw .isWon }
        let level = (earlier.map(\.level).max() ?? 0) + 1
        let most = payor.flatMap { records.record($0) }?[Payor.appealLevels] ?? 10
        guard level <= min(most, 10) else { throw .noLevel(most) }
        return level
    }
}

/// How it goes on with an appeal; the claim's own timeline follows.
package struct AdvanceAppeal: Deed {
    /// By the end of its id.
    package var appeal: String
    package var step: Appeal.Step
    package var words = StepWords()
    package var evidence: Evidence?

    package init(_ appeal: String, _ step: Appeal.Step) {
        self.appeal = appeal
        self.step = step
    }

    /// - Returns: the appeal.
    /// - Throws: `WorkflowProblem` for a step that is illegal where it stands.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let view = try records.view(.appeal, appeal)
        guard let found = AppealCase(view) else {
            throw DeedProblem.noSuchRecord(type: RecordType.appeal.name)
        }
        let document = try evidence?.document(
            about: [found.id], at: place, in: records, into: &writes)
        let draft = words.draft(
            step, today: place.today, by: who.actor, document: document)
        try writes.add(Workflow.appeal.write(draft, record: found.id, after: found.standing))
        if let document {
            try writes.add(
                Write(Appeal.documents, found.id, key: [Appeal.documents.document(document)]))
        }
        try follow(found, on: words.happenedOn ?? place.today, who, place, records, &writes)
        return found.id
    }

    /// The step of the claim that says the same, where one claim is meant and stands so.
    private func follow(
        _ found: AppealCase, on day: Day, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws {
        let own: Claim.Step? =
            switch step {
            case .file: .appeal
            case .uphold: .uphold
            case .overturn: .overturn
            case .overturnPartly: .overturnPartly
            case .prepare, .ack, .withdraw: nil
            }
        guard let own else { return }
        let claims = ClaimBook(records).numbered(found.claimNumber)
            .filter { $0.office == found.office && !$0.isOver(on: place.today) }
        guard let claim = claims.first, claims.count == 1 else { return }
        let standing = claim.standing.read(
            as: claim.state(on: place.today).rawValue, in: .claim)
        guard standing.conflict == nil, standing.legalSteps.contains(own.rawValue) else { return }
        let draft = StepDraft(own, on: day, comment: "level \(found.level)", by: who.actor)
        try writes.add(Workflow.claim.write(draft, record: claim.id, after: standing))
    }
}
