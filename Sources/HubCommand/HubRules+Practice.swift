import Merge
import Practice
import Sync

extension HubRules {
    /// The dental group's rules, as the hub is handed them.
    static var practice: HubRules {
        let schema = PracticeSchema.current
        return HubRules(
            schema: schema,
            permission: { request, officeOf in
                Authority.permission(request, schema: schema, officeOf: officeOf)
            },
            reactions: { cause, lookup, today in
                proposals(from: cause)
                    + Reactions.writes(
                        after: cause.applied, lookup: HubLookup(lookup, schema: schema),
                        today: today)
            })
    }

    private static func proposals(from cause: Cause) -> [Write] {
        cause.changeSet.content.ops.enumerated().compactMap { index, op in
            guard cause.verdicts[index] == .proposed else { return nil }
            return ProposalDraft.write(
                op, as: ProposalDraft.id(changeSet: cause.changeSet.id, index: index),
                author: cause.changeSet.content.replica, office: cause.author.office,
                reason: cause.changeSet.content.reason)
        }
    }
}
