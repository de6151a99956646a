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
        let reads = Reads(ledger)
        let writes = rules.reactions(cause, reads.lookup, Day(number: Int64(days)))
        if let failure = reads.failure { throw failure }
        return writes
    }

    /// A ledger's reads for rules that cannot fail: the first failure is kept, and thrown after.
    private final class Reads<Ledger: HubLedger> {
        private let ledger: Ledger
        private(set) var failure: (any Error)?

        init(_ ledger: Ledger) {
            self.ledger = ledger
        }

        var lookup: HubRules.Lookup {
            HubRules.Lookup(
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
                })
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
}
