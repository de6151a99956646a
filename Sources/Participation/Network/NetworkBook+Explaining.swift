package import Merge
internal import Tables

extension NetworkBook {
    /// Follows every contract that could serve the payor, link by link.
    ///
    /// The links are contract, access, location and enrolment. One whole way is in network; several
    /// are ambiguous and ranked by the greater precedence, then by the last payment seen. A
    /// blocking conflict on a way makes the answer unknown where no whole way stands, and ambiguous
    /// where one does.
    package func explain(_ question: NetworkQuestion) -> NetworkAnswer {
        let payor = standing(question.insured.payor)
        var paths: [NetworkAnswer.Path] = []
        var doubtful: [NetworkAnswer.Doubtful] = []
        var misses: [NetworkAnswer.Miss] = []
        for contract in contracts {
            guard let entry = entry(contract, for: payor, question.insured, question.day) else {
                continue
            }
            switch follow(contract, entry, question) {
            case .path(let path): paths.append(path)
            case .doubt(let doubt): doubtful.append(doubt)
            case .lack(let lack): misses.append(.init(contract: contract, lack: lack))
            }
        }
        paths.sort(by: Self.isUsedBefore)
        misses.sort {
            ($1.lack.rank, $0.lack.days(from: question.day))
                < ($0.lack.rank, $1.lack.days(from: question.day))
        }
        let isBlocked = doubtful.contains { $0.doubt != .unconfirmedAccess }
        let verdict: NetworkAnswer.Verdict
        switch paths.count {
        case 0: verdict = doubtful.isEmpty ? .outOfNetwork : .unknown
        case 1: verdict = isBlocked ? .ambiguous : .inNetwork
        default: verdict = .ambiguous
        }
        return NetworkAnswer(
            verdict: verdict, paths: paths, doubtful: doubtful, misses: misses,
            cautions: cautions(question, paths, doubtful))
    }

    /// Whether a contract serves an insured on a day at some of its offices, whoever treats there.
    ///
    /// - Returns: `nil` where the only way is an access that nobody has confirmed.
    package func isServed(
        _ insured: NetworkQuestion.Insured, by contract: Contract, on day: Day
    ) -> Bool? {
        guard let entry = entry(contract, for: standing(insured.payor), insured, day),
            entry.lack == nil
        else { return false }
        return entry.isConfirmed ? true : nil
    }

    /// How far one contract leads.
    private enum Reach {
        case path(NetworkAnswer.Path)
        case doubt(NetworkAnswer.Doubtful)
        case lack(NetworkAnswer.Lack)
    }

    /// How the payor comes into a contract.
    private struct Entry {
        let route: NetworkAnswer.Route
        let precedence: Int64
        var days = DaySet.always
        var isConfirmed = true
        var lastSeenOn: Day?
        /// What closes it; the other members then say nothing.
        var lack: NetworkAnswer.Lack?
    }

    private func follow(
        _ contract: Contract, _ entry: Entry, _ question: NetworkQuestion
    ) -> Reach {
        if let lack = entry.lack { return .lack(lack) }
        let (day, reach) = (question.day, contract.reach)
        let place = reach.place(question.office, of: office(question.office)?.organization)
        guard !place.isEmpty else { return .lack(.office) }
        if let days = reach.inForce, !days.contains(day) {
            return .lack(.contract(state: reach.state, days))
        }
        guard place.contains(day) else { return .lack(.officeDays(place)) }
        let doubt = { Reach.doubt(.init(contract: contract, route: entry.route, doubt: $0)) }
        let seat = Seat(doctor: question.doctor, contract: contract.id, office: question.office)
        let cases = cases(at: seat)
        let carrying = cases.first { $0.status.knownDays.contains(day) }
        if needsCase(contract, question), carrying == nil {
            if let unknown = cases.lazy.compactMap({ $0.status.doubt(on: day) }).first {
                return doubt(unknown)
            }
            guard holds(question.office) else { return doubt(.heldElsewhere) }
            return .lack(.enrollment(CaseLack(cases, on: day)))
        }
        guard let inForce = reach.inForce else {
            return doubt(.stepConflict(type: RecordType.payorContract.name))
        }
        if excluded[question.doctor].contains(day) { return doubt(.excludedDoctor) }
        guard entry.isConfirmed else { return doubt(.unconfirmedAccess) }
        var days = place.intersection(inForce).intersection(entry.days)
        if let carrying { days = days.intersection(carrying.status.knownDays) }
        return .path(
            NetworkAnswer.Path(
                contract: contract, route: entry.route, enrollment: carrying,
                days: days.range(holding: day) ?? DayRange(day), precedence: entry.precedence,
                lastSeenOn: entry.lastSeenOn))
    }

    /// - Returns: `nil` for a contract that has nothing to do with the payor.
    private func entry(
        _ contract: Contract, for payor: RecordID, _ insured: NetworkQuestion.Insured, _ day: Day
    ) -> Entry? {
        if let signer = contract.payor, standing(signer) == payor {
            return Entry(route: .direct, precedence: contract.precedence)
        }
        let ways = accesses(of: contract.id).filter { standing($0.payor) == payor }
            .map { entry($0, contract, insured, day) }
        return ways.filter { $0.lack == nil }.max {
            ($0.isConfirmed ? 1 : 0, $0.precedence) < ($1.isConfirmed ? 1 : 0, $1.precedence)
        } ?? ways.max { ($0.lack?.rank ?? 0) < ($1.lack?.rank ?? 0) }
    }

    private func entry(
        _ access: Access, _ contract: Contract, _ insured: NetworkQuestion.Insured, _ day: Day
    ) -> Entry {
        var entry = Entry(
            route: .access(access.id), precedence: access.precedence ?? contract.precedence,
            days: access.days, isConfirmed: access.confidence == .confirmed,
            lastSeenOn: access.lastSeenOn)
        if let closed = contract.closedToOthersOn {
            let open = DaySet(DayRange(from: closed, through: nil)).complement
            entry.days = access.days.intersection(open)
        }
        entry.lack = lack(access, entry.days, contract, insured, day)
        return entry
    }

    private func lack(
        _ access: Access, _ days: DaySet, _ contract: Contract,
        _ insured: NetworkQuestion.Insured, _ day: Day
    ) -> NetworkAnswer.Lack? {
        if access.confidence == .rumoured { return .rumour }
        if let product = access.product,
            product.lowercased() != insured.product?.lowercased()
        {
            return .product(product)
        }
        if let closed = contract.closedToOthersOn, closed <= day {
            return .optedOut(closed == .earliest ? nil : closed)
        }
        if let left = access.optedOutOn, left <= day {
            return .optedOut(left == .earliest ? nil : left)
        }
        return days.contains(day) ? nil : .accessDays(days)
    }

    /// Who stands in a payor's place.
    private func standing(_ payor: RecordID) -> RecordID {
        self.payor(payor)?.id ?? payor
    }

    /// Hygienists need a case only where the contract asks for one.
    private func needsCase(_ contract: Contract, _ question: NetworkQuestion) -> Bool {
        guard contract.providerRule.opensCases else { return false }
        return contract.enrollsHygienists
            || !isHygienist(at: Post(doctor: question.doctor, office: question.office))
    }

    /// Whether the doctor does a hygienist's work at the office.
    package func isHygienist(at post: Post) -> Bool {
        doctor(post.doctor)?.isHygienist ?? false
            || Hygienist.isWork(assignments(at: post).map(\.role))
    }

    private static func isUsedBefore(
        _ left: NetworkAnswer.Path, _ right: NetworkAnswer.Path
    ) -> Bool {
        if left.precedence != right.precedence { return left.precedence > right.precedence }
        let (seen, other) = (left.lastSeenOn ?? .earliest, right.lastSeenOn ?? .earliest)
        return seen == other ? left.contract.code < right.contract.code : seen > other
    }

    private func cautions(
        _ question: NetworkQuestion, _ paths: [NetworkAnswer.Path],
        _ doubtful: [NetworkAnswer.Doubtful]
    ) -> [String] {
        var cautions = question.insured.cautions
        let post = Post(doctor: question.doctor, office: question.office)
        if !assignments(at: post).contains(where: { $0.days.contains(question.day) }) {
            cautions.append("the doctor is not assigned to the office on that day")
        }
        for lapse in lapses.at(post, in: self) where lapse.days.contains(question.day) {
            cautions.append("\(lapse.kind.words) on that day")
        }
        for contract in paths.map(\.contract) + doubtful.map(\.contract) {
            for field in contract.disputed {
                cautions.append("contract \(contract.code): \(field) waits for a person")
            }
        }
        return cautions
    }
}
