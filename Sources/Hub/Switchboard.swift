import Merge

/// Which exchanges are open, so that a newer one ends an older one and growth reaches the live
/// ones.
actor Switchboard {
    /// What an open exchange is told from outside.
    enum Signal: Sendable {
        case historyGrew
        case superseded
        case registryChanged
    }

    private struct Exchange {
        let number: UInt64
        let signals: AsyncStream<Signal>.Continuation
    }

    private var open: [ReplicaID: Exchange] = [:]
    private var last: UInt64 = 0

    /// The newest hello of a replica wins; its older exchange is told to end.
    func enter(_ replica: ReplicaID, _ signals: AsyncStream<Signal>.Continuation) -> UInt64 {
        open[replica]?.signals.yield(.superseded)
        last += 1
        open[replica] = Exchange(number: last, signals: signals)
        return last
    }

    func leave(_ replica: ReplicaID, _ number: UInt64) {
        if open[replica]?.number == number { open[replica] = nil }
    }

    func historyGrew(by author: ReplicaID?) {
        for (replica, exchange) in open where replica != author {
            exchange.signals.yield(.historyGrew)
        }
    }

    func registryChanged() {
        for exchange in open.values { exchange.signals.yield(.registryChanged) }
    }

    /// Who is on the line.
    var replicas: [ReplicaID] { open.keys.sorted() }

    var count: Int { open.count }
}
