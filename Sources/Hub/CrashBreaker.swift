import Merge
import Sync
import Synchronization

// A change set that makes the hub stop would make it stop again at every start, because its office
// sends it until it is answered. So its id is written down before it is looked at, and struck out
// after the commit. What stands there at a start was being looked at when the process ended.
//
// That is a suspicion and no more: a power cut, a full memory or an operator end a process as well,
// and while a long import is taken in, always at some change set of it. So nobody is blamed for
// three ends of the hub: after the third, the change set is tried apart (`CrashProof`). If it ends
// that process too it is taken in unread: kept, in quarantine, and out of everybody's way. If not,
// it is forgotten. A suspicion also ends with time, and when its change set is taken in.

/// Remembers across ends of the process which change set was being taken in.
final class CrashBreaker: Sendable {
    static let crashesMax = 3
    /// A suspicion that is older was never confirmed.
    static let memory = Int64(86_400_000)
    /// Change sets under suspicion at once; there is one at a time where the hub is at fault.
    static let suspicionsMax = 256

    private let notes: any CrashNotes
    private let state: Mutex<Memory>

    private struct Memory {
        var suspicions: [ChangeSetID: Suspicion]
        /// Tried apart, and it ended that process too.
        var guilty: Set<ChangeSetID> = []
        /// Looked at since the last commit.
        var begun: Set<ChangeSetID> = []
    }

    /// Counts what the last process left behind.
    init(_ notes: any CrashNotes, now: Timestamp) throws {
        self.notes = notes
        // What is too old was never confirmed; a stamp ahead of now is as good as none.
        var suspicions = notes.suspicions.filter {
            (0...CrashBreaker.memory).contains(now.milliseconds - $0.value.lastAt.milliseconds)
        }
        if let id = notes.begun {
            let before = suspicions[id]?.count ?? 0
            suspicions[id] = Suspicion(count: before + 1, lastAt: now)
        }
        if suspicions.count > CrashBreaker.suspicionsMax {
            let kept = suspicions.sorted { $0.value.lastAt > $1.value.lastAt }
                .prefix(CrashBreaker.suspicionsMax)
            suspicions = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
        }
        self.state = Mutex(Memory(suspicions: suspicions))
        try notes.keep(suspicions)
        notes.begin(nil)
    }

    /// How often the hub stopped on each change set that it has not answered.
    var counts: [ChangeSetID: Int] { state.withLock { $0.suspicions.mapValues(\.count) } }

    /// What admission is handed.
    var watch: AdmissionWatch {
        AdmissionWatch { [self] id in
            let isGuilty = state.withLock { state in
                state.begun.insert(id)
                return state.guilty.contains(id)
            }
            guard !isGuilty else { return false }
            notes.begin(id)
            return true
        }
    }

    var hasSuspects: Bool {
        state.withLock { state in
            state.suspicions.contains { $0.value.count >= CrashBreaker.crashesMax }
        }
    }

    /// Whether the hub ended at it so often that it is not looked at before it was tried apart.
    func isSuspect(_ id: ChangeSetID) -> Bool {
        state.withLock { state in
            !state.guilty.contains(id)
                && state.suspicions[id]?.count ?? 0 >= CrashBreaker.crashesMax
        }
    }

    /// It ended the process that tried it, too.
    func convict(_ id: ChangeSetID) { state.withLock { _ = $0.guilty.insert(id) } }

    /// It was tried, and harmed nobody.
    func acquit(_ id: ChangeSetID) throws { try forget([id]) }

    /// Several were taken in: whatever stops the process now cannot be laid at one's door.
    func release() { notes.begin(nil) }

    /// What was begun is on disk, or was given up without an end of the process: no suspicion
    /// outlives that.
    func clear(isCommitted: Bool) throws {
        notes.begin(nil)
        let begun = state.withLock { state in
            defer { state.begun = [] }
            return state.begun
        }
        if isCommitted { try forget(begun) }
    }

    private func forget(_ ids: Set<ChangeSetID>) throws {
        let left = state.withLock { state -> [ChangeSetID: Suspicion]? in
            guard ids.contains(where: { state.suspicions[$0] != nil }) else { return nil }
            for id in ids { state.suspicions[id] = nil }
            return state.suspicions
        }
        if let left { try notes.keep(left) }
    }
}
