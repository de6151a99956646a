package import Merge
internal import Practice
package import Records
import Rulebook
import Store
import Sync

// Proposals, custody and quarantine differ in who decides and what the steps are called. What a
// decision does is the same: it writes, as an ordinary write of whoever decides, and it logs the
// step that closes the case, both in one change set.

extension Desk {
    /// Every held write of a kind that this replica sees, oldest first.
    package func held(_ kind: HeldWrite.Kind) throws -> [HeldCase] {
        try store.read { transaction in
            try transaction.records(of: kind.recordType.name).compactMap {
                try heldCase(kind, $0, transaction)
            }.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
        }
    }

    /// The one whose id ends like that.
    package func held(_ kind: HeldWrite.Kind, named name: String) throws -> HeldCase {
        try store.read { try held(kind, name, $0) }
    }

    private func held(
        _ kind: HeldWrite.Kind, _ name: String, _ transaction: StoreTransaction
    ) throws -> HeldCase {
        let id = try find(kind.recordType, name, transaction)
        guard let found = try heldCase(kind, id, transaction) else {
            throw DeskError.unreadableHeld(kind)
        }
        return found
    }

    private func heldCase(
        _ kind: HeldWrite.Kind, _ id: RecordID, _ transaction: StoreTransaction
    ) throws -> HeldCase? {
        guard let state = try transaction.view(of: id),
            let held = HeldWrite(kind, in: state),
            let since = state.entries(of: kind.contentName).first?.origin.effectiveAt
        else { return nil }
        return HeldCase(
            id: id, held: held, state: Desk.standing(of: id, kind, state).state, since: since)
    }

    private static func standing(
        of id: RecordID, _ kind: HeldWrite.Kind, _ state: RecordState
    ) -> Standing {
        let type = kind.recordType
        return kind.workflow.standing(
            of: RecordView(id: id, type: type, projection: type.project(state)))
    }

    /// Writes what a proposal asks for, or takes an edit over from custody.
    ///
    /// - Parameter anyway: also where the target changed since its author looked.
    package func accept(
        _ kind: HeldWrite.Kind, _ name: String, anyway: Bool, isDryRun: Bool = false,
        actor: RecordID?, reason: String
    ) throws -> (held: HeldCase, receipt: WriteReceipt) {
        // Custody and proposals have one word for it.
        try decide(kind, name, Custody.Step.accepted, isDryRun, actor: actor, reason: reason) {
            held, transaction in
            let write = try carried(held.held, transaction)
            let state = try transaction.view(of: write.record) ?? RecordState()
            let standing = state.entries(of: write.attribute).filter { $0.key == write.key }
            // Which two records it is about, another answer said already.
            let isSaid =
                write.type == RecordType.settlement.name && !standing.isEmpty
                && standing.allSatisfy { $0.value == write.value }
            guard !isSaid else { return [] }
            // What is only ever added replaces nothing.
            let isAdded = schema[write.type]?[write.attribute]?.shape.isAddOnly ?? false
            let seen = isAdded ? [] : Set(state.seen(write.attribute, key: write.key))
            guard anyway || seen.isSubset(of: held.held.replaces) else {
                throw DeskError.outdatedHeld(kind)
            }
            return [write]
        }
    }

    /// Closes it without writing: a rejection, or what quarantine calls a drop.
    package func decline(
        _ kind: HeldWrite.Kind, _ name: String, isDryRun: Bool = false, actor: RecordID?,
        reason: String
    ) throws -> (held: HeldCase, receipt: WriteReceipt) {
        guard kind == .quarantine else {
            return try decide(
                kind, name, Custody.Step.rejected, isDryRun, actor: actor, reason: reason
            ) {
                _, _ in []
            }
        }
        return try decide(
            kind, name, Quarantine.Step.dropped, isDryRun, actor: actor, reason: reason
        ) {
            _, _ in []
        }
    }

    /// Makes a quarantined write again, on what stands here now.
    ///
    /// What the hub holds back with its bytes it takes in again itself, as it was, when this step
    /// reaches it.
    package func retry(
        _ name: String, isDryRun: Bool = false, actor: RecordID?, reason: String
    ) throws -> (held: HeldCase, receipt: WriteReceipt) {
        try decide(
            .quarantine, name, Quarantine.Step.retried, isDryRun, actor: actor, reason: reason
        ) {
            held, store in
            let isHeldBack = held.held.verdict.flatMap { Verdict(named: $0) }?.holdsWork ?? false
            return isHeldBack ? [] : [try carried(held.held, store)]
        }
    }

    /// Makes a quarantined write again with other values.
    ///
    /// Fields of its unit that are not named stay as its writer had them.
    package func amend(
        _ name: String, _ assignments: [Assignment], isDryRun: Bool = false, actor: RecordID?,
        reason: String
    ) throws -> (held: HeldCase, receipt: WriteReceipt) {
        try decide(
            .quarantine, name, Quarantine.Step.amended, isDryRun, actor: actor, reason: reason
        ) {
            held, store in
            let write = try carried(held.held, store)
            let type = try type(named: write.type)
            let shape = type[write.attribute]?.shape
            var wished = try store.view(of: write.record) ?? RecordState()
            let op = write.op(seeing: wished, shape: shape)
            let origin = Origin(
                changeSet: ChangeSetID(bits: 0), position: 0, effectiveAt: now, replica: replica,
                actor: actor)
            wished.apply(
                op, id: EntryID(changeSet: origin.changeSet, index: 0), origin: origin
            ) { _ in true }
            let amended = try RecordEditor.writes(
                type: type, record: write.record, assignments: assignments, before: wished,
                resolve: store.lookup.resolve)
            try refuseImpossible(amended, of: type, before: wished, store)
            if let problem = Settlement.problem(byHand: amended) { throw problem }
            let isReplaced = amended.contains {
                $0.attribute == write.attribute && $0.key == write.key
            }
            return (isReplaced ? [] : [write]) + amended
        }
    }

    /// What it wants written, if it can be written at all.
    private func carried(
        _ held: HeldWrite, _ transaction: StoreTransaction
    ) throws -> Write {
        guard let write = held.write, held.leftOutBytes == 0 else {
            throw DeskError.nothingCarried
        }
        let found = try transaction.type(of: write.record)
        guard found == nil || found == write.type else {
            throw DeskError.otherType(found: found ?? "")
        }
        return write
    }

    private func decide(
        _ kind: HeldWrite.Kind, _ name: String, _ step: some StepWord, _ isDryRun: Bool,
        actor: RecordID?, reason: String,
        _ writes: (HeldCase, StoreTransaction) throws -> [Write]
    ) throws -> (held: HeldCase, receipt: WriteReceipt) {
        guard kind != .proposal || office == nil else { throw DeedProblem.notCentral }
        return try write(isDryRun: isDryRun) { transaction in
            let held = try held(kind, name, transaction)
            guard held.isOpen else { throw DeskError.heldClosed(kind, state: held.state) }
            var all: [Write] = []
            for part in try parts(of: held, transaction) {
                let state = try transaction.view(of: part.id) ?? RecordState()
                let close = try kind.workflow.write(
                    StepDraft(step, comment: reason, by: actor), record: part.id,
                    after: Desk.standing(of: part.id, kind, state))
                let wanted = try writes(part, transaction) + [close]
                // Who wrote it saw what it replaces, and who decides on it sees that.
                try judge.refuseSettling(wanted, seen: part.held.replaces, in: transaction)
                all += wanted
            }
            // An office asked for an answer; who grants it shares what it leads to.
            let shared = transaction.lookup.sharing(all)
            try judge.refuseSettling(shared, in: transaction)
            all += shared
            try judge.refuseTakenKeys(all, in: transaction)
            return (held, try append(all, actor: actor, reason: reason, in: &transaction))
        }
    }

    private func isNew(_ record: RecordID, _ transaction: StoreTransaction) throws -> Bool {
        try transaction.view(of: record)?.isEmpty ?? true
    }

    /// What is decided with it: which two records somebody wants settled, how and why are three
    /// writes and one question, and so are the parts of a record that does not stand yet.
    private func parts(
        of held: HeldCase, _ transaction: StoreTransaction
    ) throws -> [HeldCase] {
        guard held.held.kind == .proposal, let target = held.held.write,
            try target.type == RecordType.settlement.name || isNew(target.record, transaction),
            let asked = try changeSet(of: held.id, transaction)
        else { return [held] }
        let others = try transaction.list(.proposal).compactMap {
            try heldCase(.proposal, $0.id, transaction)
        }.filter { other in
            try other.id != held.id && other.isOpen && other.held.write?.record == target.record
                && changeSet(of: other.id, transaction) == asked
        }
        return [held] + others
    }

    private func changeSet(
        of proposal: RecordID, _ transaction: StoreTransaction
    ) throws -> ChangeSetID? {
        try transaction.view(of: proposal)?.entries(of: Proposal.content.name).first?.id.changeSet
    }
}
