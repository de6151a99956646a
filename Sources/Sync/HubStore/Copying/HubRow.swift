package import Merge

/// One row of what a hub's store holds, in no store's own form: what a backup is made of, and how a
/// hub moves to another kind of store.
///
/// What follows from other rows is not among them: readable tables, conflicts, digests, indexes.
package enum HubRow: Equatable, Sendable {
    case setting(key: String, value: String)
    case replica(Registration, Standing)
    /// - Parameter usedBy: the replica that joined with it.
    case invitation(Invitation, usedBy: ReplicaID?)
    case event(AuditLine)
    case changeSet(Admitted)
    case record(Placed)

    /// What the hub knows of a replica beside its registration.
    package struct Standing: Equatable, Sendable {
        package let word: ReplicaWord?
        /// When its base was last proven equal.
        package let certifiedAt: Timestamp?
        /// Through which departure it vouches for its disk.
        package let purgedThrough: UInt64?

        package init(word: ReplicaWord?, certifiedAt: Timestamp?, purgedThrough: UInt64?) {
            self.word = word
            self.certifiedAt = certifiedAt
            self.purgedThrough = purgedThrough
        }
    }

    /// A change set of the history with its answer.
    package struct Admitted: Equatable, Sendable {
        package let head: Head
        package let id: ChangeSetID
        /// On whose account it stands.
        package let replica: ReplicaID
        package let effectiveAt: Timestamp
        package let verdicts: [Verdict]
        package let bytes: Bytes

        package init(
            head: Head, id: ChangeSetID, replica: ReplicaID, effectiveAt: Timestamp,
            verdicts: [Verdict], bytes: Bytes
        ) {
            self.head = head
            self.id = id
            self.replica = replica
            self.effectiveAt = effectiveAt
            self.verdicts = verdicts
            self.bytes = bytes
        }
    }

    /// A record with who sees it, and why.
    package struct Placed: Equatable, Sendable {
        package let record: StoredRecord
        /// By scope.
        package let visibility: [VisibilityRow]
        /// The records whose scopes it shares.
        package let parents: Set<RecordID>

        package init(record: StoredRecord, visibility: [VisibilityRow], parents: Set<RecordID>) {
            self.record = record
            self.visibility = visibility.sorted { $0.scope < $1.scope }
            self.parents = parents
        }

        /// The position of the last change that anybody must hear of.
        package var changed: UInt64 {
            let read = record.state.entries.map(\.origin.position).max() ?? 0
            return visibility.map(\.changed).max().map { max($0, read) } ?? read
        }
    }
}

/// A transaction that tells and takes whole rows.
package protocol HubCopying {
    /// Tells every row: settings, replicas, invitations, events and the history, each in its own
    /// order, then the records by id.
    ///
    /// A store's own settings are none: what it keeps for its own housekeeping.
    func visitRows(_ visit: (HubRow) throws -> Void) throws
    /// Takes a row as it is, told in the order of `visitRows`, into a store that holds nothing but
    /// settings: nothing is judged, derived, audited or told to anybody.
    mutating func restore(_ row: HubRow) throws
}
