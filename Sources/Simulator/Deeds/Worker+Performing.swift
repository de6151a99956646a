import Merge
import Records
import Rulebook
import Sync

extension Worker {
    /// Does it as a desk does: looks, decides, judges and writes in one transaction of this
    /// machine's store, or changes nothing.
    ///
    /// A refusal is what people meet, and is counted.
    ///
    /// - Throws: anything else that went wrong.
    mutating func perform(_ kind: DeedKind, _ deed: some Deed, by who: Signature) throws {
        try attempt(kind) { worker in
            var list = WriteList()
            _ = try deed.decide(
                who, at: worker.place, in: worker.reading.lookup, into: &list)
            try worker.judge.refuseSettling(list.writes, in: worker.reading)
            try worker.judge.refuseTakenKeys(list.writes, in: worker.reading)
            try worker.append(Write.once(list.writes, in: worker.reading.schema), by: who)
            try worker.judge.refuseUnsoundMaps(
                list.writes, today: worker.today, in: worker.reading)
        }
    }

    /// Settles a conflict of one record by one of its candidates.
    mutating func settle(_ conflict: FieldConflict, by write: Write, _ who: Signature) throws {
        try attempt(.settleConflict) { worker in
            try worker.judge.refuseSettling(
                [write], but: conflict, of: write.record, in: worker.reading)
            try worker.append([write], by: who)
        }
    }

    private mutating func attempt(
        _ kind: DeedKind, _ body: (inout Worker) throws -> Void
    ) throws {
        var worker = self
        do {
            try body(&worker)
            try worker.reading.refuseFailedReads()
        } catch let error where Worker.isRefusal(error) {
            // What chance gave was used up all the same.
            dice = worker.dice
            sightings.saw(kind, .refused)
            return
        }
        let hasProposed = worker.proposed > proposed
        let hasWritten = worker.saved.count > saved.count
        self = worker
        sightings.saw(kind, hasProposed ? .proposed : hasWritten ? .done : .idle)
    }

    /// Whether a rule of the business said no; anything else is a fault of ours.
    private static func isRefusal(_ error: any Error) -> Bool {
        rooms.contains(ErrorWords.module(of: error))
    }

    private static let rooms: Set<String> = [
        "Tables", "Records", "Fees", "Participation", "Benefits", "Claims", "Practice", "Rulebook",
    ]

    private mutating func append(_ writes: [Write], by who: Signature) throws {
        for batch in Write.batches(of: writes) {
            let judged = try judge.judge(
                batch, by: who, after: Set(saved.map(\.id)), in: reading)
            let proposals = judged.proposed.map { judge.proposal($0, as: newID(), by: who) }
            guard !judged.allowed.isEmpty || !proposals.isEmpty else { continue }
            save(
                store.commit(
                    judged.allowed + proposals, role: peer.role, by: who.actor,
                    reason: who.reason, claimedAt: now, nonce: dice.next()))
            proposed += proposals.count
        }
    }
}
