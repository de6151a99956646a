internal import Merge
package import Records
internal import Tables

// A doctor who leaves and returns is in network twice. What a case says is therefore a fold of its
// steps into periods: every `reopen` closes one and begins the next, and each has its own letters
// and its own end.
//
//     recorded 02-01 [letter 1]   termNotice 06-30   reopen   recorded 09-01 [letter 2]
//     |------------- the first period ------------|        |---- the second, open ----|
//
// A letter belongs to the period whose step names it. One that no step names belongs where the
// letter does that it supersedes, or else to the first period that had not ended on its day.
// The last day on the record speaks of the period that holds it; the other periods end as their
// steps say, and a reopening writes down which day that was.

/// The periods of one case, the oldest first; never none.
package struct ParticipationPeriods {
    package let all: [Period]

    /// One stretch, from an opening of the case to the next one or to now.
    package struct Period {
        /// The steps since the case was opened, or opened again.
        let steps: ArraySlice<Standing.Step>
        /// Whether another period follows.
        let isClosed: Bool
        /// The last day by the steps alone.
        let noticedEnd: Day?
        /// The payor's documents that say since when it counts.
        package fileprivate(set) var letters: [RecordRow] = []
        fileprivate(set) var dates = EvidencedDates([])
        /// The last day.
        fileprivate(set) var end: Day?

        /// Whether the payor had the doctor in its system: a letter alone makes nobody effective.
        var isLoaded: Bool { steps.contains { $0.says(Enrollment.Step.loaded, .recorded) } }
        var start: Day? { dates.start }

        /// The steps whose document gives a first day.
        private static let dating: Set<Enrollment.Step> = [
            .loaded, .recorded, .correctEffective, .retroGranted,
        ]

        fileprivate func rests(on document: RecordID?) -> Bool {
            document != nil
                && steps.contains { step in
                    Enrollment.Step(step).map(Self.dating.contains) ?? false
                        && step.document == document
                }
        }
    }

    package init(_ enrollment: RecordView, _ standing: Standing) {
        var periods = Self.split(standing)
        Self.share(enrollment[Enrollment.effectiveDates], among: &periods)
        for index in periods.indices {
            periods[index].dates = EvidencedDates(periods[index].letters)
            periods[index].end = periods[index].noticedEnd
        }
        if let day = enrollment[Enrollment.effectiveThrough] {
            periods[Self.place(ofEnd: day, in: periods)].end = day
        }
        self.all = periods
    }

    /// The period that runs, or ran last.
    var current: Period { all[all.count - 1] }

    private static func split(_ standing: Standing) -> [Period] {
        let steps = standing.steps.filter { !$0.isIllegal }
        var periods: [Period] = []
        var first = 0
        for (index, step) in steps.enumerated() where step.says(Enrollment.Step.reopen) {
            let own = steps[first..<index]
            periods.append(
                Period(
                    steps: own, isClosed: true,
                    noticedEnd: step[AnyRecord.effectiveOn] ?? lastDay(by: own)))
            first = index + 1
        }
        let own = steps[first...]
        return periods + [Period(steps: own, isClosed: false, noticedEnd: lastDay(by: own))]
    }

    private static func lastDay(by steps: ArraySlice<Standing.Step>) -> Day? {
        for step in steps.reversed() {
            switch Enrollment.Step(step) {
            case .termNotice: return step[AnyRecord.effectiveOn]
            // From the day of the step on, nothing is in network any more.
            case .lapse, .withdraw: return step.happenedOn?.before
            default: continue
            }
        }
        return nil
    }

    private typealias Letter = Enrollment.EffectiveDates

    private static func share(_ letters: [RecordRow], among periods: inout [Period]) {
        for letter in letters {
            periods[place(of: letter, in: periods)].letters.append(letter)
        }
    }

    private static func place(of letter: RecordRow, in periods: [Period]) -> Int {
        let last = periods.count - 1
        if last == 0 { return last }
        let able = [letter[Letter.document], letter[Letter.supersedes]].lazy
            .map { document in periods.indices.filter { periods[$0].rests(on: document) } }
            .first { !$0.isEmpty }
        let candidates =
            able ?? periods.indices.filter { periods[$0].isLoaded || !periods[$0].isClosed }
        guard let day = letter[Letter.effectiveFrom] else { return candidates.last ?? last }
        return candidates.first { day <= periods[$0].noticedEnd ?? .latest }
            ?? candidates.last ?? last
    }

    /// Of which period the last day on the record speaks.
    private static func place(ofEnd day: Day, in periods: [Period]) -> Int {
        let last = periods.count - 1
        if last == 0 || periods[last].noticedEnd == day { return last }
        return periods.lastIndex { $0.isClosed && $0.noticedEnd == day }
            ?? periods.lastIndex { $0.isLoaded && $0.start.map { $0 <= day } ?? false } ?? last
    }
}

extension ParticipationPeriods.Period {
    /// The days in network, or why nobody knows them.
    ///
    /// A period that ends before it begins, as when the contract ends before the doctor's first
    /// day, has none.
    func days(in state: Enrollment.State?) -> EnrollmentStatus.Result {
        guard isLoaded else { return .known(.empty) }
        let isOver = isClosed || state == .lapsed || state == .withdrawn
        guard let start else { return isOver ? .known(.empty) : .unknown(.noEffectiveDate) }
        guard end != nil || !(isOver || state == .ending) else { return .unknown(.noLastDay) }
        return .known(DaySet(DayRange(from: start, through: end)))
    }
}
