package import Merge
package import Records
package import Tables

/// What one case says about being in network: on which days, and how it looks from one of them.
///
/// A doctor who left and returned has several periods; their union is the case's days. A date
/// counts only if a document gives it. Where documents or steps contradict each other, the days are
/// unknown; they are never guessed.
package struct EnrollmentStatus: Hashable, Sendable {
    /// The days in network, or why nobody knows them.
    package let days: Result
    /// The days that would count, were the doctor not on an exclusion list.
    package let withheld: DaySet
    /// The workflow's own state, whatever the date.
    package let step: String
    /// Since when the period that stands counts, if a document says so: also ahead of the day it is
    /// loaded.
    package let startsOn: Day?
    /// The last day of the period that stands, where one is recorded.
    package let endsOn: Day?
    package let participation: Participation?

    /// Known days, or the reason why there are none to be told.
    package enum Result: Hashable, Sendable {
        case known(DaySet)
        case unknown(Doubt)
    }

    /// How the payor has the doctor in its claim system.
    package enum Participation: String, Sendable {
        case inNetwork, registeredOutOfNetwork, notLoaded
    }

    /// - Parameter excluded: the days on which a public list excludes the doctor.
    package init(
        _ enrollment: RecordView, _ standing: Standing, excluded: DaySet = .empty
    ) {
        let periods = ParticipationPeriods(enrollment, standing)
        self.step = standing.state
        self.startsOn = periods.current.start
        self.endsOn = periods.current.end
        self.participation = enrollment[Enrollment.participation].flatMap(Participation.init)
        let days = Self.days(periods, standing, participation)
        if case .known(let counting) = days, !excluded.isEmpty {
            self.days = .known(counting.subtracting(excluded))
            self.withheld = counting.intersection(excluded)
        } else {
            self.days = days
            self.withheld = .empty
        }
    }

    package var doubt: Doubt? {
        if case .unknown(let doubt) = days { doubt } else { nil }
    }

    /// What a person must decide before anybody knows about that day.
    package func doubt(on day: Day) -> Doubt? {
        doubt ?? (withheld.contains(day) ? .excludedDoctor : nil)
    }

    /// The known days; none while they are unknown.
    package var knownDays: DaySet {
        if case .known(let days) = days { days } else { .empty }
    }

    private static func days(
        _ periods: ParticipationPeriods, _ standing: Standing, _ participation: Participation?
    ) -> Result {
        if standing.conflict != nil {
            return .unknown(.stepConflict(type: RecordType.enrollment.name))
        }
        if let doubt = periods.all.lazy.compactMap(\.dates.doubt).first { return .unknown(doubt) }
        if participation == .registeredOutOfNetwork || participation == .notLoaded {
            return .known(.empty)
        }
        var days = DaySet.empty
        for period in periods.all {
            switch period.days(in: Enrollment.State(standing)) {
            case .unknown(let doubt): return .unknown(doubt)
            case .known(let more): days = days.union(more)
            }
        }
        return .known(days)
    }
}

extension EnrollmentStatus {
    /// How a case looks from one day.
    package enum State: Hashable, Sendable, CustomStringConvertible {
        /// Loaded, and its first day is ahead.
        case scheduled(from: Day)
        case effective(from: Day?)
        case recredentialing(from: Day?)
        /// In network still, with a last day.
        case ending(through: Day)
        case ended(through: Day)
        case registeredOutOfNetwork
        /// Not in network: the workflow's state, such as `inReview` or `denied`.
        case open(String)
        case unknown(Doubt)
        /// A public list excludes the doctor on a day on which the case would count.
        case excluded

        /// The word alone, without a date.
        package var name: String {
            switch self {
            case .scheduled: "scheduled"
            case .effective: "effective"
            case .recredentialing: "recredentialing"
            case .ending: "ending"
            case .ended: "ended"
            case .registeredOutOfNetwork: "registeredOutOfNetwork"
            case .open(let state): state
            case .unknown: "unknown"
            case .excluded: "excluded"
            }
        }

        /// The date that belongs to the word.
        package var day: Day? {
            switch self {
            case .scheduled(let day), .ending(let day), .ended(let day): day
            case .effective(let day), .recredentialing(let day): day
            case .registeredOutOfNetwork, .open, .unknown, .excluded: nil
            }
        }

        package var description: String {
            day.map { "\(name) \($0)" } ?? name
        }
    }

    /// The state as of a day, from everything known now.
    package func state(on day: Day) -> State {
        if withheld.contains(day) { return .excluded }
        if let doubt { return .unknown(doubt) }
        let days = knownDays
        if participation == .registeredOutOfNetwork, Self.isLoaded(step) {
            return .registeredOutOfNetwork
        }
        guard let range = days.range(holding: day) else {
            if let next = days.ranges.first(where: { day < $0.first }) {
                return .scheduled(from: next.first)
            }
            if Self.isLoaded(step), let last = days.ranges.last?.last ?? endsOn {
                return .ended(through: last)
            }
            return .open(step)
        }
        if let last = range.through { return .ending(through: last) }
        return step == Enrollment.State.recredentialing.rawValue
            ? .recredentialing(from: range.from) : .effective(from: range.from)
    }

    private static func isLoaded(_ step: String) -> Bool {
        switch Enrollment.State(rawValue: step) {
        case .effective, .recredentialing, .ending, .ended: true
        default: false
        }
    }
}
