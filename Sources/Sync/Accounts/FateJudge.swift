package import Merge

/// Says where a write ended, from its verdict and what stands on its record now.
package struct FateJudge: Sendable {
    private let schema: Schema

    package init(schema: Schema) {
        self.schema = schema
    }

    /// The fate of one op; `nil` for an applied one whose entry is gone: who ended it must be
    /// found.
    ///
    /// - Parameter verdict: `nil` while the hub has not spoken.
    package func fate(
        of op: Op, _ id: EntryID, verdict: Verdict?, standing: RecordState?
    ) -> Fate? {
        switch verdict {
        case nil: return .pending
        case .proposed?: return .proposed
        case .custody?: return .custody
        case let verdict? where verdict != .applied: return .quarantined(verdict)
        default: break
        }
        let state = standing ?? RecordState()
        guard op.value != nil else { return removalFate(of: op, in: state) }
        guard let entry = state.entry(id) else { return nil }
        return fate(of: entry, in: state, of: schema[op.type])
    }

    /// Why a live entry is shown or not.
    package func fate(
        of entry: Entry, in state: RecordState, of type: RecordType?
    ) -> Fate {
        guard let type else { return .current }
        if isCandidate(entry, in: state, of: type) { return .inConflict }
        guard type.rankingPolicy(of: entry.attribute) != nil else { return .current }
        let ranked = type.ranked(entry.attribute, key: entry.key, in: state)
        guard let shown = ranked.first, shown.value != entry.value else { return .current }
        return .outranked(by: shown.id)
    }

    /// A removal ended what its writer saw: nothing of that may be back.
    private func removalFate(of op: Op, in state: RecordState) -> Fate {
        let isBack = op.replaces.contains { replaced in
            state.entry(replaced)?.isAt(attribute: op.attribute, key: op.key) ?? false
        }
        return isBack ? .missing : .removal
    }

    /// Whether a conflict names the entry; records without siblings and with nothing but an active
    /// life have none.
    private func isCandidate(
        _ entry: Entry, in state: RecordState, of type: RecordType
    ) -> Bool {
        let siblings = state.entries(of: entry.attribute).count { $0.key == entry.key }
        let hasLife = !state.entries(of: Attribute.lifecycle.name).isEmpty
        guard siblings > 1 || hasLife else { return false }
        return type.project(state).conflicts.contains { conflict in
            conflict.candidates.contains { $0.id == entry.id }
        }
    }
}
