package import Merge
package import Records
package import Store
import Sync

/// An office or the centre at work on its own replica, with or without a line to the hub.
package struct Desk: Sendable {
    package let store: Store
    package let replica: ReplicaID
    package let group: RecordID
    package let role: Role
    /// The office this replica speaks for; `nil` for a central replica.
    package let office: RecordID?
    private let clock: @Sendable () -> Timestamp

    /// - Throws: `StoreError` when the store lacks what joining wrote into it.
    package init(
        _ store: Store, clock: @escaping @Sendable () -> Timestamp
    ) throws {
        self.store = store
        self.clock = clock
        let facts = try store.read { transaction in
            (
                replica: try transaction.required("replica"),
                group: try transaction.required("group"),
                role: try transaction.required("role"), office: try transaction.ownOffice
            )
        }
        guard let replica = ReplicaID(hexadecimal: facts.replica) else {
            throw StoreError.damagedMeta(key: "replica")
        }
        guard let group = RecordID(hexadecimal: facts.group) else {
            throw StoreError.damagedMeta(key: "group")
        }
        guard let role = Role(rawValue: facts.role) else {
            throw StoreError.damagedMeta(key: "role")
        }
        self.replica = replica
        self.group = group
        self.role = role
        self.office = facts.office
    }

    package var schema: Schema { store.schema }
    package var now: Timestamp { clock() }

    /// A new time-ordered id.
    package func newID() -> RecordID {
        RecordID.v7(
            milliseconds: now.milliseconds, random: UInt128.random(in: .min ... .max))
    }

    /// The type people name in any case, with hyphens or underscores.
    package func type(named name: String) throws(DeedProblem) -> RecordType {
        try schema.type(named: name)
    }
}
