package import Merge

/// What one case says about being in network: on which days, and how it looks from one of them.
///
/// A date counts only if a document gives it. Where documents or steps contradict each other, the
/// days are unknown; they are never guessed.
package struct EnrollmentStatus: Hashable, Sendable {
    /// The days in network, or why nobody knows them.
    package let days: Result
    /// The workflow's own state, whatever the date.
    package let step: String
    /// Since when it counts, if a document says so: also ahead of the day it is loaded.
    package let startsOn: Day?
    /// The last day, where one is recorded.
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

    package init(_ enrollment: RecordView, _ standing: Standing) {
        let dates = EvidencedDates(enrollment)
        let ending = Self.ending(enrollment, standing)
        self.step = standing.state
        self.startsOn = dates.start
        self.endsOn = ending
        self.participation = enrollment.text("participation").flatMap(Participation.init)
        self.days = Self.days(dates, ending: ending, standing, participation)
    }

    package var doubt: Doubt? {
        if case .unknown(let doubt) = days { doubt } else { nil }
    }

    /// The known days; none while they are unknown.
    package var knownDays: DaySet {
        if case .known(let days) = days { days } else { .empty }
    }

    private static func ending(_ enrollment: RecordView, _ standing: Standing) -> Day? {
        if let day = enrollment.day("effectiveThrough") { return day }
        switch standing.state {
        case "ending", "ended": return standing.last("termNotice")?.day("effectiveOn")
        // From the day of the step on, nothing is in network any more.
        case "lapsed": return standing.last("lapse")?.happenedOn?.before
        case "withdrawn": return standing.last("withdraw")?.happenedOn?.before
        default: return nil
        }
    }

    private static func days(
        _ dates: EvidencedDates, ending: Day?, _ standing: Standing,
        _ participation: Participation?
    ) -> Result {
        if standing.conflict != nil { return .unknown(.stepConflict(type: "enrollment")) }
        if let doubt = dates.doubt { return .unknown(doubt) }
        if participation == .registeredOutOfNetwork || participation == .notLoaded {
            return .known(.empty)
        }
        switch standing.state {
        case "effective", "recredentialing":
            guard let start = dates.start else { return .unknown(.noEffectiveDate) }
            return .known(DaySet(DayRange(from: start, through: ending)))
        case "ending", "ended":
            guard let start = dates.start else { return .unknown(.noEffectiveDate) }
            guard let ending else { return .unknown(.noLastDay) }
            return .known(DaySet(DayRange(from: start, through: ending)))
        case "lapsed", "withdrawn":
            guard let start = dates.start else { return .known(.empty) }
            guard let ending else { return .unknown(.noLastDay) }
            return .known(DaySet(DayRange(from: start, through: ending)))
        default:
            // A case reopened after its end keeps the days it had; one never loaded has none.
            guard let start = dates.start, let ending else { return .known(.empty) }
            return .known(DaySet(DayRange(from: start, through: ending)))
        }
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
            }
        }

        /// The date that belongs to the word.
        package var day: Day? {
            switch self {
            case .scheduled(let day), .ending(let day), .ended(let day): day
            case .effective(let day), .recredentialing(let day): day
            case .registeredOutOfNetwork, .open, .unknown: nil
            }
        }

        package var description: String {
            day.map { "\(name) \($0)" } ?? name
        }
    }

    /// The state as of a day, from everything known now.
    package func state(on day: Day) -> State {
        guard case .known(let days) = days else {
            return doubt.map { .unknown($0) } ?? .open(step)
        }
        if participation == .registeredOutOfNetwork, Self.isLoaded(step) {
            return .registeredOutOfNetwork
        }
        guard let range = days.range(holding: day) else {
            if let next = days.ranges.first(where: { day < $0.first }) {
                return .scheduled(from: next.first)
            }
            if let last = days.ranges.last, Self.isLoaded(step) {
                return .ended(through: last.last)
            }
            return .open(step)
        }
        if let last = range.through { return .ending(through: last) }
        return step == "recredentialing"
            ? .recredentialing(from: range.from) : .effective(from: range.from)
    }

    private static func isLoaded(_ step: String) -> Bool {
        ["effective", "recredentialing", "ending", "ended"].contains(step)
    }
}
