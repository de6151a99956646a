package import Merge

// A push that is nothing but junk gets an answer for each piece, as any push does, and each piece
// is kept in the history: whoever sent it must not send it for ever. What people are told of it is
// one item for the whole message, or a kilobyte of noise would fill the quarantine with a thousand.

extension Admission {
    /// What a peer's message held that nobody could read.
    struct Junk {
        /// Of the first piece; the item of the quarantine names it.
        private(set) var first: ChangeSetID?
        private(set) var count = 0
        private(set) var byteCount = 0

        mutating func add(_ id: ChangeSetID, _ byteCount: Int) {
            if first == nil { first = id }
            count += 1
            self.byteCount += byteCount
        }
    }

    /// The answers to a whole push, in order.
    package func admit(
        all changeSets: [Bytes], from peer: Peer, ledger: inout some HubLedger
    ) throws -> [HubMessage.Acknowledgement] {
        try foresee(changeSets, from: peer, ledger)
        return try summingJunk(from: peer, &ledger) { junk, ledger in
            try changeSets.map {
                try admit($0, from: peer, junk: &junk, ledger: &ledger)
            }
        }
    }

    /// The same, of change sets that only the hub can open.
    package func admit(
        all boxes: [SealedBox], from peer: Peer, ledger: inout some HubLedger
    ) throws -> [HubMessage.Acknowledgement] {
        if ledger.isDistant {
            try foresee(boxes.compactMap { vault?.open($0.bytes) }, from: peer, ledger)
        }
        return try summingJunk(from: peer, &ledger) { junk, ledger in
            try boxes.map { try admit($0, from: peer, junk: &junk, ledger: &ledger) }
        }
    }

    /// Says once what of a message could not be read.
    func summingJunk<Ledger: HubLedger, Answer>(
        from peer: Peer, _ ledger: inout Ledger,
        _ body: (inout Junk, inout Ledger) throws -> Answer
    ) throws -> Answer {
        var junk = Junk()
        let answer = try body(&junk, &ledger)
        guard let first = junk.first else { return answer }
        let unread = HubRules.Unread(
            id: first, count: junk.count, byteCount: junk.byteCount, verdict: .malformed,
            author: peer, arrivedAt: now)
        try derive(rules.unread(unread), from: first, at: now, office: peer.office, &ledger)
        return answer
    }

    /// Takes a piece in as it came; what people are told of it follows once for all.
    func keep(
        _ bytes: Bytes, from peer: Peer, as junk: inout Junk, _ ledger: inout some HubLedger
    ) throws -> HubMessage.Acknowledgement {
        let id = SealedChangeSet.address(of: bytes)
        if let known = try ledger.answer(to: id) { return known }
        junk.add(id, bytes.count)
        return try append(id, bytes, nil, peer.replica, now, [.malformed], &ledger)
    }
}
