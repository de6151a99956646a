internal import Merge

extension Admission {
    /// What the hub derives from a cause: change sets of its own, a pure function of the cause and
    /// of what stands.
    ///
    /// What is derived causes nothing further.
    func react(to cause: HubRules.Cause, ledger: inout some HubLedger) throws {
        try derive(
            derived(from: cause, ledger), from: cause.changeSet.id,
            at: cause.changeSet.content.claimedAt, office: cause.author.office, &ledger)
    }

    /// Takes in what the hub writes itself because of a change set.
    func derive(
        _ writes: [Write], from cause: ChangeSetID, at claimedAt: Timestamp, office: RecordID?,
        _ ledger: inout some HubLedger
    ) throws {
        guard !writes.isEmpty else { return }
        let peer = Peer(replica: hub, role: .hub, office: office, scopes: [])
        for (index, batch) in Write.batches(of: writes).enumerated() {
            let sealed = try sealed(batch, index, from: cause, at: claimedAt) {
                try ledger.record($0)?.state
            }
            guard try ledger.answer(to: sealed.id) == nil else { continue }
            _ = try admit(sealed, from: peer, ledger: &ledger)
        }
    }

    /// The change set that holds one batch of what is derived, by whoever sees these states.
    func sealed(
        _ batch: ArraySlice<Write>, _ index: Int, from cause: ChangeSetID,
        at claimedAt: Timestamp, seeing state: (RecordID) throws -> RecordState?
    ) rethrows -> SealedChangeSet {
        let ops = try batch.map { write in
            let shape = rules.schema[write.type]?[write.attribute]?.shape
            return write.op(seeing: try state(write.record) ?? RecordState(), shape: shape)
        }
        let nonce = UInt64(truncatingIfNeeded: cause.bits) &+ UInt64(index)
        return SealedChangeSet(
            sealing: ChangeSet(
                replica: hub, actor: nil, role: .hub, reason: "derived",
                claimedAt: claimedAt, parent: nil, nonce: nonce, ops: ops))
    }

    private func derived(
        from cause: HubRules.Cause, _ ledger: some HubLedger
    ) throws -> [Write] {
        try reading(ledger) { rules.reactions(cause, $0, day(of: cause)) }
    }

    /// The hub's day (UTC) on which a cause counts.
    func day(of cause: HubRules.Cause) -> Day {
        let millisecondsPerDay: Int64 = 86_400_000
        let effectiveAt = min(cause.changeSet.content.claimedAt, now).milliseconds
        let days = (Double(effectiveAt) / Double(millisecondsPerDay)).rounded(.down)
        return Day(number: Int64(days))
    }

    /// The change sets that a cause asks to take in again.
    func retried(
        by cause: HubRules.Cause, _ ledger: some HubLedger
    ) throws -> [ChangeSetID] {
        try reading(ledger) { rules.retried(cause, $0) }
    }

    /// What is written where people look, once these ops were released.
    func closing(
        _ id: ChangeSetID, _ indexes: [Int], _ ledger: some HubLedger
    ) throws -> [Write] {
        try reading(ledger) { rules.released(id, indexes, $0) }
    }

    private func reading<Answer>(
        _ ledger: some HubLedger, _ body: (HubRules.Lookup) -> Answer
    ) throws -> Answer {
        try ledger.lookingUp(secret, formerSecrets, body)
    }
}
