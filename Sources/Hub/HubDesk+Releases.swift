import Merge
import Sync

extension HubDesk {
    /// Takes in what was kept because an earlier hub did not know its type, where this one does.
    ///
    /// Each in a transaction of its own: what a crash leaves is done at the next start, and what
    /// was done is not done again.
    ///
    /// - Returns: how many change sets were taken in.
    package func releaseKnownTypes() throws -> Int {
        let key = "released-for"
        let known = "\(rules.schema.version).\(rules.schema.types.count)"
        guard try store.read({ try $0.meta(key) }) != known else { return 0 }
        var count = 0
        for id in try store.read({ try $0.history(with: .unknownType) }) {
            // It may be what stops the hub: then it stays where it is.
            guard breaker?.isSuspect(id) != true, breaker?.watch.begins(id) != false
            else { continue }
            let isReleased = try store.write { try admission.releaseKnown(id, ledger: &$0) }
            try breaker?.clear(isCommitted: true)
            count += isReleased ? 1 : 0
        }
        try store.write { try $0.setMeta(key, known) }
        return count
    }
}
