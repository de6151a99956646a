import Foundation
package import Merge
package import Sync
import Synchronization

/// A hub's store that is gone with its process: what every other is held against.
///
/// A transaction works on a copy, which counts once it has come to its end.
package final class MemoryHubStore: HubStore {
    private let turn = NSLock()
    private let state: Mutex<MemoryHub>
    private let notes = MemoryCrashNotes()

    package init(_ hub: MemoryHub) {
        self.state = Mutex(hub)
    }

    /// As it stands.
    package var hub: MemoryHub { state.withLock { $0 } }

    package var schema: Schema { hub.schema }

    package func read<Answer>(_ body: (any HubTransaction) throws -> Answer) throws -> Answer {
        try body(hub)
    }

    package func snapshot<Answer>(
        _ body: (any HubTransaction) throws -> Answer
    ) throws -> Answer {
        try body(hub)
    }

    package func write<Answer>(
        _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        turn.lock()
        defer { turn.unlock() }
        let (answer, after) = try run(body)
        state.withLock { $0 = after }
        return answer
    }

    package func rehearse<Answer>(
        _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> Answer {
        try run(body).answer
    }

    private func run<Answer>(
        _ body: (inout any HubTransaction) throws -> Answer
    ) throws -> (answer: Answer, after: MemoryHub) {
        var draft = hub
        draft.changedScopes = []
        var lent: any HubTransaction = draft
        let answer = try body(&lent)
        guard let after = lent as? MemoryHub else {
            preconditionFailure("a transaction was handed back as another")
        }
        return (answer, after)
    }

    package var crashNotes: any CrashNotes { notes }

    package func indexHistory() {}

    package func problems() -> [String] { [] }

    package func rebuildIndexes() -> [String] { [] }

    package func onFailure(_ tell: @escaping @Sendable (any Error) -> Void) {}

    package func close() {}
}

/// Crash notes that outlive nothing but a hub made anew in the same process.
private final class MemoryCrashNotes: CrashNotes {
    private let state = Mutex((begun: ChangeSetID?.none, suspicions: [ChangeSetID: Suspicion]()))

    var begun: ChangeSetID? { state.withLock { $0.begun } }

    func begin(_ id: ChangeSetID?) { state.withLock { $0.begun = id } }

    var suspicions: [ChangeSetID: Suspicion] { state.withLock { $0.suspicions } }

    func keep(_ suspicions: [ChangeSetID: Suspicion]) {
        state.withLock { $0.suspicions = suspicions }
    }
}
