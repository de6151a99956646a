import Merge
import Sync

/// Which exchanges are open, so that a newer one ends an older one and growth reaches the live
/// ones that may see it.
actor Switchboard {
    /// What an open exchange is told from outside.
    enum Signal: Hashable, Sendable {
        case historyGrew
        case superseded
        case registryChanged
    }

    private struct Exchange {
        let number: UInt64
        let scopes: Set<Scope>
        let signals: AsyncStream<Signal>.Continuation
        /// What it was told and has not looked at yet: telling it again would say nothing, and so
        /// no signal ever takes another's place in its queue.
        var told: Set<Signal> = []
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
        for (replica, exchange) in open where replica != author {
            guard scopes.map({ !$0.isDisjoint(with: exchange.scopes) }) ?? true else { continue }
            tell(replica, .historyGrew)
        }
    }

    func registryChanged() {
        for replica in open.keys { tell(replica, .registryChanged) }
    }

    private func tell(_ replica: ReplicaID, _ signal: Signal) {
        guard open[replica]?.told.insert(signal).inserted == true else { return }
        open[replica]?.signals.yield(signal)
    }

    /// An exchange is about to look at what it was told: what comes from now on is news again.
    func willLook(_ replica: ReplicaID, _ number: UInt64, at signal: Signal) {
        if open[replica]?.number == number { open[replica]?.told.remove(signal) }
    }

    /// Does what may change the history or the registry outside of an exchange, and tells everybody
    /// on the line: also where it fails in the end, because what it did before is done.
    ///
    /// - Parameter position: how far the history goes now.
    nonisolated func rousing<Answer>(
        from position: () throws -> UInt64, _ body: () async throws -> Answer
    ) async throws -> Answer {
        let before = try position()
        let outcome: Result<Answer, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        if (try? position()) != before { await historyGrew(in: nil, by: nil) }
        await registryChanged()
        return try outcome.get()
    }

    /// Who is on the line.
    var replicas: [ReplicaID] { open.keys.sorted() }
}
