import Merge
import Sync

/// Which exchanges are open, so that a newer one ends an older one and growth reaches the live
/// ones that may see it.
actor Switchboard {
    /// What an open exchange is told from outside.
    enum Signal: Sendable {
        case historyGrew
        case superseded
        case registryChanged
    }

    private struct Exchange {
        let number: UInt64
        let scopes: Set<Scope>
        let signals: AsyncStream<Signal>.Continuation
        /// Told that the history grew, and has not looked yet: telling it again would say nothing.
        var isTold = false
    }

    private var open: [ReplicaID: Exchange] = [:]
    private var last: UInt64 = 0

    /// The newest hello of a replica wins; its older exchange is told to end.
    func enter(_ peer: Peer, _ signals: AsyncStream<Signal>.Continuation) -> UInt64 {
        open[peer.replica]?.signals.yield(.superseded)
        last += 1
        open[peer.replica] = Exchange(number: last, scopes: Set(peer.scopes), signals: signals)
        return last
    }

    func leave(_ replica: ReplicaID, _ number: UInt64) {
        if open[replica]?.number == number { open[replica] = nil }
    }

    /// - Parameters:
    ///   - scopes: in which something changed; `nil` where that is not known.
    ///   - author: whose own exchange has it already.
    func historyGrew(in scopes: Set<Scope>?, by author: ReplicaID?) {
        for (replica, exchange) in open where replica != author && !exchange.isTold {
            guard scopes.map({ !$0.isDisjoint(with: exchange.scopes) }) ?? true else { continue }
            open[replica]?.isTold = true
            exchange.signals.yield(.historyGrew)
        }
    }

    /// An exchange is about to look at the history: growth from now on is news to it again.
    func willLook(_ replica: ReplicaID, _ number: UInt64) {
        if open[replica]?.number == number { open[replica]?.isTold = false }
    }

    func registryChanged() {
        for exchange in open.values { exchange.signals.yield(.registryChanged) }
    }

    /// Who is on the line.
    var replicas: [ReplicaID] { open.keys.sorted() }
}
