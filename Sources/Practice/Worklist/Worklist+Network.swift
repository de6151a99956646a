internal import Merge
internal import Participation
internal import Records
internal import Tables

extension Worklist {
    /// How far ahead a gap is worth somebody's day.
    private static var horizonDays: Int64 { 30 }

    /// Doctors who work where a contract does not count them, one item for doctor and office.
    ///
    /// Appointments on such days make it urgent: each may be a denied claim.
    func gaps() -> [WorkItem] {
        let last = Day(number: today.number + Self.horizonDays)
        guard let horizon = DayRange(from: today, through: last) else { return [] }
        var finder = GapFinder(NetworkBook(lookup), horizon: horizon)
        let found = finder.gaps { office == nil || $0.office == office }
        let decisions = GapDecisions(lookup)
        return Dictionary(grouping: found, by: \.post).map { post, all in
            let open = all.filter { !decisions.isDecided($0) }
            let gaps = open.isEmpty ? all : open
            let first = gaps.map(\.days.first).min() ?? today
            let appointments = gaps.map(\.appointments).max() ?? 0
            let doctor = name(post.doctor)
            let place = name(post.office)
            return WorkItem(
                .gap, urgency(first, appointments, isDecided: open.isEmpty), due: first,
                record: post.doctor,
                about: "\(label(post.doctor)) at \(label(post.office)): \(Self.why(gaps)), "
                    + "\(Counted(appointments, "appointment"))" + (open.isEmpty ? ", decided" : ""),
                advice: "bridgework doctor gaps --doctor \(doctor) --office \(place)",
                // Contracts of one post lose the same work.
                atRisk: open.isEmpty ? nil : open.compactMap { $0.atRisk?.total }.max())
        }
    }

    /// How many contracts there are, and two of the causes: what nobody knows first, then by day.
    private static func why(_ gaps: [NetworkGap]) -> String {
        let contracts = Set(gaps.compactMap(\.contract)).count
        let ordered = gaps.sorted {
            ($0.cause.isUnknown ? 0 : 1, $0.days.first, $0.cause.description)
                < ($1.cause.isUnknown ? 0 : 1, $1.days.first, $1.cause.description)
        }
        var causes: [String] = []
        for gap in ordered where !causes.contains(gap.cause.description) {
            causes.append(gap.cause.description)
        }
        let more = causes.count > 2 ? ["\(causes.count - 2) more"] : []
        return (contracts > 1 ? "\(contracts) contracts, " : "")
            + (causes.prefix(2) + more).joined(separator: "; ")
    }

    private func urgency(
        _ first: Day, _ appointments: Int64, isDecided: Bool
    ) -> WorkItem.Urgency {
        if isDecided { return .later }
        return appointments > 0 ? .now : .init(due: first, today: today)
    }
}

extension Worklist {
    /// How far ahead what runs out is worth somebody's day: doctors and offices hear at T-30, the
    /// centre at T-60 (domain W8).
    private var expiryDays: Int64 { office == nil ? 60 : 30 }

    /// Credentials, policies and attestations that are adverse, expired or about to be; a
    /// contract's notice stands among the contracts, at the centre.
    func expirables() -> [WorkItem] {
        let contracts = Set(lookup.records(.payorContract).map(\.id))
        let all = Expirables(lookup, asOf: today).all(within: expiryDays)
        return all.filter { !contracts.contains($0.record) }.map { item in
            let urgency: WorkItem.Urgency =
                switch item.stage {
                case .adverse, .expired: .now
                case .due, .later: .init(due: item.expiresOn, today: today)
                }
            return WorkItem(
                .expirable, urgency, due: item.expiresOn, record: item.record,
                about: [item.npi, item.doctor, item.what, "\(item.stage)"].compactMap(\.self)
                    .joined(separator: " "),
                advice: "bridgework doctor expirables")
        }
    }
}
