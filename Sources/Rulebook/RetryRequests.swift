internal import Merge
internal import Records
internal import Sync

/// What people say about work that the hub holds back with its bytes, and what they are told when
/// it came in.
struct RetryRequests {
    private let lookup: HubRules.Lookup

    init(_ lookup: HubRules.Lookup) {
        self.lookup = lookup
    }

    /// The change sets that somebody wants taken in again: he logged it on their quarantine.
    func retried(by cause: HubRules.Cause) -> [ChangeSetID] {
        var wanted: [ChangeSetID] = []
        for op in cause.applied where op.type == RecordType.quarantine.name {
            guard op.attribute == Workflow.attribute, let value = op.value,
                RetryRequests.step(value) == .retried,
                let state = lookup.record(op.record)?.state,
                let held = HeldWrite(.quarantine, in: state),
                held.verdict.flatMap({ Verdict(named: $0) })?.holdsWork == true,
                let origin = held.origin, !wanted.contains(origin.changeSet)
            else { continue }
            wanted.append(origin.changeSet)
        }
        return wanted
    }

    /// Closes what still waits for somebody's word about these ops.
    func closing(_ id: ChangeSetID, _ indexes: [Int]) -> [Write] {
        indexes.prefix(HeldOps.quarantineMax).compactMap { index in
            let record = HeldWrite.id(.quarantine, changeSet: id, index: index)
            guard let state = lookup.record(record)?.state else { return nil }
            let type = RecordType.quarantine
            let standing = Workflow.quarantine.standing(
                of: RecordView(id: record, type: type, projection: type.project(state)))
            guard Workflow.quarantine.state(standing.state)?.isFinal == false else { return nil }
            let draft = StepDraft(Quarantine.Step.retried, comment: "taken in by the hub")
            do {
                return try Workflow.quarantine.write(draft, record: record, after: standing)
            } catch {
                return nil
            }
        }
    }

    private static func step(_ value: Bytes) -> Quarantine.Step? {
        do {
            let logged = RecordRow(
                of: Quarantine.status.attribute, key: Value([]), value: try Value(decoding: value))
            return logged[Quarantine.status.step].flatMap(Quarantine.Step.init)
        } catch {
            return nil
        }
    }
}
