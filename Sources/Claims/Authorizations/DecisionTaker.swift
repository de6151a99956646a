internal import Merge
internal import Participation
package import Records
internal import Tables
package import X12

/// Takes in what payors decide on authorizations electronically, each as a letter of its own.
package struct DecisionTaker: AnswerTaker {
    package private(set) var outcome = Outcome()
    private var seen: Set<RecordID> = []

    package init() {}

    /// What became of them.
    package struct Outcome: Sendable {
        package internal(set) var approved = 0
        package internal(set) var denied = 0
        package internal(set) var pended = 0
        /// Said before, or nothing that the state allows.
        package internal(set) var passed = 0
        /// Of requests that are not here, or fit several.
        package internal(set) var unmatched = 0
        /// Those of them that wait for a person to say whose they are.
        package internal(set) var waiting = 0
        /// Requests, and answers without a decision.
        package internal(set) var undecided = 0
    }

    package mutating func skips(_ read: ReadDecision) -> Bool {
        if read.answer.decision == nil { outcome.undecided += 1 }
        return read.answer.decision == nil
    }

    package mutating func leave(isWaiting: Bool) {
        outcome.unmatched += 1
        if isWaiting { outcome.waiting += 1 }
    }

    /// - Returns: `false` where no request of that coverage is meant.
    package mutating func take(
        _ read: ReadDecision, of coverage: RecordView, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> Bool {
        let cases = AuthorizationBook(records).cases(of: coverage.id)
        guard let decision = read.answer.decision,
            let found = Self.meant(read, cases, on: place.today)
        else { return false }
        guard !Self.isSaid(decision, read.answer, by: found), seen.insert(found.id).inserted,
            let steps = try steps(decision, read, found, who, place, records, &writes)
        else {
            outcome.passed += 1
            return true
        }
        try writes.add(
            Workflow.authorization.writes(steps, record: found.id, after: found.standing))
        switch decision {
        case .approved, .partly: outcome.approved += 1
        case .denied: outcome.denied += 1
        case .pended: outcome.pended += 1
        }
        return true
    }

    /// The request that a person named, or an answer by our own number, else the only open one of
    /// its services.
    private static func meant(
        _ read: ReadDecision, _ cases: [AuthorizationCase], on day: Day
    ) -> AuthorizationCase? {
        if let request = read.request { return cases.first { $0.id == request } }
        let answer = read.answer
        if let trace = answer.trace?.lowercased(), trace.utf8.count >= 4 {
            let named = cases.filter {
                $0.claimNumber?.lowercased() == trace || $0.id.suffix == trace
                    || $0.id.description.hasSuffix(trace)
                    || $0.standing.steps.contains { step in
                        step[Authorization.Status.reference]?.lowercased() == trace
                    }
            }
            if named.count == 1 { return named[0] }
        }
        let codes = answer.services.compactMap { service in
            service.code.flatMap { TextFormat.procedure.normalized($0) }
        }
        let open = cases.filter { found in
            !found.isOver(on: day) && codes.allSatisfy { found.isFor($0, tooth: nil) }
        }
        return open.count == 1 ? open[0] : nil
    }

    private static func isSaid(
        _ decision: AuthorizationAnswer.Decision, _ answer: AuthorizationAnswer,
        by found: AuthorizationCase
    ) -> Bool {
        switch decision {
        case .approved, .partly:
            guard found.standing.isIn(Authorization.State.approved, .partlyApproved),
                let letter = found.letter
            else { return false }
            return letter.number == answer.number && letter.from == answer.from
                && letter.through == answer.through
        case .denied: return found.standing.isIn(Authorization.State.denied)
        case .pended: return found.standing.isIn(Authorization.State.pended)
        }
    }

    /// The steps that lead there; what was never logged as sent was sent by then.
    ///
    /// - Returns: `nil` where its state does not allow the last of them.
    private func steps(
        _ decision: AuthorizationAnswer.Decision, _ read: ReadDecision,
        _ found: AuthorizationCase, _ who: Signature, _ place: Place,
        _ records: some RecordLookup, _ writes: inout some WriteSink
    ) throws -> [StepDraft]? {
        typealias Step = Authorization.Step
        let day = min(read.source.on ?? place.today, place.today)
        let isUnsent = found.standing.isIn(Authorization.State.required, .preparing)
        let sent = isUnsent ? [StepDraft(Step.submit, on: day, by: who.actor)] : []
        let state = isUnsent ? Authorization.State.submitted.rawValue : found.standing.state
        let step: Step =
            switch decision {
            case .approved: .approve
            case .partly: .approvePartly
            case .denied: .deny
            case .pended: .requestInfo
            }
        guard Workflow.authorization.legalSteps(in: state).contains(step.rawValue) else {
            return nil
        }
        guard decision == .approved || decision == .partly else {
            return sent + [
                StepDraft(step, on: day, comment: words(of: read.answer), by: who.actor)
            ]
        }
        let document = try Evidence.file(document(of: read.answer, on: day)).document(
            about: [found.id], at: place, in: records, into: &writes)
        typealias Letters = Authorization.Letters
        let units = read.answer.thousandths.map { $0 / 1_000 }.flatMap {
            (0...9_999).contains($0) ? $0 : nil
        }
        try writes.add(
            Write(
                Authorization.letters, found.id, key: [Letters.document(document)],
                [
                    Letters.number(read.answer.number.map { $0.kept(50) }),
                    Letters.decidedOn(day), Letters.approvedFrom(read.answer.from),
                    Letters.approvedThrough(read.answer.through), Letters.units(units),
                ]))
        return sent + [StepDraft(step, on: day, document: document, by: who.actor)]
    }

    /// The codes of the answer, without a word of what they mean.
    private func words(of answer: AuthorizationAnswer) -> String {
        let actions = [answer.action] + answer.services.map(\.action)
        let codes = actions.compactMap(\.self) + answer.rejections
        return "278 \(codes.joined(separator: " "))".kept(60)
    }

    private func document(of answer: AuthorizationAnswer, on day: Day) -> DocumentDraft {
        let facts: [(String, String?)] = [
            ("278", words(of: answer)), ("number", answer.number),
            ("from", answer.from?.description), ("through", answer.through?.description),
            ("units", answer.thousandths.map { String($0 / 1_000) }), ("trace", answer.trace),
        ]
        let lines = facts.compactMap { name, text in text.map { "\(name): \($0)\n" } }
        var draft = DocumentDraft(
            kind: "import", title: "Authorization answer (278)", bytes: Bytes(lines.joined().utf8))
        draft.mediaType = "text/plain"
        draft.issuedOn = day
        return draft
    }
}

extension ClaimFacts {
    /// Whom an answer to a request is about, and who answers.
    package init(_ answer: AuthorizationAnswer) {
        self.init()
        self.memberId = answer.subscriber.memberId ?? answer.patient.memberId
        self.family = answer.patient.family ?? answer.subscriber.family
        self.given = answer.patient.given
        self.payorNames = [answer.payor.number, answer.payor.name].compactMap(\.self)
    }
}
