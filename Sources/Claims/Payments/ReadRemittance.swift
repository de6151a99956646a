package import Merge
internal import Records
package import X12

/// A remittance as it was read from a file, ready to be written.
package struct ReadRemittance: Sendable {
    /// The SHA-256 of what the set says, whatever its separators and control numbers.
    package let digest: String
    /// ISA13, GS06, ST02.
    package let controls: (interchange: String, group: String, set: String)
    package let advice: RemittanceAdvice
    package let claims: [PaidClaim]

    package init(
        digest: String, controls: (interchange: String, group: String, set: String),
        advice: RemittanceAdvice, claims: [PaidClaim]
    ) {
        self.digest = digest
        self.controls = controls
        self.advice = advice
        self.claims = claims
    }

    /// Who pays, in the payor's own words: the number of who moves the money, else its name.
    package var payorKey: String {
        String((advice.originator ?? advice.payor.name ?? "unnamed").prefix(80))
    }

    /// The same at every replica that reads the same content.
    ///
    /// Everybody who has the set may work it out, and nobody else: its digest is in it.
    private var source: RecordID {
        let name = [payorKey, advice.trace ?? "", digest].joined(separator: "\0")
        return RecordID.v5(namespace: Self.namespace, name: name.utf8)
    }

    /// Of the record that this office keeps of it, or the centre.
    ///
    /// Each has its own, and only the centre writes to another's: a record that another office made
    /// first would be closed to this one, and what it writes would be held back.
    package func id(at office: RecordID?) -> RecordID {
        guard let office else { return source }
        return RecordID.v5(namespace: source, name: "office \(office)".utf8)
    }

    /// Of the claim that stands there in the set, from 1, in a record of the remittance.
    package func id(ofClaim place: Int, in remittance: RecordID) -> RecordID {
        RecordID.v5(namespace: remittance, name: String(place).utf8)
    }

    private static let namespace = RecordID.v5(
        namespace: RecordID(bits: 0), name: "bridgework remittance".utf8)

    /// What the remittance itself says.
    package func writes(as id: RecordID) -> [Write] {
        let payment = Write(
            Remittance.payment, id,
            [
                Remittance.totalCents(advice.cents),
                Remittance.method(advice.method.map { $0.kept(3) }),
                Remittance.paidOn(advice.paidOn), Remittance.producedOn(advice.producedOn),
                Remittance.payorName(advice.payor.name.map { $0.kept(100) }),
                Remittance.payeeName(advice.payee.name.map { $0.kept(100) }),
                Remittance.payeeNpi(advice.payee["XX"].map { $0.kept(80) }),
                Remittance.claimCount(Int64(claims.count)),
                Remittance.lineCount(Int64(claims.reduce(0) { $0 + $1.lines.count })),
            ])
        let identity = Write(
            Remittance.identity, id,
            [
                Remittance.payorKey(payorKey.kept(80)),
                Remittance.trace(advice.trace.map { $0.kept(50) }), Remittance.digest(digest),
            ])
        return [identity, payment, envelope(of: id)] + provisions(of: id)
    }

    /// Under which control numbers it came.
    package func envelope(of id: RecordID) -> Write {
        Write(
            Remittance.envelopes, id,
            key: [
                Remittance.Envelopes.interchange(controls.interchange.kept(9)),
                Remittance.Envelopes.group(controls.group.kept(9)),
                Remittance.Envelopes.set(controls.set.kept(9)),
            ])
    }

    private func provisions(of id: RecordID) -> [Write] {
        advice.provisions.enumerated().map { index, provision in
            Write(
                Remittance.provisions, id, key: [Remittance.Provisions.place(Int64(index + 1))],
                [
                    Remittance.Provisions.reason(provision.reason.kept(10)),
                    Remittance.Provisions.reference(provision.reference.map { $0.kept(50) }),
                    Remittance.Provisions.cents(provision.cents),
                ])
        }
    }

    /// What it says of the claim that stands there in the set, from 1.
    package func writes(ofClaim place: Int, in remittance: RecordID) -> [Write] {
        let claim = claims[place - 1]
        let record = id(ofClaim: place, in: remittance)
        let identity = Write(
            ClaimPayment.identity, record,
            [
                ClaimPayment.remittance(remittance), ClaimPayment.place(Int64(place)),
                ClaimPayment.claimNumber(claim.number.kept(50)),
                ClaimPayment.payorNumber(claim.payorNumber.map { $0.kept(50) }),
                ClaimPayment.payorStatus(claim.status.kept(2)),
                ClaimPayment.filing(claim.filing.map { $0.kept(2) }),
            ])
        let figures = Write(
            ClaimPayment.figures, record,
            [
                ClaimPayment.chargedCents(claim.chargedCents),
                ClaimPayment.paidCents(claim.paidCents),
                ClaimPayment.patientCents(claim.patientCents),
                ClaimPayment.servedFrom(claim.servedFrom),
                ClaimPayment.servedThrough(claim.servedThrough),
                ClaimPayment.receivedOn(claim.receivedOn),
                ClaimPayment.contractLabel(claim.contractLabel.map { $0.kept(80) }),
                ClaimPayment.reasons(PaymentReason.packed(claim.adjustments)),
            ])
        let person = claim.patient.family == nil ? claim.subscriber : claim.patient
        let people = Write(
            ClaimPayment.people, record,
            [
                ClaimPayment.patientFamily(person.family.map { $0.kept(70) }),
                ClaimPayment.patientGiven(person.given.map { $0.kept(70) }),
                ClaimPayment.memberId(claim.memberId.map { $0.kept(80) }),
                ClaimPayment.renderingNpi(claim.doctorNPI.map { $0.kept(80) }),
            ])
        return [identity, figures, people]
            + claim.lines.enumerated().map { Self.write($1, number: $0 + 1, of: record) }
    }

    private static func write(_ line: PaidLine, number: Int, of record: RecordID) -> Write {
        typealias Lines = ClaimPayment.Lines
        return Write(
            ClaimPayment.lines, record, key: [Lines.line(Int64(number))],
            [
                Lines.code(line.code.map { $0.kept(48) }),
                Lines.submittedCode(line.submittedCode.map { $0.kept(48) }),
                Lines.servedOn(line.servedOn), Lines.charged(line.chargedCents),
                Lines.paid(line.paidCents), Lines.statedAllowed(line.statedAllowedCents),
                Lines.thousandths(line.thousandths),
                Lines.reasons(PaymentReason.packed(line.adjustments)),
                Lines.remarks(
                    line.remarks.isEmpty ? nil : line.remarks.joined(separator: " ").kept(500)),
                Lines.control(line.control.map { $0.kept(50) }),
                Lines.renderingNpi(line.renderingNPI.map { $0.kept(80) }),
            ])
    }
}

extension PaidClaim {
    /// The subscriber's number where the payor names one, else the patient's.
    package var memberId: String? { subscriber.memberId ?? patient.memberId }

    /// Whoever did the work, by the claim or by all of its lines that say so.
    package var doctorNPI: String? {
        if let renderingNPI { return renderingNPI }
        let named = Set(lines.compactMap(\.renderingNPI))
        return named.count == 1 ? named.first : nil
    }
}
