internal import Benefits
internal import Merge
package import Participation
package import Records
internal import Tables

/// What our own records say of a denied service, and what to do next.
package struct DenialFacts: Equatable, Sendable {
    /// Sentences, the deciding one first.
    package private(set) var facts: [String] = []
    /// A command that goes on with it.
    package private(set) var fix: String

    /// - Parameter book: who is in network; made once for many services.
    package init(_ service: DeniedService, _ book: NetworkBook, in lookup: some RecordLookup) {
        self.fix = "bridgework remittance show \(service.payment.id.suffix)"
        guard service.payment.isMatched, let day = service.servedOn else {
            facts = ["it is not matched to our records, or its day is not known"]
            fix = "bridgework remittance waiting"
            return
        }
        switch service.cause {
        case .notEnrolled: addNetwork(service, book, on: day, in: lookup)
        case .coverageTerminated: addCoverage(service, on: day, in: lookup)
        case .timelyFiling: addFiling(service, on: day, in: lookup)
        case .authorizationMissing: addAuthorization(service, on: day, in: lookup)
        case .codeInvalid:
            facts = ["look whether the code holds on \(day)"]
            fix = "bridgework fees lookup \(service.line.code ?? "CODE") --on \(day)"
        default: facts = ["our records decide nothing here: read the payor's reasons"]
        }
    }

    private mutating func addNetwork(
        _ service: DeniedService, _ book: NetworkBook, on day: Day, in lookup: some RecordLookup
    ) {
        let payment = service.payment
        guard let doctor = payment.practitioner, let office = payment.office,
            let coverage = payment.coverage
        else { return }
        let names = (
            lookup.record(doctor)?[Practitioner.npi] ?? doctor.suffix,
            lookup.record(office)?[Office.code] ?? office.suffix
        )
        fix =
            "bridgework network explain --doctor \(names.0) --office \(names.1) --coverage "
            + "\(coverage.suffix) --on \(day)"
        switch NetworkQuestion.Insured.of(coverage: coverage, on: day, in: lookup) {
        case nil: facts = ["the coverage's plan or payor is not held here; sync"]
        case .failure(let doubt): facts = ["\(doubt); \(doubt.remedy)"]
        case .success(let insured):
            let answer = book.explain(
                NetworkQuestion(doctor: doctor, office: office, insured: insured, day: day))
            let misses = answer.misses.prefix(1).map {
                "contract \($0.contract.code): \($0.lack)"
            }
            let ways = answer.paths.prefix(1).map {
                "contract \($0.contract.code), \($0.days)"
            }
            facts =
                ["by our records \(answer.verdict.rawValue) on \(day)"] + ways + misses
                + answer.advice(on: day)
            if case .enrollment(.none)? = answer.misses.first?.lack,
                let contract = answer.misses.first?.contract.code
            {
                fix = "bridgework contract enrol \(contract) --doctors \(names.0)"
            }
        }
    }

    private mutating func addCoverage(
        _ service: DeniedService, on day: Day, in lookup: some RecordLookup
    ) {
        guard let coverage = service.payment.coverage.flatMap({ lookup.record($0) }) else {
            return
        }
        fix = "bridgework coverage verify \(coverage.id.suffix) --method … --active"
        do throws(Uncertainty) {
            let holds = try CoverageStanding(coverage, lookup).isActive(on: day)
            facts = [
                holds
                    ? "by our records the coverage holds on \(day): verify it, and send proof"
                    : "by our records, too, the coverage does not hold on \(day)"
            ]
        } catch { facts = [error.description] }
    }

    private mutating func addAuthorization(
        _ service: DeniedService, on day: Day, in lookup: some RecordLookup
    ) {
        guard let coverage = service.payment.coverage, let code = service.line.code else {
            facts = ["the payor names no service: read its reasons"]
            return
        }
        let own = AuthorizationBook(lookup).cases(of: coverage)
            .filter { $0.kind == .prior && $0.isFor(code, tooth: nil) }
        guard let first = own.first else {
            facts = ["by our records, too, nobody asked for an authorization of \(code)"]
            fix = "bridgework authorization add \(coverage.suffix) --service \(code)"
            return
        }
        let granted = own.first { $0.lack(on: day, countsUnits: false) == nil }
        fix = "bridgework authorization show \((granted ?? first).id.suffix)"
        facts = [
            granted.map {
                "by our records it was granted"
                    + ($0.letter?.number.map { " under \($0)" } ?? "") + ": appeal"
            } ?? "by our records \(first.lack(on: day, countsUnits: false) ?? "")"
        ]
    }

    private mutating func addFiling(
        _ service: DeniedService, on day: Day, in lookup: some RecordLookup
    ) {
        let days = service.payor.flatMap { lookup.record($0) }?[Payor.timelyFilingDays]
        let received = lookup.record(service.payment.id)?[ClaimPayment.receivedOn]
        guard let days else {
            facts = ["the payor's days for filing are not on file"]
            fix = "bridgework edit payor CODE timelyFilingDays=…"
            return
        }
        let last = day.advanced(by: days)
        facts = ["the payor takes claims of \(day) until \(last)"]
        if let received {
            facts.append(
                received <= last
                    ? "it says itself that it had the claim on \(received): appeal"
                    : "it says that it had the claim on \(received)")
        }
    }
}
