internal import Merge
internal import Participation
internal import Records
internal import Replica
internal import Rulebook
internal import Tables

/// The gaps that nobody was told of yet.
///
/// A gap is no record: it follows from assignments, schedules, cases and the day. So it is looked
/// for when one of those changed or a day began, and by its doctor, office, contract and first day
/// it is known again. How far it lasts may move without being another gap.
struct GapWatch {
    /// The types whose changes may open a gap.
    static let types = Set(
        [
            RecordType.scheduleBlock, .locationAssignment, .enrollment, .payorContract,
            .contractLocation, .practitioner, .credential, .network, .networkAccess, .exclusion,
            .gapDecision, .settlement,
        ].map(\.name))

    /// Every open gap that nobody has decided, by what it is known again by.
    static func gaps(at desk: Desk) throws -> [String: Announcement] {
        let today = try desk.today
        return try desk.reading { lookup in
            var finder = GapFinder(NetworkBook(lookup), horizon: GapFinder.horizon(from: today))
            let decisions = GapDecisions(lookup)
            let open = finder.gaps().filter { !decisions.isDecided($0) }
            return Dictionary(
                open.map { (matter(of: $0, today), announcement(of: $0)) },
                uniquingKeysWith: { one, _ in one })
        }
    }

    private static func matter(of gap: NetworkGap, _ today: Day) -> String {
        let contract = gap.contract?.description ?? ""
        // One that is under way begins with each day anew, and is the same.
        let first = gap.days.first <= today ? "" : gap.days.first.description
        return "gap \(gap.post.doctor) \(gap.post.office) \(contract) \(first)"
    }

    private static func announcement(of gap: NetworkGap) -> Announcement {
        let contract = gap.contract.map { [Announcement.Fact("contract", $0)] } ?? []
        return Announcement(
            .gap,
            [
                .init("doctor", gap.post.doctor), .init("office", gap.post.office),
            ] + contract + [
                .init("from", gap.days.first), .init("through", gap.days.last),
            ])
    }
}
