package import Merge
package import Records
package import X12

/// By what a claim may be matched to records of ours.
package struct ClaimFacts: Hashable, Sendable {
    package var memberId: String?
    package var family: String?
    package var given: String?
    /// Of whoever did the work.
    package var doctorNPI: String?
    /// Of whoever is paid, or bills.
    package var payeeNPI: String?
    /// By what the payor may be known to us: its numbers, then its name.
    package var payorNames: [String] = []
    /// Where that is known already.
    package var payor: RecordID?

    package init() {}

    package init(_ claim: PaidClaim, of advice: RemittanceAdvice) {
        let person = claim.patient.family == nil ? claim.subscriber : claim.patient
        self.memberId = claim.memberId
        self.family = person.family
        self.given = person.given
        self.doctorNPI = claim.doctorNPI
        self.payeeNPI = advice.payee["XX"]
        self.payorNames = Self.names(of: advice)
    }

    /// The office is the one that the place of service is of, else the biller.
    package init(_ claim: SubmittedClaim) {
        self.memberId = claim.memberId
        self.family = claim.patient.family
        self.given = claim.patient.given
        self.doctorNPI = claim.doctorNPI
        self.payeeNPI = claim.facility.npi ?? claim.billing.npi
        self.payorNames = [claim.payor.number, claim.payor.name].compactMap(\.self)
    }

    /// What was kept of a payment that waits.
    package init(_ payment: ObservedPayment, of remittance: RecordView?) {
        self.memberId = payment.memberId
        (family, given) = payment.patientName
        self.doctorNPI = payment.renderingNpi
        self.payeeNPI = remittance?[Remittance.payeeNpi]
        self.payorNames = [remittance?[Remittance.payorName], remittance?[Remittance.payorKey]]
            .compactMap(\.self)
        self.payor = remittance?[Remittance.payor]
    }

    /// What a payor of ours may go by.
    package static func names(of advice: RemittanceAdvice) -> [String] {
        advice.payor.numbers.map(\.text)
            + [advice.originator, advice.payor.name].compactMap(\.self)
    }
}

extension SubmittedClaim {
    /// The subscriber's number, else the patient's own.
    package var memberId: String? { subscriber.memberId ?? patient.memberId }

    /// Whoever did the work: the biller where that is a person, and nobody else is named.
    package var doctorNPI: String? {
        rendering.npi ?? (billing.isPerson ? billing.npi : nil)
    }
}
