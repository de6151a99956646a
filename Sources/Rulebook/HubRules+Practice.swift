package import Merge
internal import Practice
internal import Records
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
                HeldOps(cause, lookup, schema: schema).writes
                    + Reactions.writes(
                        after: cause.applied, lookup: HubLookup(lookup, schema: schema),
                        today: today)
            },
            unread: { unread in
                var draft = HeldWriteDraft(
                    author: unread.author.replica, office: unread.author.office, reason: "")
                draft.verdict = unread.verdict.name
                draft.changeSet = unread.id
                draft.claimedAt = unread.arrivedAt
                return [draft.quarantine(unread: unread.count, bytes: unread.byteCount)]
            },
            retried: { cause, lookup in RetryRequests(lookup).retried(by: cause) },
            released: { id, indexes, lookup in RetryRequests(lookup).closing(id, indexes) },
            offices: { code, lookup in
                HubLookup(lookup, schema: schema).holders(of: code, .office)
            })
    }
}
