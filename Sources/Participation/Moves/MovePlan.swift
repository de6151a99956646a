package import Merge
package import Records
internal import Tables

// A doctor who moves leaves every contract of the old office and enters every one of the new
// office. For each contract:
//
//     old   the payor knows the doctor there     a notice to remove the location
//     new   the payor decides on every doctor    a case, and a notice if it knows the doctor
//     new   the payor credentialed the group     a notice
//     old, and not new                           the doctor loses the network
//
// Domain W2.

/// What a move asks of every contract of both offices.
package struct MovePlan: Sendable {
    /// Contracts whose payor hears that the doctor leaves, with the offices left.
    package let removals: [(contract: RecordID, offices: [RecordID])]
    /// Contracts whose payor hears that a doctor it knows, or a group it knows, adds an office.
    package let additions: [RecordID]
    /// The cases at the new office, with the first day that is asked for.
    package let cases: [(pair: ContractOffice, day: Day)]
    /// Contracts that the doctor had at the old office and will not have at the new one.
    package let losses: [RecordID]
    /// Contracts of the new office that nothing is asked of, and why.
    package let excluded: [(pair: ContractOffice, reason: PairOmission)]

    /// - Parameter stays: where the doctor works, where that is not what the records say yet.
    package init(
        _ move: MoveRun, _ rules: PairRules, in lookup: some RecordLookup,
        stays planned: DoctorStays? = nil
    ) {
        let cases = DoctorCases(of: move.doctor, in: lookup)
        let stays = planned ?? DoctorStays(of: move.doctor, in: lookup)
        let left = MovePlan.officesLeft(move, stays)
        self.removals = rules.contractIDs.compactMap { contract in
            let offices = left.filter { office in
                let pair = ContractOffice(contract: contract, office: office)
                return MovePlan.isKnown(pair, move, rules, cases)
            }
            return offices.isEmpty ? nil : (contract, offices)
        }
        let entered = MovePlan.entered(move, rules, stays)
        self.cases = entered.compactMap { pair, outcome in
            if case .opens(let day) = outcome { (pair, day) } else { nil }
        }
        self.excluded = entered.compactMap { pair, outcome in
            if case .leftOut(let reason) = outcome { (pair, reason) } else { nil }
        }
        self.additions = entered.compactMap { pair, outcome in
            switch outcome {
            case .opens: MovePlan.isAddition(pair, cases) ? pair.contract : nil
            case .notice: pair.contract
            case .leftOut: nil
            }
        }
        let kept = Set(entered.filter { !$0.1.isLeftOut }.map(\.0.contract))
        // Who was told stays on the list once the payor has let the doctor go.
        let told = MovePlan.contractsTold(move, lookup)
        self.losses =
            move.kind == .add
            ? [] : Set(removals.map(\.contract) + told).subtracting(kept).sorted()
    }

    /// The contracts whose payors a notice tells that the doctor leaves.
    private static func contractsTold(
        _ move: MoveRun, _ lookup: some RecordLookup
    ) -> [RecordID] {
        let kinds: [NoticeDraft.Kind] = [.removeLocation, .termination]
        return lookup.records(where: PayorNotice.moveRun, is: move.id).filter { notice in
            notice.isActive && kinds.contains { $0.rawValue == notice[PayorNotice.kind] }
                && !Workflow.notice.standing(of: notice).isIn(PayorNotice.State.cancelled)
        }.compactMap { $0[PayorNotice.contract] }
    }

    /// The office that is left; without one named, a leaving doctor leaves them all.
    private static func officesLeft(_ move: MoveRun, _ stays: DoctorStays) -> [RecordID] {
        guard move.kind != .add else { return [] }
        if let office = move.fromOffice { return [office] }
        guard move.kind == .leave, let last = move.lastDayOld else { return [] }
        return stays.days.filter { $0.value.contains(last) }.keys.sorted()
    }

    /// Whether the payor has the doctor at the office on the last day there.
    private static func isKnown(
        _ pair: ContractOffice, _ move: MoveRun, _ rules: PairRules, _ cases: DoctorCases
    ) -> Bool {
        guard let last = move.lastDayOld, rules.holds(pair, on: last) else { return false }
        guard rules.decidesOnDoctors(pair.contract) else { return true }
        guard let view = cases[pair], view.isActive else { return false }
        return CaseState(view).isKnownToPayor
    }

    /// Whether the payor knows the doctor, and not yet at the new office.
    private static func isAddition(_ pair: ContractOffice, _ cases: DoctorCases) -> Bool {
        let isThere = cases[pair].map { $0.isActive && CaseState($0).isInForce } ?? false
        return !isThere && cases.holds(pair.contract, otherThan: pair.office)
    }

    private static func entered(
        _ move: MoveRun, _ rules: PairRules, _ stays: DoctorStays
    ) -> [(ContractOffice, PairOutcome)] {
        guard let office = move.toOffice, let first = move.firstDayNew else { return [] }
        return rules.contractIDs.map { contract in
            let pair = ContractOffice(contract: contract, office: office)
            let outcome =
                move.leftOut.contains(pair)
                ? .leftOut(.byHand) : rules.outcome(stays, pair, from: first)
            return (pair, outcome)
        }
    }
}
