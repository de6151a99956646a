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
            let ops = try batch.map { write in
                let state = try ledger.record(write.record)?.state ?? RecordState()
                let shape = rules.schema[write.type]?[write.attribute]?.shape
                return write.op(seeing: state, shape: shape)
            }
            let nonce = UInt64(truncatingIfNeeded: cause.bits) &+ UInt64(index)
            let content = ChangeSet(
                replica: hub, actor: nil, role: .hub, reason: "derived",
                claimedAt: claimedAt, parent: nil, nonce: nonce, ops: ops)
            let sealed = SealedChangeSet(sealing: content)
            guard try ledger.answer(to: sealed.id) == nil else { continue }
            _ = try admit(sealed, from: peer, ledger: &ledger)
        }
    }

    private func derived(
        from cause: HubRules.Cause, _ ledger: some HubLedger
    ) throws -> [Write] {
        let millisecondsPerDay: Int64 = 86_400_000
        let effectiveAt = min(cause.changeSet.content.claimedAt, now).milliseconds
        let days = (Double(effectiveAt) / Double(millisecondsPerDay)).rounded(.down)
        return try reading(ledger) { rules.reactions(cause, $0, Day(number: Int64(days))) }
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
