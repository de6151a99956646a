package import Merge
import Practice
import Store

extension Desk {
    /// Every proposal this replica sees, oldest first.
    package func proposals() throws -> [ProposalCase] {
        try store.read { transaction in
            try transaction.list(RecordType.proposal).compactMap {
                try proposal($0.id, transaction)
            }
        }
    }

    package func proposal(_ name: String) throws -> ProposalCase {
        try store.read { try proposal(named: name, $0) }
    }

    private func proposal(
        named name: String, _ transaction: StoreTransaction
    ) throws -> ProposalCase {
        let id = try find(RecordType.proposal, name, transaction)
        guard let proposal = try proposal(id, transaction) else {
            throw DeskError.unreadableProposal
        }
        return proposal
    }

    private func proposal(
        _ id: RecordID, _ transaction: StoreTransaction
    ) throws -> ProposalCase? {
        guard let state = try transaction.view(of: id),
            let request = ProposalDraft.request(in: state)
        else { return nil }
        // An acceptance was written: of two people who decided differently, it is what counts.
        let status = ProposalCase.Status(rawValue: Self.standing(of: id, state).state) ?? .open
        return ProposalCase(id: id, request: request, status: status)
    }

    private static func standing(of id: RecordID, _ state: RecordState) -> Standing {
        let type = RecordType.proposal
        return Workflow.proposal.standing(
            of: RecordView(id: id, type: type, projection: type.project(state)))
    }

    /// Writes what the proposal asks for, and closes it, in one change set.
    ///
    /// - Parameter anyway: also where the target changed since the proposal was made.
    package func accept(
        _ name: String, anyway: Bool, actor: RecordID?, reason: String
    ) throws -> (proposal: ProposalCase, receipt: WriteReceipt) {
        try decide(name, "accepted", actor: actor, reason: reason) { proposal, transaction in
            let write = proposal.request.write
            let state = try transaction.view(of: write.record) ?? RecordState()
            let seen = Set(state.seen(write.attribute, key: write.key))
            guard anyway || seen.isSubset(of: proposal.request.replaces) else {
                throw DeskError.outdatedProposal
            }
            return [write]
        }
    }

    package func reject(
        _ name: String, actor: RecordID?, reason: String
    ) throws -> (proposal: ProposalCase, receipt: WriteReceipt) {
        try decide(name, "rejected", actor: actor, reason: reason) { _, _ in [] }
    }

    private func decide(
        _ name: String, _ step: String, actor: RecordID?, reason: String,
        _ writes: (ProposalCase, StoreTransaction) throws -> [Write]
    ) throws -> (proposal: ProposalCase, receipt: WriteReceipt) {
        guard office == nil else { throw DeskError.notCentral }
        return try store.write { transaction in
            let proposal = try proposal(named: name, transaction)
            guard proposal.status.isUndecided else { throw DeskError.proposalClosed }
            let state = try transaction.view(of: proposal.id) ?? RecordState()
            let close = try Workflow.proposal.write(
                StepDraft(step, comment: reason, by: actor), record: proposal.id,
                after: Self.standing(of: proposal.id, state))
            let all = try writes(proposal, transaction) + [close]
            return (proposal, try write(all, actor: actor, reason: reason, in: &transaction))
        }
    }
}
