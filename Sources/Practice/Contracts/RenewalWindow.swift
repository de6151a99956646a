package import Merge

/// When a contract renews next, and until when notice may be given.
package struct RenewalWindow: Equatable, Sendable {
    /// The renewal that comes next; of a fixed contract the one that is written down.
    package let renewsOn: Day
    /// The last day on which notice is in time; `nil` where the contract names no notice.
    package let noticeDeadline: Day?

    /// - Returns: `nil` for a contract without a renewal date, or one that is not in force.
    package init?(_ contract: RecordView, _ standing: Standing, today: Day) {
        guard let written = contract.day("renewalOn"),
            Workflow.contract.state(standing.state)?.isInForce == true
        else { return nil }
        let isEvergreen = contract.text("renewalKind") == "evergreen"
        let next = isEvergreen ? Self.next(written, from: today) : written
        self.renewsOn = next
        self.noticeDeadline = contract.integer("noticeDays").map { next.advanced(by: -$0) }
    }

    /// Whether the last day of notice has passed and the renewal has not.
    package func isDeadlinePassed(on today: Day) -> Bool {
        noticeDeadline.map { $0 < today } ?? false && today <= renewsOn
    }

    /// The anniversary of a day that is not before another; the 29th of February is the 28th.
    private static func next(_ day: Day, from today: Day) -> Day {
        guard day < today else { return day }
        let (_, month, date) = day.civil
        let year = today.civil.year
        let anniversaries = [year, year + 1].compactMap { year in
            Day(year: year, month: month, day: date) ?? Day(year: year, month: month, day: 28)
        }
        return anniversaries.first { $0 >= today } ?? day
    }
}
