package import Merge
internal import Practice
package import Sync

extension HubRules {
    /// The dental group's rules, as the hub is handed them.
    package static var practice: HubRules { practice(schema: PracticeSchema.current) }

    /// The same over a schema that holds more than ours.
    package static func practice(schema: Schema) -> HubRules {
        HubRules(
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
