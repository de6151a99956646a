import Merge

/// Why people see what they see at one attribute and key, in words.
struct StandingReason {
    let words: String

    /// - Parameter ranked: what stands there, what policy shows first.
    init(_ type: RecordType, _ attribute: String, _ ranked: [Entry], _ state: RecordState) {
        let isPending = ranked.contains { $0.origin.position == 0 }
        words =
            Self.words(type, attribute, ranked, state)
            + (isPending ? "; the hub has not answered yet" : "")
    }

    private static func words(
        _ type: RecordType, _ attribute: String, _ ranked: [Entry], _ state: RecordState
    ) -> String {
        guard let first = ranked.first else { return "nothing stands: the last value was removed" }
        let count = ranked.count
        switch type[attribute]?.shape {
        case nil: return "of a newer release: kept, not shown"
        case .log?:
            return count == 1 ? "the only entry" : "the latest of \(count) entries; a log shows all"
        case .counter?: return "the sum of \(Counted(count, "amount"))"
        case .set?, .guardedSet?: return "added, and not removed by anybody who saw it"
        case .register(let policy)?, .map(let policy)?:
            let isHalfRemoved = type.project(state).conflicts.contains {
                $0.kind == .editedWhileRemoved && $0.candidates.contains { $0.id == first.id }
            }
            if isHalfRemoved { return "in conflict: edited while the record was removed" }
            if count == 1 { return "the only one left" }
            guard ranked.contains(where: { $0.value != first.value }) else {
                return "\(count) writers say the same"
            }
            return words(policy, count)
        }
    }

    private static func words(_ policy: Policy, _ count: Int) -> String {
        switch policy {
        case .latest: "latest of \(count) siblings"
        case .maximum: "greatest of \(count) siblings"
        case .minimum: "smallest of \(count) siblings"
        case .review: "in conflict: latest of \(count), until a person decides"
        case .blocking: "in conflict: counts as unknown until a person decides among \(count)"
        case .immutable: "in conflict: first of \(count), until a person decides"
        }
    }
}
