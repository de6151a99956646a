import Merge
import Store
import Sync

extension Desk {
    /// Keeps why the last attempt to sync failed and when, until one succeeds: `status` shows it.
    ///
    /// The one place where a failed attempt is known, be it an agent's or a command's.
    package func noteSyncFailure(_ error: any Error) {
        let words =
            switch error {
            case let refusal as SyncRefusal: refusal.advice
            default: ErrorWords.of(error)
            }
        do {
            try store.write { transaction in
                try transaction.setMeta("last-failure-at", String(now.milliseconds))
                try transaction.setMeta("last-failure", String(words.prefix(500)))
            }
        } catch {
            // Whoever cannot write this down has a greater trouble, which the caller meets next.
            return
        }
    }

    /// An exchange came to its end: what failed before is over.
    static func forgetSyncFailure(_ ledger: inout StoreTransaction) throws {
        guard try ledger.meta("last-failure-at") ?? "" != "" else { return }
        try ledger.setMeta("last-failure-at", "")
        try ledger.setMeta("last-failure", "")
    }
}
