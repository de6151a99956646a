internal import Merge
internal import Records
internal import Sync

/// What the hub writes about the ops of a change set that do not count: proposals, custody,
/// quarantine.
struct HeldOps {
    /// Records of one change set in quarantine; the last of them stands for all that follow.
    static let quarantineMax = 64

    private let cause: HubRules.Cause
    private let lookup: HubRules.Lookup
    private let schema: Schema
    /// By record; only where something is in custody does anybody ask.
    private let opsOfRecord: [RecordID: [Op]]

    init(_ cause: HubRules.Cause, _ lookup: HubRules.Lookup, schema: Schema) {
        self.cause = cause
        self.opsOfRecord =
            cause.verdicts.contains(.custody)
            ? Dictionary(grouping: cause.changeSet.content.ops, by: \.record) : [:]
        self.lookup = lookup
        self.schema = schema
    }

    var writes: [Write] {
        guard cause.verdicts.contains(where: { $0 != .applied }) else { return [] }
        let content = cause.changeSet.content
        let quarantined = cause.verdicts.indices.filter { cause.verdicts[$0].isQuarantined }
        let last = quarantined.prefix(HeldOps.quarantineMax).last
        let rest = quarantined.count - HeldOps.quarantineMax + 1
        return content.ops.enumerated().compactMap { index, op in
            let verdict = cause.verdicts[index]
            switch verdict {
            case .applied: return nil
            case .proposed:
                let id = HeldWrite.id(.proposal, changeSet: cause.changeSet.id, index: index)
                return draft(verdict).proposal(op, as: id)
            case .custody:
                return draft(verdict).custody(op, index: index, about: whereabouts(of: op))
            default:
                guard let last, index <= last else { return nil }
                return draft(verdict).quarantine(
                    op, index: index, opCount: index == last ? max(1, rest) : 1,
                    isPrivate: isPrivate(op))
            }
        }
    }

    /// Whether fewer people see the record than see what is in quarantine.
    private func isPrivate(_ op: Op) -> Bool {
        switch schema[lookup.record(op.record)?.type ?? op.type]?.visibility {
        case .credentialing, .clinical: true
        // Who may see a record of a type that is not known, only a newer release says.
        case nil: true
        default: false
        }
    }

    private func draft(_ verdict: Verdict) -> HeldWriteDraft {
        let content = cause.changeSet.content
        var draft = HeldWriteDraft(
            author: cause.writer, office: cause.author.office, reason: content.reason)
        draft.verdict = verdict.name
        draft.changeSet = cause.changeSet.id
        draft.claimedAt = content.claimedAt
        return draft
    }

    /// The record whose present scope an op in custody shares: its own, or where the hub does not
    /// have that one, the parent that it was to hang on.
    private func whereabouts(of op: Op) -> RecordID {
        guard lookup.record(op.record) == nil else { return op.record }
        let siblings = opsOfRecord[op.record] ?? []
        let parents = VisibilityReach(schema: schema).parents(namedBy: siblings, of: op.type)
        return parents.sorted().first { lookup.record($0) != nil } ?? op.record
    }
}
