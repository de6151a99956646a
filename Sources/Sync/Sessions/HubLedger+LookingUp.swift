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
private final class LedgerReads<Ledger: HubLedger> {
    private let ledger: Ledger
    private(set) var failure: (any Error)?

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    func lookup(_ secret: IDSecret?, _ former: [IDSecret]) -> HubRules.Lookup {
        HubRules.Lookup(
            secret: secret, formerSecrets: former,
            record: { id in self.attempt(nil) { try $0.record(id) } },
            records: { type in
                self.attempt([]) { ledger in
                    try ledger.records(of: type).compactMap { try ledger.record($0) }
                }
            },
            referring: { type, field, id in
                self.attempt([]) { ledger in
                    try ledger.records(of: type, where: field, is: id)
                        .compactMap { try ledger.record($0) }
                }
            },
            ids: { type in self.attempt([]) { try $0.records(of: type) } },
            texts: { type, field in self.attempt([]) { try $0.texts(of: type, in: field) } })
    }

    private func attempt<Answer>(
        _ fallback: Answer, _ body: (Ledger) throws -> Answer
    ) -> Answer {
        do { return try body(ledger) } catch {
            failure = failure ?? error
            return fallback
        }
    }
}
