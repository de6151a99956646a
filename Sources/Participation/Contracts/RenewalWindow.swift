package import Merge
package import Records

/// When a contract renews next, and until when notice may be given.
package struct RenewalWindow: Equatable, Sendable {
    /// The renewal that comes next; of a fixed contract the one that is written down.
    package let renewsOn: Day
    /// The last day on which notice is in time; `nil` where the contract names no notice.
    package let noticeDeadline: Day?
    /// The last window whose day of notice has passed: of the renewal that comes, or of the one
    /// before it; `nil` where there is none.
    package let passed: Passed?

    /// A window in which notice can no longer be given.
    package struct Passed: Equatable, Sendable {
        package let deadline: Day
        /// Talks that were asked for from this day on answer it: the renewal before.
        package let since: Day
    }

    /// - Returns: `nil` for a contract without a renewal date, or one that is not in force.
    package init?(_ contract: RecordView, _ standing: Standing, today: Day) {
        guard let written = contract[PayorContract.renewalOn],
            Workflow.contract.state(standing.state)?.isInForce == true
        else { return nil }
        let isEvergreen = contract[PayorContract.renewalKind] == "evergreen"
        let next = isEvergreen ? Self.next(written, from: today) : written
        self.renewsOn = next
        let notice = contract[PayorContract.noticeDays]
        self.noticeDeadline = notice.map { next.advanced(by: -$0) }
        self.passed = notice.flatMap { notice in
            let before = Self.anniversary(of: written, in: next.civil.year - 1)
            let renewals = isEvergreen && written <= before ? [next, before] : [next]
            return renewals.first { $0.advanced(by: -notice) < today }.map { renewal in
                Passed(
                    deadline: renewal.advanced(by: -notice),
                    since: Self.anniversary(of: renewal, in: renewal.civil.year - 1))
            }
        }
    }

    /// Whether the last day of notice has passed and the renewal has not.
    package func isDeadlinePassed(on today: Day) -> Bool {
        noticeDeadline.map { $0 < today } ?? false && today <= renewsOn
    }

    /// The anniversary of a day that is not before another; the 29th of February is the 28th.
    private static func next(_ day: Day, from today: Day) -> Day {
        guard day < today else { return day }
        let year = today.civil.year
        return [year, year + 1].map { anniversary(of: day, in: $0) }.first { $0 >= today } ?? day
    }

    private static func anniversary(of day: Day, in year: Int) -> Day {
        let (_, month, date) = day.civil
        return Day(year: year, month: month, day: date)
            ?? Day(year: year, month: month, day: 28) ?? day
    }
}
