import Merge

@testable import Practice

/// One question to the authority rules, with what tests rarely vary left at its usual.
struct Asking {
    var role = Role.office
    var office: RecordID? = World.north
    var reason = ""
    var actor: RecordID?
    var before = RecordState()
    /// The other ops of the change set on the same record.
    var beside: [Write] = []

    func may(_ write: Write) -> Permission {
        let op = op(write)
        return ask(op)
    }

    /// Asks for an op that names entries it should not.
    func may(_ write: Write, replacing entries: [EntryID]) -> Permission {
        ask(
            Op(
                record: write.record, type: write.type, attribute: write.attribute,
                key: write.key, value: write.value, replaces: entries))
    }

    private func ask(_ op: Op) -> Permission {
        Authority.permission(
            WriteRequest(
                op: op, role: role, office: role == .office ? office : nil, actor: actor,
                reason: reason, before: before, siblings: [op] + beside.map(self.op)),
            schema: PracticeSchema.current, officeOf: World.office)
    }

    private func op(_ write: Write) -> Op {
        let shape = PracticeSchema.current[write.type]?[write.attribute]?.shape
        return write.op(seeing: before, shape: shape)
    }
}
