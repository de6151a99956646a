/// What the authority rules are asked: one op, its writer, and the record as it was before.
package struct WriteRequest {
    /// What the ops of one block have in common.
    private let shared: Shared
    /// Which of the shared ops it asks about.
    private let place: Int

    private final class Shared {
        let ops: ArraySlice<Op>
        let role: Role
        let office: RecordID?
        let actor: RecordID?
        let reason: String
        let before: RecordState
        let siblings: ArraySlice<Op>
        let block: OpBlock

        init(
            _ ops: ArraySlice<Op>, _ role: Role, _ office: RecordID?, _ actor: RecordID?,
            _ reason: String, _ before: RecordState, _ siblings: ArraySlice<Op>,
            _ block: OpBlock
        ) {
            self.ops = ops
            self.role = role
            self.office = office
            self.actor = actor
            self.reason = reason
            self.before = before
            self.siblings = siblings
            self.block = block
        }
    }

    package var op: Op { shared.ops[shared.ops.startIndex + place] }
    package var role: Role { shared.role }
    /// The office the writing replica speaks for; `nil` for a central replica or the hub.
    package var office: RecordID? { shared.office }
    /// The user the change set names; two-person rules compare users, not machines.
    package var actor: RecordID? { shared.actor }
    package var reason: String { shared.reason }
    package var before: RecordState { shared.before }
    /// The whole change set's ops on the same record, so that a creation can be judged as one.
    package var siblings: ArraySlice<Op> { shared.siblings }
    /// Shared by the requests of these siblings, which have one role, office, actor and state
    /// before.
    package var block: OpBlock { shared.block }

    package init(
        op: Op, role: Role, office: RecordID?, actor: RecordID?, reason: String,
        before: RecordState, siblings: [Op], block: OpBlock = OpBlock()
    ) {
        self.init(
            Shared(
                [op], role, office, actor, reason, before, siblings[...], block), place: 0)
    }

    /// About the first of a record's ops; `asking(at:)` goes on to the others.
    package init(
        block ops: ArraySlice<Op>, role: Role, office: RecordID?, actor: RecordID?,
        reason: String, before: RecordState
    ) {
        self.init(
            Shared(ops, role, office, actor, reason, before, ops, OpBlock()), place: 0)
    }

    /// The same about another op of the same block.
    package func asking(at place: Int) -> WriteRequest {
        WriteRequest(shared, place: place)
    }

    private init(_ shared: Shared, place: Int) {
        self.shared = shared
        self.place = place
    }
}

/// The answer of the authority rules to one op.
package enum Permission: Hashable, Sendable {
    case allow
    /// Not his to write, but worth asking: it stands as a proposal for the centre.
    case propose
    /// Nobody could accept it as it is.
    case refuse(Refusal)

    /// Why an op is refused; constant words, never a stored value.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        case immutable = "the attribute is immutable once written"
        case guardedRemoval = "this removal needs a coordinator or admin and a reason"
        case hubOnly = "only the hub writes this record type"
        case appendOnly = "entries of a log are never removed"
        case foreignOffice = "the record would belong to another office alone"
        case invalid = "the value does not fit the schema"
        case missingEvidence = "the step lacks its document, day, reference or comment"
        case sameUser = "the step needs a second user, or a comment why one acts alone"
    }
}

/// Who may write an attribute or a type.
///
/// Everybody else's write becomes a proposal, or is refused where nobody could accept it.
package enum Writers: Hashable, Sendable {
    /// Central replicas (coordinator, admin); the field's usual word is hub-owned.
    case central
    /// Only what the hub derives itself.
    case hub
    /// Central, and every office that the record is visible to.
    case offices
    /// Central, and the office that this reference field names.
    case office(field: String)
    /// Only the replica's office that created the record, and central.
    case author
}
