import Merge
package import Store
package import Sync

// A replica's side of an exchange without the line: what it says, and what it does with an answer.

extension Desk {
    /// The first message of an exchange.
    package func hello(_ session: inout OfficeSession) throws -> OfficeMessage {
        try store.read { transaction in
            try session.hello(
                group: group, replica: replica, schemaVersion: schema.version,
                ledger: transaction)
        }
    }

    /// One message, one transaction: the session's next state counts once the ledger has committed.
    ///
    /// - Parameter body: takes the message in and returns what is to be said.
    package func take(
        _ session: OfficeSession,
        _ body: (inout OfficeSession, inout StoreTransaction) throws -> [OfficeMessage]
    ) throws -> (OfficeSession, [OfficeMessage]) {
        let (next, replies) = try store.write { ledger in
            var next = session
            let replies = try body(&next, &ledger)
            try settleHeldBack(&ledger)
            if replies.contains(where: \.isReceipt) { try sealDeparted(&ledger) }
            if next.phase == .level, session.phase != .level {
                try noteLevel(&ledger, asOf: next.saidAt)
                try Desk.forgetSyncFailure(&ledger)
                if let offset = next.clockOffset {
                    try ledger.setMeta("clock-offset", String(offset))
                }
                if next.isEqual == true {
                    try ledger.setMeta("equal-at", String(now.milliseconds))
                }
                let words: [Bool?: String] = [true: "yes", false: "no"]
                try ledger.setMeta("is-equal", words[next.isEqual] ?? "")
            }
            return (next, replies)
        }
        // A receipt says that it is gone from the disk, so that is seen to before it leaves.
        if replies.contains(where: \.isReceipt) {
            try CourierShelf(store.folder).clear()
            try store.scrub()
        }
        return (next, replies)
    }

    /// Keeps when this replica had last all that the hub had for it.
    ///
    /// - Parameter said: by file, when the hub said it.
    func noteLevel(_ ledger: inout StoreTransaction, asOf said: Timestamp? = nil) throws {
        let time = min(said ?? now, now)
        try ledger.setMeta("last-level", String(time.milliseconds))
    }
}

extension OfficeMessage {
    fileprivate var isReceipt: Bool {
        if case .purged = self { true } else { false }
    }
}
