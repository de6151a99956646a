package import Merge
package import Participation
package import Records

/// How it goes on with an authorization until the payor decides, or when nobody wants it any more.
package struct AdvanceAuthorization: Deed {
    /// By the end of its id, or the payor's number.
    package var authorization: String
    package var step: Authorization.Step
    package var words = StepWords()
    /// Until when the payor waits for what it asked for.
    package var infoDueOn: Day?
    /// Until when a denial may be appealed.
    package var appealBy: Day?
    package var nextActionOn: Day?

    package init(_ authorization: String, _ step: Authorization.Step) {
        self.authorization = authorization
        self.step = step
    }

    /// - Returns: the authorization.
    /// - Throws: `WorkflowProblem` for a step that is illegal where it stands.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let found = try AuthorizationBook(records).authorization(authorization)
        let draft = words.draft(step, today: place.today, by: who.actor)
        try writes.add(
            Workflow.authorization.write(draft, record: found.id, after: found.standing))
        if let infoDueOn {
            try writes.add(Write(Authorization.infoDueOn, found.id, infoDueOn))
        }
        if let appealBy { try writes.add(Write(Authorization.appealBy, found.id, appealBy)) }
        if let nextActionOn {
            try writes.add(Write(Authorization.nextActionOn, found.id, nextActionOn))
        }
        return found.id
    }
}

/// A payor's letter: approved, in part or in whole, under a number and for some days and units.
package struct EnterApproval: Deed {
    /// By the end of its id, or the payor's number.
    package var authorization: String
    /// Not all that was asked for is approved.
    package var isPartial = false
    package var decidedOn: Day?
    package var number: String?
    package var from: Day?
    package var through: Day?
    package var units: Int64?
    /// The letter; what was told without one becomes a document of its own.
    package var evidence: Evidence?
    /// The document whose letter this one takes the place of.
    package var supersedes: String?
    package var comment: String?

    package init(_ authorization: String) {
        self.authorization = authorization
    }

    /// - Returns: the authorization.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let found = try AuthorizationBook(records).authorization(authorization)
        let superseded = try supersedes.map { name throws(DeedProblem) in
            try records.find(.document, name)
        }
        let document = try (evidence ?? .file(told(on: place.today))).document(
            about: [found.id], at: place, in: records, into: &writes)
        typealias Letters = Authorization.Letters
        try writes.add(
            Write(
                Authorization.letters, found.id, key: [Letters.document(document)],
                [
                    Letters.number(number), Letters.decidedOn(decidedOn ?? place.today),
                    Letters.approvedFrom(from), Letters.approvedThrough(through),
                    Letters.units(units), Letters.supersedes(superseded),
                ]))
        let draft = StepDraft(
            isPartial ? Authorization.Step.approvePartly : .approve,
            on: decidedOn ?? place.today, comment: comment, document: document, by: who.actor)
        try writes.add(
            Workflow.authorization.write(draft, record: found.id, after: found.standing))
        return found.id
    }

    /// What a payor said by telephone or on its portal, kept as its word.
    private func told(on today: Day) -> DocumentDraft {
        let facts: [(String, String?)] = [
            ("told on", (decidedOn ?? today).description), ("number", number),
            ("from", from?.description), ("through", through?.description),
            ("units", units.map { String($0) }), ("comment", comment),
        ]
        let lines = facts.compactMap { name, text in text.map { "\(name): \($0)\n" } }
        var draft = DocumentDraft(
            kind: "other", title: "Authorization as the payor told it",
            bytes: Bytes(lines.joined().utf8))
        draft.mediaType = "text/plain"
        draft.issuedOn = decidedOn ?? today
        return draft
    }
}

/// A service that was done under an authorization.
package struct UseAuthorization: Deed {
    /// By the end of its id, or the payor's number.
    package var authorization: String
    /// `CODE`, `CODE:TOOTH` or `CODE:TOOTH:UNITS`.
    package var service: String
    package var servedOn: Day?
    package var claimNumber: String?

    package init(_ authorization: String, _ service: String) {
        self.authorization = authorization
        self.service = service
    }

    /// - Returns: the authorization.
    /// - Throws: `AuthorizationProblem` where it is not approved, for another service or day, or
    ///   used up. Two offices apart may still use more than there is: that is a conflict.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let found = try AuthorizationBook(records).authorization(authorization)
        let line = try AskForAuthorization.line(service)
        let day = servedOn ?? place.today
        guard found.standing.isIn(Authorization.State.approved, .partlyApproved) else {
            throw AuthorizationProblem.noneApproved
        }
        guard found.isFor(line.code, tooth: line.tooth) else {
            throw AuthorizationProblem.notOfIt(code: line.code)
        }
        if let from = found.letter?.from, day < from { throw AuthorizationProblem.outside }
        if let through = found.letter?.through, through < day { throw AuthorizationProblem.outside }
        if let units = found.letter?.units, units < found.usedUnits + line.units {
            throw AuthorizationProblem.noUnitsLeft(left: max(0, units - found.usedUnits))
        }
        typealias Uses = Authorization.Uses
        try writes.add(
            Write(
                Authorization.uses, found.id,
                key: [
                    Uses.servedOn(day), Uses.code(line.code), Uses.tooth(line.tooth),
                    Uses.units(line.units), Uses.claimNumber(claimNumber),
                ]))
        return found.id
    }
}

/// What went to the payor beside a request.
package struct AttachToAuthorization: Deed {
    /// By the end of its id, or the payor's number.
    package var authorization: String
    /// As the payor's rules name it.
    package var attachment: String
    package var sentOn: Day?
    package var reference: String?

    package init(_ authorization: String, _ attachment: String) {
        self.authorization = authorization
        self.attachment = attachment
    }

    /// - Returns: the authorization.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let found = try AuthorizationBook(records).authorization(authorization)
        typealias Attachments = Authorization.Attachments
        try writes.add(
            Write(
                Authorization.attachments, found.id,
                key: [Attachments.attachment(attachment.kept(40))],
                [Attachments.sentOn(sentOn ?? place.today), Attachments.reference(reference)]))
        return found.id
    }
}
