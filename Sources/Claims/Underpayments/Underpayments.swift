internal import Benefits
package import Merge
package import Records
internal import Tables

// What a payor allows is its own share and the patient's: paid + Σ PR. It is compared with the fee
// of the version in force on the date of service, under the path of access by which the doctor was
// in network at the office on that day, for the lesser of charge and fee.
//
// Not compared are claims that wait for a match or whose sums are not proven; reversals, and what
// they take back; predeterminations; payors that pay second, whose share the first one decides; and
// services of which nothing is allowed, which are denials.

/// Payments beside contracts: which services a payor allows less for than it agreed to.
package struct Underpayments<Lookup: RecordLookup> {
    private let lookup: Lookup
    /// Only services from this day on, only what was paid by that one, only this office's, only
    /// this payor's.
    private let from: Day
    private let paidBy: Day?
    private let office: RecordID?
    private let payor: RecordID?

    package init(
        _ lookup: Lookup, from: Day = .earliest, paidBy: Day? = nil, office: RecordID? = nil,
        payor: RecordID? = nil
    ) {
        self.lookup = lookup
        self.from = from
        self.paidBy = paidBy
        self.office = office
        self.payor = payor
    }

    /// Every compared service, in the order of claims and lines.
    package func lines() -> [ReviewedLine] {
        lines(of: PaymentBook(lookup).all())
    }

    /// The compared services of one payment, none where a later one took it back.
    package func lines(of payment: ObservedPayment) -> [ReviewedLine] {
        let copies = PaymentBook(lookup).numbered(payment.claimNumber)
        return lines(of: copies).filter { $0.payment.id == payment.id }
    }

    private func lines(of payments: [ObservedPayment]) -> [ReviewedLine] {
        let reversals = Dictionary(
            grouping: payments.filter { $0.status == .reversal }, by: { Service($0) })
        var remittances: [RecordID: RecordView?] = [:]
        var sources: [Post: (path: PathAnswer, sources: EstimateSources)] = [:]
        var reviewed: [ReviewedLine] = []
        for payment in payments
        where isCompared(payment) && !isTakenBack(payment, reversals[Service(payment)] ?? []) {
            let remittance =
                remittances[payment.remittance] ?? lookup.record(payment.remittance)
            remittances[payment.remittance] = remittance
            let payor = remittance?[Remittance.payor]
            guard self.payor == nil || self.payor == payor else { continue }
            if let paidBy, let paid = remittance?[Remittance.paidOn], paidBy < paid { continue }
            for line in payment.lines where !line.isDenied && !line.isAfterOther {
                guard let day = line.servedOn ?? payment.servedFrom, day >= from else { continue }
                let fee = fee(line, of: payment, on: day, &sources)
                reviewed.append(
                    ReviewedLine(payment: payment, line: line, payor: payor, fee: fee))
            }
        }
        return reviewed
    }

    private func isCompared(_ payment: ObservedPayment) -> Bool {
        payment.status == .primary && payment.isMatched && payment.isProven
            && (office == nil || office == payment.office)
    }

    /// A reversal takes back what was paid before it; what the payor says after it stands.
    private func isTakenBack(
        _ payment: ObservedPayment, _ reversals: [ObservedPayment]
    ) -> Bool {
        guard !reversals.isEmpty else { return false }
        let own = paidOn(payment)
        return reversals.contains { other in
            other.chargedCents == -payment.chargedCents
                && other.paidCents == -payment.paidCents && own <= paidOn(other)
                && (other.remittance != payment.remittance || payment.place < other.place)
        }
    }

    private func paidOn(_ payment: ObservedPayment) -> Day {
        lookup.record(payment.remittance)?[Remittance.paidOn] ?? .earliest
    }

    /// What a reversal and the payment that it takes back have in common.
    private struct Service: Hashable {
        let claim: String
        let payorNumber: String?

        init(_ payment: ObservedPayment) {
            self.claim = payment.claimNumber
            self.payorNumber = payment.payorNumber
        }
    }

    /// One path for all services of a coverage with one doctor at one office on one day.
    private struct Post: Hashable {
        let doctor: RecordID
        let office: RecordID
        let coverage: RecordID
        let day: Day
    }

    private func fee(
        _ line: ObservedPayment.Line, of payment: ObservedPayment, on day: Day,
        _ known: inout [Post: (path: PathAnswer, sources: EstimateSources)]
    ) -> ContractedFee {
        guard payment.reasons.isEmpty else { return .unknown("adjusted as a whole") }
        guard let code = line.submittedCode ?? line.code else {
            return .unknown("the payor names no code")
        }
        guard let doctor = payment.practitioner, let office = payment.office,
            let coverage = payment.coverage.flatMap({ lookup.record($0) })
        else { return .unknown("the claim is not matched") }
        let post = Post(doctor: doctor, office: office, coverage: coverage.id, day: day)
        let found =
            known[post]
            ?? {
                let sources = EstimateSources(lookup, doctor: doctor, office: office, on: day)
                return (sources.path(coverage).answer, sources)
            }()
        known[post] = found
        return ContractedFee(
            code, thousandths: line.thousandths, chargedCents: line.chargedCents,
            path: found.path, found.sources)
    }
}
