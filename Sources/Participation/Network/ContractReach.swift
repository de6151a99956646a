package import Merge
package import Records
package import Tables

/// On which days a contract covers which office.
///
/// A contract counts while it is in force: executed, within its term, and not past the day a
/// termination takes effect. Where it names its locations, only active rows count; where it covers
/// all locations of its tax number, every office of the contracting entity does, and a row for an
/// office narrows the dates there.
package struct ContractReach: Sendable {
    /// The days in force; `nil` while the contract's steps are in conflict.
    package let inForce: DaySet?
    /// The workflow's state, such as `executed`.
    package let state: String
    private let coversEntity: Bool
    private let entity: RecordID?
    private let rows: [RecordID: DaySet]

    /// - Parameter locations: the `contract_location` records of this contract.
    package init(
        _ contract: RecordView, _ standing: Standing, locations: some Sequence<RecordView>
    ) {
        self.state = standing.state
        self.inForce = Self.inForce(contract, standing)
        self.coversEntity = contract[PayorContract.locationRule] == "allLocationsOfTin"
        self.entity = contract[PayorContract.organization]
        var rows: [RecordID: [DayRange]] = [:]
        for location in locations where location.isActive {
            guard let office = location[ContractLocation.office] else { continue }
            let term = DayRange(
                from: location[ContractLocation.term.from],
                through: location[ContractLocation.term.through])
            rows[office, default: []] += term.map { [$0] } ?? []
        }
        self.rows = rows.mapValues { DaySet($0) }
    }

    /// The days on which the contract covers an office of an entity.
    ///
    /// - Returns: none while nobody knows whether the contract is in force.
    package func days(at office: RecordID, of entity: RecordID?) -> DaySet {
        place(office, of: entity).intersection(inForce ?? .empty)
    }

    /// The days on which the office belongs to the contract, whether or not it is in force then.
    package func place(_ office: RecordID, of entity: RecordID?) -> DaySet {
        guard coversEntity else { return rows[office] ?? .empty }
        guard let entity, entity == self.entity else { return .empty }
        return rows[office] ?? .always
    }

    private static func inForce(_ contract: RecordView, _ standing: Standing) -> DaySet? {
        guard standing.conflict == nil else { return nil }
        let isRunning = Workflow.contract.state(standing.state)?.isInForce == true
        guard isRunning || standing.isIn(PayorContract.State.terminated) else { return .empty }
        let executed = standing.last(PayorContract.Step.execute)
        let from =
            contract[PayorContract.term.from] ?? executed?[AnyRecord.effectiveOn]
            ?? executed?.happenedOn
        let days = DaySet(DayRange(from: from, through: contract[PayorContract.term.through]))
        guard let last = lastDay(standing) else { return days }
        return days.intersection(DaySet(DayRange(from: nil, through: last)))
    }

    /// The day that a termination or its notice names, while the contract stands there.
    private static func lastDay(_ standing: Standing) -> Day? {
        let noticed = standing.last(PayorContract.Step.noticeTermination)?[AnyRecord.effectiveOn]
        switch PayorContract.State(standing) {
        case .terminating: return noticed
        case .terminated:
            let step = standing.last(PayorContract.Step.terminate)
            return step?[AnyRecord.effectiveOn] ?? noticed ?? step?.happenedOn
        default: return nil
        }
    }
}
