internal import Benefits
internal import Fees
package import Merge
internal import Participation
package import Records
internal import Tables

/// Why a claim should not go out as it is, each reason with the command that mends it.
package struct ClaimCheck: Sendable {
    package let claim: RegisteredClaim
    package let reasons: [Reason]

    /// One thing against the claim, and what mends it.
    package struct Reason: Hashable, Sendable {
        package let kind: Kind
        package let words: String
        package let fix: String
    }

    /// What is the matter.
    package enum Kind: String, CaseIterable, Sendable {
        case unmatched, sum, coverage, network, doctor, code, duplicate, filing
        case authorization, attachment, frequency, coordination
    }

    package var isClear: Bool { reasons.isEmpty }
}

/// Checks claims against what is known of their day of service; made once for many.
package struct ClaimChecker<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day
    private let book: NetworkBook
    private let services: [Service: [RecordID]]
    private let demands: ClaimDemands<Lookup>
    private let secondaries: SecondaryClaims<Lookup>

    /// What makes two claims the same work.
    private struct Service: Hashable {
        let patient: RecordID
        let coverage: RecordID
        let day: Day
        let code: String
        let tooth: String?
    }

    /// - Parameter claims: all that are here, for what was sent twice.
    package init(_ lookup: Lookup, claims: [RegisteredClaim], today: Day) {
        self.lookup = lookup
        self.today = today
        self.book = NetworkBook(lookup)
        self.demands = ClaimDemands(lookup, today: today)
        self.secondaries = SecondaryClaims(lookup, claims: claims)
        var services: [Service: [RecordID]] = [:]
        for claim in claims where Self.isOriginal(claim) && !claim.isOver(on: today) {
            guard !claim.standing.isIn(Claim.State.rejected) else { continue }
            for service in Self.services(of: claim) {
                services[service, default: []].append(claim.id)
            }
        }
        self.services = services
    }

    /// Everything that is against sending a claim, each with what mends it.
    package func check(_ claim: RegisteredClaim) -> ClaimCheck {
        var reasons = unmatched(claim)
        if claim.lines.reduce(Int64(0), { $0 + $1.cents }) != claim.cents {
            reasons.append(
                .init(
                    kind: .sum, words: "its total is not the sum of its lines",
                    fix: "mend it in the practice's software"))
        }
        if let day = claim.servedFrom {
            reasons +=
                coverage(claim, on: day) + network(claim, on: day)
                + doctor(claim, on: day) + codes(claim) + filing(claim, on: day)
                + demands.reasons(claim, on: day)
        }
        return ClaimCheck(claim: claim, reasons: reasons + duplicates(claim) + order(claim))
    }

    private static func isOriginal(_ claim: RegisteredClaim) -> Bool {
        claim.frequency ?? "1" == "1" && !claim.isPredetermination
    }

    private static func services(of claim: RegisteredClaim) -> [Service] {
        guard let patient = claim.patient, let coverage = claim.coverage else { return [] }
        return claim.lines.compactMap { line in
            guard let day = line.servedOn ?? claim.servedFrom, let code = line.code else {
                return nil
            }
            return Service(
                patient: patient, coverage: coverage, day: day, code: code, tooth: line.tooth)
        }
    }

    private func unmatched(_ claim: RegisteredClaim) -> [ClaimCheck.Reason] {
        var lacks: [String] = []
        if claim.isDisputed { lacks.append("two people matched it otherwise") }
        if claim.coverage == nil { lacks.append("no coverage has its member id and name") }
        if claim.practitioner == nil { lacks.append("no doctor has its NPI") }
        if claim.office == nil { lacks.append("nothing says which office it is") }
        if claim.servedFrom == nil { lacks.append("it names no day of service") }
        return lacks.map { words in
            .init(
                kind: .unmatched, words: words,
                fix: "bridgework claim match \(claim.id.suffix) --coverage … --doctor …")
        }
    }

    private func coverage(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard let view = claim.coverage.flatMap({ lookup.record($0) }) else { return [] }
        let fix = "bridgework coverage verify \(view.id.suffix) --method … --active"
        do throws(Uncertainty) {
            guard try !CoverageStanding(view, lookup).isActive(on: day) else { return [] }
            return [.init(kind: .coverage, words: "the coverage does not hold on \(day)", fix: fix)]
        } catch { return [.init(kind: .coverage, words: error.description, fix: fix)] }
    }

    private func network(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard let doctor = claim.practitioner, let office = claim.office,
            let coverage = claim.coverage,
            case .success(let insured)? = NetworkQuestion.Insured.of(
                coverage: coverage, on: day, in: lookup)
        else { return [] }
        let answer = book.explain(
            NetworkQuestion(doctor: doctor, office: office, insured: insured, day: day))
        guard answer.verdict != .inNetwork, answer.verdict != .ambiguous else { return [] }
        let nearest = answer.misses.first.map { ": contract \($0.contract.code), \($0.lack)" }
        let doubt = answer.doubtful.first.map { ": contract \($0.contract.code), \($0.doubt)" }
        return [
            .init(
                kind: .network,
                words: "\(answer.verdict.rawValue) on \(day)" + (doubt ?? nearest ?? ""),
                fix: "bridgework network explain --doctor \(book.doctor(doctor)?.npi ?? "NPI") "
                    + "--office \(book.office(office)?.code ?? "CODE") --coverage "
                    + "\(coverage.suffix) --on \(day)")
        ]
    }

    private func doctor(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard let doctor = claim.practitioner, let office = claim.office else { return [] }
        let npi = book.doctor(doctor)?.npi ?? "NPI"
        var reasons: [ClaimCheck.Reason] = []
        if book.excluded[doctor].contains(day) {
            reasons.append(
                .init(
                    kind: .doctor, words: "a list excludes the doctor on \(day): never bill it",
                    fix: "bridgework show practitioner \(npi)"))
        }
        let post = NetworkBook.Post(doctor: doctor, office: office)
        for lapse in book.lapses.at(post, in: book) where lapse.days.contains(day) {
            reasons.append(
                .init(
                    kind: .doctor, words: "\(lapse.kind.words) on \(day)",
                    fix: "bridgework report expirables --as-of \(day)"))
        }
        return reasons
    }

    private func codes(_ claim: RegisteredClaim) -> [ClaimCheck.Reason] {
        claim.lines.compactMap { line in
            guard let code = line.code, let day = line.servedOn ?? claim.servedFrom,
                let doubt = CodeDoubts(on: day, in: lookup)[code]
            else { return nil }
            return .init(
                kind: .code, words: doubt, fix: "bridgework fees lookup \(code) --on \(day)")
        }
    }

    private func filing(_ claim: RegisteredClaim, on day: Day) -> [ClaimCheck.Reason] {
        guard let last = claim.fileBy(in: lookup), claim.isUnsent else { return [] }
        let left = last.number - today.number
        guard left <= Self.filingDaysAhead else { return [] }
        return [
            .init(
                kind: .filing,
                words: left < 0
                    ? "the payor took claims of \(day) until \(last)"
                    : "the payor takes claims of \(day) until \(last), \(left) days from now",
                fix: left < 0
                    ? "bridgework claim step \(claim.number) writeOff --comment …"
                    : "send it, then `bridgework import x12`")
        ]
    }

    private static var filingDaysAhead: Int64 { 14 }

    /// A later plan reckons from what the first one paid.
    private func order(_ claim: RegisteredClaim) -> [ClaimCheck.Reason] {
        guard claim.isUnsent, let first = secondaries.awaited(before: claim, on: today) else {
            return []
        }
        return [
            .init(
                kind: .coordination,
                words: "the plan that pays first has not answered claim \(first.number)",
                fix: "bridgework claim show \(first.id.suffix)")
        ]
    }

    private func duplicates(_ claim: RegisteredClaim) -> [ClaimCheck.Reason] {
        guard Self.isOriginal(claim) else { return [] }
        let others = Self.services(of: claim).flatMap { services[$0] ?? [] }
            .filter { $0 != claim.id }
        return Set(others).sorted().map { other in
            .init(
                kind: .duplicate, words: "claim \(other.suffix) is for the same service",
                fix: "bridgework claim show \(other.suffix)")
        }
    }
}

extension RegisteredClaim {
    /// The last day on which the payor takes it; `nil` where its days are not on file.
    package func fileBy(in lookup: some RecordLookup) -> Day? {
        guard let servedFrom,
            let days = payor.flatMap({ lookup.record($0) })?[Payor.timelyFilingDays]
        else { return nil }
        return servedFrom.advanced(by: days)
    }
}
