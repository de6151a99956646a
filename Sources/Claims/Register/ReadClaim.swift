package import Merge
internal import Records
package import X12

/// A claim as it was read from a file, ready to be written.
package struct ReadClaim: Sendable {
    package let claim: SubmittedClaim
    /// ISA13, GS06, ST02.
    package let controls: (interchange: String, group: String, set: String)
    /// GS04.
    package let sentOn: Day?
    /// The SHA-256 of what it says, wherever in its file it stands.
    package let digest: String

    package init(
        _ claim: SubmittedClaim, controls: (interchange: String, group: String, set: String),
        sentOn: Day?
    ) {
        self.claim = claim
        self.controls = controls
        self.sentOn = sentOn
        self.digest = ContentDigest.hexadecimal(of: Array(Self.words(claim).utf8)[...])
    }

    /// Everything that decides whether two are one.
    private static func words(_ claim: SubmittedClaim) -> String {
        let parts: [String?] =
            [
                claim.number, String(claim.cents), claim.frequency, claim.replacedNumber,
                claim.subscriber.memberId, claim.patient.family, claim.patient.given,
                claim.rendering.npi, claim.billing.npi, claim.payor.number, claim.order,
                claim.servedFrom?.description, claim.isPredetermination ? "PB" : nil,
            ]
            + claim.lines.flatMap { line -> [String?] in
                [
                    line.code, String(line.cents), String(line.thousandths), line.tooth,
                    line.surfaces, line.servedOn?.description,
                ]
            }
        return parts.map { $0 ?? "" }.joined(separator: "\u{1F}")
    }

    /// What it says; the match and its steps are others' words.
    package func writes(as id: RecordID) -> [Write] {
        let identity = Write(
            Claim.identity, id,
            [
                Claim.claimNumber(claim.number.kept(50)),
                Claim.frequency(claim.frequency.map { $0.kept(1) }),
                Claim.replacedNumber(claim.replacedNumber.map { $0.kept(50) }),
                Claim.digest(digest),
            ])
        let submission = Write(
            Claim.submission, id,
            [
                Claim.total(max(0, claim.cents)),
                Claim.servedFrom(claim.servedFrom ?? claim.lines.compactMap(\.servedOn).min()),
                Claim.servedThrough(
                    claim.servedThrough ?? claim.lines.compactMap(\.servedOn).max()),
                Claim.placeOfService(claim.placeOfService.map { $0.kept(2) }),
                Claim.isDental(claim.isDental),
                Claim.isPredetermination(claim.isPredetermination),
                Claim.payingOrder(claim.order.map { $0.kept(1) }),
                Claim.authorization(claim.authorization.map { $0.kept(50) }),
                Claim.predetermination(claim.predetermination.map { $0.kept(50) }),
            ])
        let people = Write(
            Claim.people, id,
            [
                Claim.patientFamily(claim.patient.family.map { $0.kept(70) }),
                Claim.patientGiven(claim.patient.given.map { $0.kept(70) }),
                Claim.memberId(claim.memberId.map { $0.kept(80) }),
                Claim.renderingNpi(claim.doctorNPI.map { $0.kept(80) }),
                Claim.billingNpi(claim.billing.npi.map { $0.kept(80) }),
                Claim.payorName(claim.payor.name.map { $0.kept(100) }),
                Claim.payorNumber(claim.payor.number.map { $0.kept(80) }),
            ])
        let attachments = claim.attachments.compactMap { beside -> Write? in
            guard let kind = beside.kind else { return nil }
            return Write(
                Claim.attachments, id,
                key: [
                    Claim.Attachments.attachment(kind.kept(40)),
                    Claim.Attachments.reference(beside.control.map { $0.kept(60) }),
                ])
        }
        return [identity, submission, people] + attachments + lineWrites(of: id)
    }

    /// Its services.
    func lineWrites(of id: RecordID) -> [Write] {
        claim.lines.enumerated().map { Self.write($1, number: $0 + 1, of: id) }
    }

    /// Whether a claim that no file of interchanges brought is this one, as a list of the
    /// practice's software names it.
    func isListed(as view: RecordView) -> Bool {
        view[Claim.envelopes].isEmpty
            && view[Claim.servedFrom] == claim.servedFrom
                ?? claim.lines.compactMap(\.servedOn).min()
            && (view[Claim.total] ?? 0) == max(0, claim.cents)
            && view[Claim.frequency] ?? "1" == claim.frequency ?? "1"
            && view[Claim.payingOrder] ?? "P" == claim.order ?? "P"
    }

    private static func write(_ line: SubmittedLine, number: Int, of id: RecordID) -> Write {
        typealias Lines = Claim.Lines
        return Write(
            Claim.lines, id, key: [Lines.line(Int64(number))],
            [
                Lines.code(line.code.map { $0.kept(48) }),
                Lines.tooth(line.tooth.map { $0.kept(10) }),
                Lines.surfaces(line.surfaces.map { $0.kept(10) }),
                Lines.servedOn(line.servedOn), Lines.charged(max(0, line.cents)),
                Lines.thousandths(max(0, line.thousandths)),
                Lines.control(line.control.map { $0.kept(50) }),
            ])
    }

    /// Under which control numbers it was sent.
    package func envelope(of id: RecordID) -> Write {
        Write(
            Claim.envelopes, id,
            key: [
                Claim.Envelopes.interchange(controls.interchange.kept(9)),
                Claim.Envelopes.group(controls.group.kept(9)),
                Claim.Envelopes.set(controls.set.kept(9)),
            ])
    }
}
