package import Merge
package import Participation
package import Records
package import Tables

/// R3: what renews when, until when notice may be given, and how the talks stand.
package enum ContractCalendar {
    /// One row per active contract, the nearest deadline first.
    package static func table(_ lookup: some RecordLookup, today: Day) -> Table {
        var table = Table(
            title: "Contracts and renegotiation",
            [
                "contract", "payor", "state", "renewsOn", "noticeDeadline", "daysLeft", "missed",
                .detail("lastRateChange"), "negotiation", .detail("round"),
                .detail("lastContact"), .detail("silentDays"), "next",
            ], of: "contract")
        let talks = Dictionary(
            grouping: lookup.records(.negotiation).filter(\.isActive),
            by: { $0[Negotiation.contract] })
        let contacts = Dictionary(
            grouping: lookup.records(.contactLog), by: { $0[ContactLog.contract] })
        let rows = lookup.records(.payorContract).filter(\.isActive).map { view in
            ContractRow(
                view, talks: talks[view.id] ?? [], contacts: contacts[view.id] ?? [],
                today: today)
        }
        for row in rows.sorted(by: { $0.rank < $1.rank }) {
            let payor = cell(row.view[PayorContract.payor], lookup)
            table.add(row.cells(payor: payor, today: today, areTalksHeld: lookup.office == nil))
        }
        return table
    }

    private static func cell(
        _ payor: RecordID?, _ lookup: some RecordLookup
    ) -> Table.Cell {
        guard let payor else { return .blank }
        return .named(
            lookup.record(payor)?[Payor.code] ?? payor.suffix,
            label: RecordTitle(lookup).label(payor))
    }
}

/// One contract with its renewal and its latest talks.
package struct ContractRow: Sendable {
    package let view: RecordView
    package let standing: Standing
    package let window: RenewalWindow?
    /// The open talks, or the last ones.
    package let talks: NegotiationRounds?
    /// The last day of notice that passed without anybody having asked the payor for anything in
    /// the year before that renewal; remembered until the next one passes.
    package let missedDeadline: Day?

    package init(
        _ view: RecordView, talks: [RecordView], contacts: [RecordView], today: Day
    ) {
        let standing = Workflow.contract.standing(of: view)
        let window = RenewalWindow(view, standing, today: today)
        let rounds = talks.sorted {
            ($0[Negotiation.startedOn]?.number ?? .min, $0.id)
                < ($1[Negotiation.startedOn]?.number ?? .min, $1.id)
        }.map { NegotiationRounds($0, contacts: contacts) }
        let current = rounds.last(where: \.isOpen) ?? rounds.last
        let asked = rounds.flatMap { talks in
            talks.standing.steps.filter { $0.says(Negotiation.Step.requestSent) && !$0.isIllegal }
        }.compactMap(\.happenedOn)
        let isEnding = standing.isIn(PayorContract.State.terminating, .terminationRequested)
        self.view = view
        self.standing = standing
        self.window = window
        self.talks = current
        self.missedDeadline = window?.passed.flatMap { passed in
            isEnding || asked.contains { passed.since <= $0 } ? nil : passed.deadline
        }
    }

    package var hasMissedWindow: Bool { missedDeadline != nil }

    /// The nearest deadline first; contracts without one last, by code.
    var rank: (Int64, String) {
        let day = window.map { $0.noticeDeadline ?? $0.renewsOn }
        return (day?.number ?? .max, view[PayorContract.code] ?? "")
    }

    /// - Parameter areTalksHeld: talks are the centre's: an office cannot know what it misses.
    func cells(payor: Table.Cell, today: Day, areTalksHeld: Bool) -> [Table.Cell] {
        let deadline = window?.noticeDeadline
        func known(_ cell: Table.Cell) -> Table.Cell {
            areTalksHeld ? cell : .notHeld
        }
        return [
            .text(view[PayorContract.code]), payor,
            standing.conflict == nil ? .text(standing.state) : .unknown,
            .day(window?.renewsOn), .day(deadline),
            deadline.map { .number($0.number - today.number) } ?? .blank,
            // Without a last day of notice behind us there is nothing to have missed.
            window?.passed == nil ? .flag(false) : known(.flag(hasMissedWindow)),
            .day(view[PayorContract.lastRateChangeOn]), known(.text(talks?.standing.state)),
            known(talks.map { .number($0.round) } ?? .blank), known(.day(talks?.lastContactOn)),
            known(talks?.silentDays(on: today).map { .number($0) } ?? .blank),
            known(
                .day(talks?.isOpen == true ? talks?.followUpOn : view[PayorContract.nextReviewOn])),
        ]
    }
}
