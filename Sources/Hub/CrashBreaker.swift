import Foundation
import Merge
import Store
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

    private let attempt: String
    private let tally: String
    private let state: Mutex<Memory>

    /// How often the hub ended at one change set.
    struct Suspicion: Equatable, Sendable {
        var count: Int
        var lastAt: Timestamp
    }

    private struct Memory {
        var suspicions: [ChangeSetID: Suspicion]
        /// Tried apart, and it ended that process too.
        var guilty: Set<ChangeSetID> = []
        /// Looked at since the last commit.
        var begun: Set<ChangeSetID> = []
    }

    /// Counts what the last process left behind.
    ///
    /// Neither file is synced: a process that ends leaves them whole, and after a power cut they
    /// say less, never more.
    init(_ folder: StoreFolder, now: Timestamp) throws {
        attempt = folder.path + "/admitting"
        tally = folder.path + "/crashes"
        var suspicions = CrashBreaker.read(tally, now)
        if let id = ChangeSetID(hexadecimal: CrashBreaker.text(attempt)) {
            let before = suspicions[id]?.count ?? 0
            suspicions[id] = Suspicion(count: before + 1, lastAt: now)
        }
        if suspicions.count > CrashBreaker.suspicionsMax {
            let kept = suspicions.sorted { $0.value.lastAt > $1.value.lastAt }
                .prefix(CrashBreaker.suspicionsMax)
            suspicions = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
        }
        self.state = Mutex(Memory(suspicions: suspicions))
        try write(suspicions)
        put("")
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
            put(id.hexadecimal)
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
    func release() { put("") }

    /// What was begun is on disk, or was given up without an end of the process: no suspicion
    /// outlives that.
    func clear(isCommitted: Bool) throws {
        put("")
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
        if let left { try write(left) }
    }

    private func put(_ text: String) {
        // A mark that cannot be written is no reason not to take a change set in.
        let descriptor = open(attempt, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        _ = Foundation.close(descriptor)
    }

    private func write(_ suspicions: [ChangeSetID: Suspicion]) throws {
        let isThere = FileManager.default.fileExists(atPath: tally)
        guard isThere || !suspicions.isEmpty else { return }
        let lines = suspicions.sorted { $0.key < $1.key }.map {
            "\($0.key.hexadecimal) \($0.value.count) \($0.value.lastAt.milliseconds)\n"
        }
        try Data(lines.joined().utf8).write(to: URL(filePath: tally), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tally)
    }

    /// What is remembered and not too old; a stamp ahead of now is as good as none.
    private static func read(_ path: String, _ now: Timestamp) -> [ChangeSetID: Suspicion] {
        var suspicions: [ChangeSetID: Suspicion] = [:]
        for line in text(path).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let id = ChangeSetID(hexadecimal: words[0]),
                let count = Int(words[1]), let at = Int64(words[2]),
                (0...memory).contains(now.milliseconds - at)
            else { continue }
            suspicions[id] = Suspicion(count: count, lastAt: Timestamp(milliseconds: at))
        }
        return suspicions
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
