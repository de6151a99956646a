/// What the authority rules are asked: one op, its writer, and the record as it was before.
package struct WriteRequest {
    package let op: Op
    package let role: Role
    /// The office the writing replica speaks for; `nil` for a central replica or the hub.
    package let office: RecordID?
    /// The user the change set names; two-person rules compare users, not machines.
    package let actor: RecordID?
    package let reason: String
    package let before: RecordState
    /// The whole change set's ops on the same record, so that a creation can be judged as one.
    package let siblings: [Op]
    /// Shared by the requests of these siblings, which have one role, office, actor and state
    /// before.
    package let block: OpBlock

    package init(
        op: Op, role: Role, office: RecordID?, actor: RecordID?, reason: String,
        before: RecordState, siblings: [Op], block: OpBlock = OpBlock()
    ) {
        self.op = op
        self.role = role
        self.office = office
        self.actor = actor
        self.reason = reason
        self.before = before
        self.siblings = siblings
        self.block = block
    }
}
