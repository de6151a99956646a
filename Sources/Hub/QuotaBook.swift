import Merge
import Sync
import Synchronization

/// What each replica has used of the hub since the hub started.
///
/// It is as large as the registry: only who is in it is counted.
final class QuotaBook: Sendable {
    private let entries = Mutex<[ReplicaID: Entry]>([:])

    private struct Entry {
        var quota = ReplicaQuota()
        /// When it was last written down that something of a kind was refused.
        var notedAt: [ReplicaQuota.Kind: Timestamp] = [:]
        /// Refusals since then.
        var refused: [ReplicaQuota.Kind: Int] = [:]
    }

    /// A refusal is written down at most so often.
    private static let noteInterval: Int64 = 60_000

    /// Counts one of a kind, or says no and leaves a trace.
    func admits(_ kind: ReplicaQuota.Kind, of replica: ReplicaID, _ desk: HubDesk) throws -> Bool {
        let now = desk.now
        let isAdmitted = entries.withLock {
            $0[replica, default: Entry()].quota.admits(kind, at: now)
        }
        if !isAdmitted { try note(kind, of: replica, desk) }
        return isAdmitted
    }

    /// Whether one of a kind would be admitted.
    func allows(_ kind: ReplicaQuota.Kind, of replica: ReplicaID, _ desk: HubDesk) throws -> Bool {
        let now = desk.now
        let isAllowed = entries.withLock {
            $0[replica, default: Entry()].quota.allows(kind, at: now)
        }
        if !isAllowed { try note(kind, of: replica, desk) }
        return isAllowed
    }

    /// A message was taken in, or some parts of one: a turn counts like a message.
    ///
    /// - Returns: how long its replica's next one waits.
    func took(
        _ parts: ArraySlice<OfficeMessage>, holdsJunk: Bool, in duration: Duration,
        from replica: ReplicaID,
        at now: Timestamp
    ) -> Duration {
        let (seconds, attoseconds) = duration.components
        let writing = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return entries.withLock { entries in
            var entry = entries[replica] ?? Entry()
            if holdsJunk { _ = entry.quota.admits(.junk, at: now) }
            let pause = entry.quota.took(
                bytes: Int64(parts.reduce(0) { $0 + $1.pushedByteCount }), writing: writing, at: now
            )
            entries[replica] = entry
            return .milliseconds(pause)
        }
    }

    private func note(
        _ kind: ReplicaQuota.Kind, of replica: ReplicaID, _ desk: HubDesk
    ) throws {
        let now = desk.now
        let count = entries.withLock { entries -> Int? in
            entries[replica, default: Entry()].refused[kind, default: 0] += 1
            let noted = entries[replica]?.notedAt[kind]
            guard
                noted.map({ now.milliseconds - $0.milliseconds >= QuotaBook.noteInterval }) ?? true
            else { return nil }
            entries[replica]?.notedAt[kind] = now
            return entries[replica]?.refused.updateValue(0, forKey: kind)
        }
        guard let count else { return }
        try desk.store.write {
            try $0.noteOverQuota(of: replica, kind.rawValue, count: count, at: now)
        }
    }
}
