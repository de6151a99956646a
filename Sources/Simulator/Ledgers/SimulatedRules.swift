package import Merge
import Practice
internal import Records
import Rulebook
package import Sync

/// The business of the simulated group: the real schema and authority, and a tally to count with.
package enum SimulatedRules {
    /// No record type of ours has a counter yet; the fold has, so the simulator brings one.
    private static let tally = RecordType(
        "tally", "Counts something the whole group counts.", visibility: .group,
        writers: .offices, [.counter("total"), NoteRows<AnyRecord>().attribute])

    /// What a newer release adds: offices are upgraded before their hub.
    private static let novelty = RecordType(
        "novelty", "Something that an older hub does not know.", visibility: .group,
        writers: .offices,
        [
            .register("title", .text(max: 40), .latest),
            .register("body", .text(max: 40), .review),
            .log("steps", [Field("step", .text(max: 40))]),
        ])

    package static let schema = Schema(
        version: PracticeSchema.current.version,
        types: PracticeSchema.current.types + [tally, novelty])

    /// The group's, for the ids of what the hub derives.
    package static let secret = IDSecret(0, 0x5EED)

    package static let rules = HubRules.practice(schema: schema)

    /// What is asked of several records together; a simulated disk keeps none of it.
    static let checks = RecordChecks.practice(schema)

    /// Those of a hub that was not upgraded yet.
    static let olderRules = HubRules.practice(
        schema: Schema(
            version: PracticeSchema.current.version, types: PracticeSchema.current.types + [tally]))

    /// What the rules say to a change set that nobody has judged yet, op by op.
    package static func permissions(
        _ content: ChangeSet, peer: Peer, before: (RecordID) -> RecordState,
        officeOf: (ReplicaID) -> RecordID?
    ) -> [Permission] {
        content.ops.map { op in
            let request = WriteRequest(
                op: op, role: peer.role, office: peer.office, actor: content.actor,
                reason: content.reason, before: before(op.record),
                siblings: content.ops.filter { $0.record == op.record })
            return rules.permission(request, officeOf)
        }
    }
}
