import Merge

// What a push will ask of the ledger is found out before it is judged. First, what its bytes name:
// change sets, records, parents, authors. Second, what these lead to: who wrote what stands there,
// whose scopes it shares. Last, what the rules look up and what they will write. Nobody lists that,
// because a list would be forgotten: the rules are pure, so they are asked as if everything were
// applied, a lookup that is not at hand finds nothing and is noted, all that were noted are fetched
// together, and the rules are asked again, until nothing is missing. What they answer is thrown
// away.

extension Admission {
    /// How often the rules are asked before it is given up: what they then still lack is fetched as
    /// they ask.
    private static let roundsMax = 8

    /// Tells a distant ledger what these change sets of one push will ask it.
    func foresee(_ pushed: [Bytes], from peer: Peer, _ ledger: some HubLedger) throws {
        guard ledger.isDistant else { return }
        try ledger.expect(Set(pushed.map { .changeSet(SealedChangeSet.address(of: $0)) }))
        let news = try pushed.compactMap(opened).filter { try ledger.answer(to: $0.id) == nil }
        try ledger.expect(news.reduce(into: []) { $0.formUnion(named(by: $1)) })
        let records = Set(news.flatMap { $0.content.ops.map(\.record) })
        let stored = try records.compactMap { try ledger.record($0) }
        try ledger.expect(stored.reduce(into: []) { $0.formUnion(reached(from: $1)) })
        for _ in 0..<Admission.roundsMax {
            var missing: Set<LedgerQuestion> = []
            for sealed in news { missing.formUnion(try missed(by: sealed, from: peer, ledger)) }
            guard !missing.isEmpty else { return }
            try ledger.expect(missing)
        }
    }

    private func opened(_ bytes: Bytes) -> SealedChangeSet? {
        do { return try SealedChangeSet(opening: bytes) } catch { return nil }
    }

    /// What a change set names.
    private func named(by sealed: SealedChangeSet) -> Set<LedgerQuestion> {
        var named: Set<LedgerQuestion> = [.principal(sealed.content.replica)]
        let reach = VisibilityReach(schema: rules.schema)
        for (record, ops) in Dictionary(grouping: sealed.content.ops, by: \.record) {
            named.insert(.record(record))
            // Whoever moves a record moves what hangs on it.
            named.insert(.children(record))
            let parents = ops.first.map { reach.parents(namedBy: ops, of: $0.type) } ?? []
            named.formUnion(parents.map { .record($0) })
        }
        for entry in sealed.content.ops.flatMap(\.replaces) where entry.changeSet != sealed.id {
            named.insert(.changeSet(entry.changeSet))
        }
        return named
    }

    /// What judging and placing a record leads to.
    private func reached(from stored: StoredRecord) -> Set<LedgerQuestion> {
        var reached = Set(stored.state.entries.map { LedgerQuestion.principal($0.origin.replica) })
        let parents = VisibilityReach(schema: rules.schema).parents(of: stored) ?? []
        reached.formUnion(parents.map { .record($0) })
        return reached
    }

    /// What the rules look up after a change set and do not find at hand.
    private func missed(
        by sealed: SealedChangeSet, from peer: Peer, _ ledger: some HubLedger
    ) throws -> Set<LedgerQuestion> {
        let verdicts = sealed.content.ops.map { _ in Verdict.applied }
        let cause = HubRules.Cause(changeSet: sealed, verdicts: verdicts, author: peer)
        let reads = LedgerReads(ledger, ahead: try drafts(of: sealed, ledger))
        let lookup = reads.lookup(secret, formerSecrets)
        let writes = rules.reactions(cause, lookup, day(of: cause))
        _ = rules.retried(cause, lookup)
        let named = self.named(by: writes, of: sealed, lookup).filter { !ledger.isAtHand($0) }
        if let failure = reads.failure { throw failure }
        return reads.missing.union(named)
    }

    /// What is asked before the hub writes this itself.
    private func named(
        by writes: [Write], of cause: SealedChangeSet, _ lookup: HubRules.Lookup
    ) -> Set<LedgerQuestion> {
        var named: Set<LedgerQuestion> = []
        for (index, batch) in Write.batches(of: writes).enumerated() {
            let derived = sealed(batch, index, from: cause.id, at: cause.content.claimedAt) {
                lookup.record($0)?.state
            }
            named.insert(.changeSet(derived.id))
            named.formUnion(self.named(by: derived))
        }
        return named
    }

    /// The records of a change set as they would stand if all of it were applied.
    private func drafts(
        of sealed: SealedChangeSet, _ ledger: some HubLedger
    ) throws -> [RecordID: StoredRecord] {
        let origin = Origin(of: sealed, position: .max, effectiveAt: sealed.content.claimedAt)
        var drafts: [RecordID: StoredRecord] = [:]
        for (index, op) in sealed.content.ops.enumerated() {
            let known = try drafts[op.record] ?? ledger.record(op.record)
            var draft =
                known ?? StoredRecord(id: op.record, type: op.type, state: RecordState())
            let id = EntryID(changeSet: sealed.id, index: UInt32(index))
            draft.state.apply(op, id: id, origin: origin) { _ in true }
            drafts[op.record] = draft
        }
        return drafts
    }
}
