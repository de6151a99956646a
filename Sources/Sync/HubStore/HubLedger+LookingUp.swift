import Merge

extension HubLedger {
    /// Asks rules that cannot fail: a read that fails gives them nothing, and ends it after.
    ///
    /// - Parameters:
    ///   - secret: what the centre derives ids with.
    ///   - former: what it derived ids with before, the last one first.
    func lookingUp<Answer>(
        _ secret: IDSecret?, _ former: [IDSecret], _ body: (HubRules.Lookup) throws -> Answer
    ) throws -> Answer {
        let reads = LedgerReads(self)
        let answer = Result { try body(reads.lookup(secret, former)) }
        if let failure = reads.failure { throw failure }
        return try answer.get()
    }
}

extension HubTransaction {
    /// Asks rules that cannot fail, with the secrets that are stored here.
    package func lookingUp<Answer>(
        _ body: (HubRules.Lookup) throws -> Answer
    ) throws -> Answer {
        try lookingUp(idSecret, formerIDSecrets, body)
    }
}

/// A ledger's reads for rules that cannot fail: the first failure is kept.
final class LedgerReads<Ledger: HubLedger> {
    private let ledger: Ledger
    /// The records as they would stand, for whoever looks ahead; `nil` where the ledger is asked
    /// whatever it costs.
    private let drafts: [RecordID: StoredRecord]?
    private(set) var failure: (any Error)?
    /// What was not at hand where one looks ahead.
    private(set) var missing: Set<LedgerQuestion> = []

    init(_ ledger: Ledger, ahead drafts: [RecordID: StoredRecord]? = nil) {
        self.ledger = ledger
        self.drafts = drafts
    }

    func lookup(_ secret: IDSecret?, _ former: [IDSecret]) -> HubRules.Lookup {
        HubRules.Lookup(
            secret: secret, formerSecrets: former,
            record: { [self] id in
                drafts?[id] ?? answer(.record(id), nil) { try $0.record(id) }
            },
            records: { [self] type in
                all(.records(type: type), { $0.type == type }) { try $0.records(of: type) }
            },
            referring: { [self] type, field, id in
                all(.referring(type: type, field: field, id), { $0.type == type }) {
                    try $0.records(of: type, where: field, is: id)
                }
            },
            ids: { [self] type in
                answer(.records(type: type), []) { try $0.records(of: type) }
            },
            texts: { [self] type, field in
                answer(.texts(type: type, field: field), []) { try $0.texts(of: type, in: field) }
            })
    }

    /// The records of these ids, and whoever looks ahead may also be shown a draft: that one more
    /// is looked at costs nothing.
    private func all(
        _ question: LedgerQuestion, _ mayShow: (StoredRecord) -> Bool,
        _ ids: (Ledger) throws -> [RecordID]
    ) -> [StoredRecord] {
        answer(question, []) { ledger in
            let ids = try ids(ledger)
            let more = drafts?.values.filter { mayShow($0) && !ids.contains($0.id) } ?? []
            return try ids.compactMap { try drafts?[$0] ?? ledger.record($0) }
                + more.sorted { $0.id < $1.id }
        }
    }

    private func answer<Answer>(
        _ question: LedgerQuestion, _ fallback: Answer, _ body: (Ledger) throws -> Answer
    ) -> Answer {
        if drafts != nil, !ledger.isAtHand(question) {
            missing.insert(question)
            return fallback
        }
        do { return try body(ledger) } catch {
            failure = failure ?? error
            return fallback
        }
    }
}
