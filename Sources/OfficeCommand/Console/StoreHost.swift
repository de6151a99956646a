package import Store
import Synchronization
package import Wire

// One process has a store, and whoever else wants something of it asks that process. An agent is
// asked all day. But also a `sync` from cron may wait for the hub for a minute, and an import may
// take several: whatever command has the store for more than a moment answers for it meanwhile.

/// Answers other commands at a store while one command has it for longer.
package struct StoreHost: Sendable {
    /// Most commands are over before anybody asks; these open no socket.
    private static let quickMax = Duration.seconds(1)
    /// How long guests may take to end when the host has ended: an import must not be cut in two.
    private static let guestDuration = Duration.seconds(600)

    private enum State {
        case quick
        case open(Listener)
        case over
    }

    private let folder: StoreFolder
    private let service: ControlService

    /// - Parameter answer: runs a guest's command at the store. It throws
    ///   `WireError.callFailed(.busy)` for one that must wait until the store is free.
    package init(
        _ folder: StoreFolder,
        answer: @escaping @Sendable (ControlRequest, ControlService.Print) async throws -> Int32
    ) {
        self.folder = folder
        self.service = ControlService(run: answer)
    }

    /// Runs the command that has the store, and answers guests until both are done.
    package func hosting(_ body: () async throws -> Void) async throws {
        let state = StateBox()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await open(state) }
            let failure = await StoreHost.failure(of: body)
            if let listener = state.end() {
                // Nobody new: who comes now waits for the lock.
                folder.removeSocket()
                await Listener.sayGoodbye([listener])
                group.addTask { try await Task.sleep(for: StoreHost.guestDuration) }
                try await group.next()
            }
            group.cancelAll()
            if let failure { throw failure }
        }
    }

    private static func failure(of body: () async throws -> Void) async -> (any Error)? {
        do { try await body() } catch { return error }
        return nil
    }

    private func open(_ state: StateBox) async {
        do {
            try await Task.sleep(for: StoreHost.quickMax)
            let listener = try state.open {
                var terms = ListenerTerms()
                terms.goodbye = StoreHost.guestDuration
                return try Listener.control(
                    socketPath: folder.socket, control: service, terms: terms)
            }
            try await listener?.run()
        } catch {
            // Without a socket the others wait for the lock, as they do at first.
            return
        }
    }

    /// Whether guests are let in.
    private final class StateBox: Sendable {
        private let state = Mutex(State.quick)

        /// Makes the listener, unless the host is done already.
        func open(_ make: () throws -> Listener) throws -> Listener? {
            try state.withLock { state in
                guard case .quick = state else { return nil }
                let listener = try make()
                state = .open(listener)
                return listener
            }
        }

        func end() -> Listener? {
            state.withLock { state in
                defer { state = .over }
                guard case .open(let listener) = state else { return nil }
                return listener
            }
        }
    }
}
