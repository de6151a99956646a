package import Merge
package import Tables

/// Finds the days on which doctors are scheduled before, after or without an enrolment that counts.
///
/// For each contract that covers the office and credentials each doctor:
/// (assignment ∪ schedule) ∩ covered days − effective days, by interval subtraction. A day on which
/// the answer waits for a person is a gap that says "unknown".
package struct GapFinder {
    private let book: NetworkBook
    private let horizon: DayRange
    /// Who counts on which days, by contract and office; made when first asked.
    private var enrolled: [Place: [(doctor: RecordID, days: DaySet)]] = [:]
    /// How far ahead gaps are looked for where nobody says.
    package static let daysAhead: Int64 = 90
    /// How many doctors an option names.
    private static let namedMax = 3

    private struct Place: Hashable {
        let contract: RecordID
        let office: RecordID
    }

    package init(_ book: NetworkBook, horizon: DayRange) {
        self.book = book
        self.horizon = horizon
    }

    /// The usual horizon: from a day over the next 90.
    package static func horizon(from day: Day) -> DayRange {
        DayRange(from: day, through: day.advanced(by: daysAhead)) ?? DayRange(day)
    }

    /// The gaps of every doctor and office that pass the filter, the most appointments first.
    package mutating func gaps(
        where isAsked: (NetworkBook.Post) -> Bool = { _ in true }
    ) -> [NetworkGap] {
        var found: [NetworkGap] = []
        for post in book.posts where isAsked(post) { found += gaps(at: post) }
        // Stable: equal ones stay by doctor, office, contract and day.
        return found.enumerated().sorted {
            ($1.element.appointments, $0.offset) < ($0.element.appointments, $1.offset)
        }.map(\.element)
    }

    /// The gaps of one doctor at one office, by contract and day.
    package mutating func gaps(at post: NetworkBook.Post) -> [NetworkGap] {
        let presence = presence(at: post)
        guard !presence.isEmpty else { return [] }
        let lapses = book.lapses.at(post, in: book)
        var found: [NetworkGap] = []
        for lapse in lapses where lapse.kind.isLicence {
            for days in presence.intersection(lapse.days).ranges {
                found.append(gap(post, nil, days, .lapsed(lapse.kind), lapses))
            }
        }
        let isHygienist = book.isHygienist(at: post)
        for (contract, covered) in book.contracts(at: post.office) {
            guard contract.providerRule.opensCases,
                contract.enrollsHygienists || !isHygienist
            else { continue }
            let needed = presence.intersection(covered)
            let cases = book.cases(
                at: .init(doctor: post.doctor, contract: contract.id, office: post.office))
            let effective = cases.map(\.status.knownDays).reduce(DaySet.empty) { $0.union($1) }
            let missing = contract.reach.inForce == nil ? needed : needed.subtracting(effective)
            let withheld = cases.map(\.status.withheld).reduce(DaySet.empty) { $0.union($1) }
            let causes = [missing.subtracting(withheld), missing.intersection(withheld)]
            for days in causes.flatMap(\.ranges) {
                let cause = Self.cause(contract, cases, days)
                found.append(gap(post, contract, days, cause, lapses))
            }
        }
        return found
    }

    /// The days on which a doctor is expected at an office, by assignment or by schedule.
    package func presence(at post: NetworkBook.Post) -> DaySet {
        let departs = book.doctor(post.doctor)?.departOn
        let employed = DayRange(from: nil, through: departs) ?? .always
        let assigned = book.assignments(at: post).compactMap {
            $0.days.intersection(employed)
        }
        let scheduled = book.blocks(at: post).map { DayRange($0.day) }
        return DaySet(assigned + scheduled).intersection(horizon)
    }

    private static func cause(
        _ contract: NetworkBook.Contract, _ cases: [NetworkBook.Case], _ days: DayRange
    ) -> NetworkGap.Cause {
        if contract.reach.inForce == nil {
            return .unknown(.stepConflict(type: RecordType.payorContract.name))
        }
        if let doubt = cases.lazy.compactMap({ $0.status.doubt(on: days.first) }).first {
            return .unknown(doubt)
        }
        return .notEnrolled(CaseLack(cases, on: days.first))
    }

    private mutating func gap(
        _ post: NetworkBook.Post, _ contract: NetworkBook.Contract?, _ days: DayRange,
        _ cause: NetworkGap.Cause, _ lapses: [Lapses.Lapse]
    ) -> NetworkGap {
        let blocks = book.blocks(at: post).filter { days.contains($0.day) }
        let flags = lapses.filter { !$0.days.intersection(days).isEmpty }.map(\.kind)
        return NetworkGap(
            post: post, contract: contract?.id, days: days, cause: cause,
            appointments: blocks.reduce(0) { $0 + $1.appointments },
            patients: Self.sum(blocks.map(\.patients)),
            atRisk: Self.sum(blocks.map(\.production)), flags: flags,
            options: options(post, contract, days, cause))
    }

    /// `nil` where there is nothing to add up, or some of it is not known.
    private static func sum(_ figures: [Int64?]) -> CheckedSum? {
        let known = figures.compactMap(\.self)
        guard !known.isEmpty, known.count == figures.count else { return nil }
        return known.reduce(into: CheckedSum()) { $0 += CheckedSum($1) }
    }

    private mutating func options(
        _ post: NetworkBook.Post, _ contract: NetworkBook.Contract?, _ days: DayRange,
        _ cause: NetworkGap.Cause
    ) -> [NetworkGap.Option] {
        switch cause {
        case .unknown(let doubt): return [.settle(doubt), .holdClaims]
        case .lapsed(let kind): return [.renew(kind), .reschedule(from: nil)]
        case .notEnrolled(let lack):
            var options: [NetworkGap.Option] = []
            if case .starts(let day) = lack {
                options.append(.reschedule(from: day))
            } else {
                options.append(.reschedule(from: nil))
            }
            options.append(.seeOutOfNetwork)
            guard let contract else { return options }
            let others = others(than: post, in: contract, on: days)
            if !others.isEmpty { options.append(.reassign(others)) }
            if contract.retro.isPossible { options.append(.holdClaims) }
            return options
        }
    }

    /// The NPIs of doctors who work at the office and count there on all of the days.
    private mutating func others(
        than post: NetworkBook.Post, in contract: NetworkBook.Contract, on days: DayRange
    ) -> [String] {
        replacements(for: post, in: contract.id, on: days).prefix(Self.namedMax)
            .compactMap { [book] in book.doctor($0)?.npi }
    }

    /// The doctors to whom the gap's patients may be reassigned.
    package mutating func replacements(for gap: NetworkGap) -> [RecordID] {
        gap.contract.map { replacements(for: gap.post, in: $0, on: gap.days) } ?? []
    }

    private mutating func replacements(
        for post: NetworkBook.Post, in contract: RecordID, on days: DayRange
    ) -> [RecordID] {
        let place = Place(contract: contract, office: post.office)
        let doctors = enrolled[place] ?? listEnrolled(place)
        enrolled[place] = doctors
        return doctors.filter { $0.doctor != post.doctor && $0.days.covers(days) }.map(\.doctor)
    }

    private func listEnrolled(_ place: Place) -> [(doctor: RecordID, days: DaySet)] {
        book.posts(at: place.office).compactMap { post in
            let cases = book.cases(
                at: .init(doctor: post.doctor, contract: place.contract, office: place.office))
            let effective = cases.map(\.status.knownDays).reduce(DaySet.empty) { $0.union($1) }
            let days = presence(at: post).intersection(effective)
            return days.isEmpty ? nil : (post.doctor, days)
        }
    }
}
