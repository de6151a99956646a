internal import Merge
package import Records
package import Tables

/// What offices and the centre chose to do about the days on which doctors are not in network.
///
/// A choice is for days: a gap that has grown since, or that a longer look shows longer, is decided
/// for those days alone.
package struct GapDecisions: Sendable {
    private let decisions: [Seat: [Decision]]

    private struct Seat: Hashable {
        let post: NetworkBook.Post
        let contract: RecordID?
    }

    private struct Decision {
        let days: DayRange
        /// `nil` while people who did not know of each other chose differently.
        let choice: NetworkGap.Choice?
    }

    package init(_ lookup: some RecordLookup) {
        var decisions: [Seat: [Decision]] = [:]
        for view in lookup.records(.gapDecision) where view.isActive {
            guard let doctor = view[GapDecision.practitioner],
                let office = view[GapDecision.office],
                let days = DayRange(
                    from: view[GapDecision.gapFrom], through: view[GapDecision.gapThrough])
            else { continue }
            let seat = Seat(
                post: .init(doctor: doctor, office: office), contract: view[GapDecision.contract])
            let choice = view[GapDecision.choice].flatMap(NetworkGap.Choice.init)
            decisions[seat, default: []].append(
                Decision(days: days, choice: view.isUnknown(GapDecision.choice) ? nil : choice))
        }
        self.decisions = decisions.mapValues { all in
            all.sorted { ($0.days.first, $0.days.last) < ($1.days.first, $1.days.last) }
        }
    }

    /// Whether somebody has chosen for every day of the gap.
    package func isDecided(_ gap: NetworkGap) -> Bool {
        DaySet(of(gap).filter { $0.choice != nil }.map(\.days)).covers(gap.days)
    }

    /// What was chosen, with the days where they are not the gap's; blank where nothing was.
    package func cell(_ gap: NetworkGap) -> Table.Cell {
        let found = of(gap)
        guard !found.contains(where: { $0.choice == nil }) else { return .unknown }
        guard !found.isEmpty else { return .blank }
        return .list(
            found.map { decision in
                let days = decision.days.intersection(gap.days) ?? gap.days
                let word = decision.choice?.rawValue ?? ""
                return days == gap.days ? word : "\(word) \(days)"
            })
    }

    private func of(_ gap: NetworkGap) -> [Decision] {
        (decisions[Seat(post: gap.post, contract: gap.contract)] ?? [])
            .filter { $0.days.intersection(gap.days) != nil }
    }
}
