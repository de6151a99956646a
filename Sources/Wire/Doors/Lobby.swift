package import Merge
internal import Synchronization

/// Who is at the doors of one process, and how many were sent away.
package final class Lobby: Sendable {
    package let terms: ListenerTerms
    private let state: Mutex<State>

    private struct State {
        var book: GuestBook
        var visits: [UInt64: Visit] = [:]
        /// Two doors may see one address and port.
        var numbers: [String: [UInt64]] = [:]
        var sentAway: [DoorFault: Int] = [:]
    }

    private struct Visit {
        let caller: String
        let close: @Sendable (DoorFault) -> Void
        let prove: @Sendable () -> Void
    }

    package init(_ terms: ListenerTerms = ListenerTerms()) {
        self.terms = terms
        state = Mutex(State(book: GuestBook(terms)))
    }

    /// How many connections were closed at the door, and why, since the process began.
    package var sentAway: [DoorFault: Int] { state.withLock(\.sentAway) }

    /// How many connections there are.
    package var count: Int { state.withLock(\.book.count) }

    /// The registry knows the caller.
    package func prove(_ caller: Caller, as replica: ReplicaID) {
        let (proven, leaving) = state.withLock { state in
            let numbers = state.numbers[caller.address] ?? []
            let leaving = numbers.flatMap { state.book.prove($0, as: replica) }
            return (
                numbers.compactMap { state.visits[$0] }, leaving.compactMap { state.visits[$0] }
            )
        }
        for visit in proven { visit.prove() }
        for visit in leaving { visit.close(.replaced) }
    }

    /// Ends the caller's connection.
    package func sendAway(_ caller: Caller, for fault: DoorFault) {
        let visits = state.withLock { state in
            (state.numbers[caller.address] ?? []).compactMap { state.visits[$0] }
        }
        for visit in visits { visit.close(fault) }
    }

    /// - Parameters:
    ///   - caller: address and port, as a call shows them.
    ///   - close: ends the connection; called from any thread, at most to no effect.
    ///   - prove: takes note that the registry knows the caller.
    func enter(
        from host: String, caller: String, close: @escaping @Sendable (DoorFault) -> Void,
        prove: @escaping @Sendable () -> Void
    ) -> UInt64 {
        let (number, leaving) = state.withLock { state in
            let (number, leaving) = state.book.enter(from: host)
            state.visits[number] = Visit(caller: caller, close: close, prove: prove)
            state.numbers[caller, default: []].append(number)
            return (number, leaving.flatMap { state.visits[$0] })
        }
        leaving?.close(.crowded)
        return number
    }

    func leave(_ number: UInt64, for fault: DoorFault?) {
        state.withLock { state in
            state.book.leave(number)
            if let fault { state.sentAway[fault, default: 0] += 1 }
            guard let visit = state.visits.removeValue(forKey: number) else { return }
            state.numbers[visit.caller]?.removeAll { $0 == number }
            if state.numbers[visit.caller]?.isEmpty == true { state.numbers[visit.caller] = nil }
        }
    }

    /// - Returns: whether the guest is within its budget.
    func put(_ bytes: Int, for number: UInt64) -> Bool {
        state.withLock { $0.book.put(bytes, for: number) }
    }

    func clear(_ number: UInt64) {
        state.withLock { $0.book.clear(number) }
    }

    /// One message of this caller was read.
    func take(from caller: String) {
        state.withLock { state in
            for number in state.numbers[caller] ?? [] { state.book.take(from: number) }
        }
    }
}
