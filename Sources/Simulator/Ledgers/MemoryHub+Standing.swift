package import Merge
package import Sync

// How records, history and replicas stand, counted anew whenever somebody asks.

extension MemoryHub {
    package func word(
        of replica: ReplicaID
    ) -> (word: ReplicaWord, certifiedAt: Timestamp?)? {
        words[replica].map { ($0, certifiedAt[replica]) }
    }

    package func outstandingPurges() -> [OutstandingPurge] {
        registrations().compactMap { registration in
            guard registration.revokedAt == nil else { return nil }
            let through = purgedThrough[registration.peer.replica] ?? 0
            let scopes = registration.peer.scopes
            let gone = visibilityRows.values.joined().filter { row in
                !row.isIn && row.changed > through && scopes.contains(row.scope)
                    && !isVisible(row.record, in: scopes)
            }
            guard let oldest = gone.map(\.changed).min() else { return nil }
            return OutstandingPurge(
                replica: registration.peer.replica, name: registration.name,
                records: Set(gone.map(\.record)).count,
                since: effectiveAt(oldest) ?? registration.registeredAt)
        }
    }

    package func history(
        _ range: HistoryRange, touching record: RecordID?, countMax: Int, bytesMax: Int
    ) -> [AccountedChangeSet] {
        let wanted: [Admitted] =
            switch range {
            case .after(let last): history.filter { Int64($0.head.position) > last }
            case .before(let last): history.filter { Int64($0.head.position) < last }.reversed()
            }
        let touching = wanted.filter { admitted in
            guard let record else { return true }
            return admitted.content?.ops.contains { $0.record == record } ?? false
        }
        var size = 0
        return touching.prefix(countMax).prefix { admitted in
            defer { size += admitted.bytes.count }
            return size < bytesMax
        }.map { accounted($0) }
    }

    package func history(with verdict: Verdict) -> [ChangeSetID] {
        history.filter { $0.verdicts.contains(verdict) }.map(\.id)
    }

    package func touchedRecords(endingIn suffix: String) -> [RecordID] {
        let digits = suffix.lowercased().filter { $0 != "-" }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { return [] }
        let touched = Set(history.flatMap { $0.content?.ops.map(\.record) ?? [] })
        return Array(touched.filter { $0.hexadecimal.hasSuffix(digits) }.sorted().prefix(3))
    }

    package func verdictCounts() -> [UInt8: Int] {
        var counts: [UInt8: Int] = [:]
        for verdict in history.flatMap(\.verdicts) { counts[verdict.rawValue, default: 0] += 1 }
        return counts
    }

    package func digests(in scopes: [Scope]?) -> [StoreDigest] {
        var digests = StoreDigests()
        let wanted = scopes.map { restricted(to: $0) } ?? records
        for stored in wanted.values.sorted(by: { $0.id < $1.id }) where !stored.state.isEmpty {
            digests.add(stored.id, type: stored.type, stored.state)
        }
        return digests.lines
    }

    /// Those within one record: rules over several are the business's, and it has none here.
    package func conflictCounts(olderThan bounds: [Timestamp]) -> [ConflictCount] {
        let conflicts = records.values.flatMap { stored in
            schema[stored.type]?.project(stored.state).conflicts ?? []
        }
        let aged = Dictionary(grouping: conflicts) { conflict in
            let since = MemoryHub.since(conflict)
            let age = since.map { since in bounds.count { since < $0 } } ?? 0
            return Kind(isBlocking: conflict.isBlocking, age: age)
        }
        return aged.sorted { $0.key < $1.key }.map { kind, conflicts in
            ConflictCount(
                isBlocking: kind.isBlocking, age: kind.age, count: conflicts.count,
                oldest: conflicts.compactMap { MemoryHub.since($0) }.min())
        }
    }

    private struct Kind: Hashable, Comparable {
        let isBlocking: Bool
        let age: Int

        static func < (left: Kind, right: Kind) -> Bool {
            left.isBlocking == right.isBlocking ? left.age < right.age : left.isBlocking
        }
    }

    /// A conflict began when the second of its candidates was written; `nil` where none says.
    private static func since(_ conflict: FieldConflict) -> Timestamp? {
        let times = conflict.candidates.map(\.origin.effectiveAt).sorted()
        return times.dropFirst().first.flatMap { $0.milliseconds > 0 ? $0 : nil }
    }
}
