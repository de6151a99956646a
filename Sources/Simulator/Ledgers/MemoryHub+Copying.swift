package import Sync

extension MemoryHub {
    package func visitRows(_ visit: (HubRow) throws -> Void) throws {
        for (key, value) in meta(startingWith: "") {
            try visit(.setting(key: key, value: value))
        }
        for registration in registrations() {
            let replica = registration.peer.replica
            try visit(
                .replica(
                    registration,
                    HubRow.Standing(
                        word: words[replica], certifiedAt: certifiedAt[replica],
                        purgedThrough: purgedThrough[replica])))
        }
        for invitation in invitations.values.sorted(by: {
            $0.secretHash.lexicographicallyPrecedes($1.secretHash)
        }) {
            try visit(.invitation(invitation, usedBy: usedBy[invitation.secretHash]))
        }
        for line in lines { try visit(.event(line)) }
        for admitted in history {
            try visit(
                .changeSet(
                    HubRow.Admitted(
                        head: admitted.head, id: admitted.id, replica: account(of: admitted),
                        effectiveAt: admitted.effectiveAt, verdicts: admitted.verdicts,
                        bytes: admitted.bytes)))
        }
        for record in records.values.sorted(by: { $0.id < $1.id }) {
            try visit(
                .record(
                    HubRow.Placed(
                        record: record, visibility: visibility(of: record.id),
                        parents: parents(of: record.id))))
        }
    }

    package mutating func restore(_ row: HubRow) throws {
        switch row {
        case .setting(let key, let value): setMeta(key, value)
        case .replica(let registration, let standing): restore(registration, standing)
        case .invitation(let invitation, let replica):
            invitations[invitation.secretHash] = invitation
            usedBy[invitation.secretHash] = replica
        case .event(let line):
            audit(at: line.at, line.event, subject: line.subject, detail: line.detail)
        case .changeSet(let admitted): restore(admitted)
        case .record(let placed):
            put(placed.record, changed: placed.changed)
            for row in placed.visibility { set(row) }
            setParents(of: placed.record.id, to: placed.parents)
        }
    }
}
