package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a remittance says of one claim, line by line.
    ///
    /// The payor's words are immutable; whose claim it is, is ours to say. An office sees those of
    /// its own patients, and those it took in itself.
    package static let claimPayment = RecordType(
        "claim_payment", "What a payor's remittance says of one claim.",
        visibility: .offices(ClaimPayment.offices), writers: .offices,
        ClaimPayment.units)
}

/// What a `claim_payment` holds.
package enum ClaimPayment: RecordKind {
    package static var type: RecordType { .claimPayment }

    package static let remittance = Field(
        "remittance", .reference("remittance"), required: true)
    /// Counted in the order of the set.
    package static let place = Field("place", .integer(1...1_000_000), required: true)
    /// Our own number of the claim, as the payor repeats it.
    package static let claimNumber = Field("claimNumber", .text(max: 50), required: true)
    package static let payorNumber = Field("payorNumber", .text(max: 50))
    /// `1` primary, `2` secondary, `4` denied, `22` a reversal, `25` a predetermination.
    package static let payorStatus = Field("payorStatus", .text(max: 2), required: true)
    package static let filing = Field("filing", .text(max: 2))
    package static let identity = Unit(
        "identity", .immutable,
        [remittance, place, claimNumber, payorNumber, payorStatus, filing])

    package static let chargedCents = Field("chargedCents", .integer(PaymentLimits.cents))
    package static let paidCents = Field("paidCents", .integer(PaymentLimits.cents))
    package static let patientCents = Field("patientCents", .integer(PaymentLimits.cents))
    package static let servedFrom = Field("servedFrom", .day)
    package static let servedThrough = Field("servedThrough", .day)
    package static let receivedOn = Field("receivedOn", .day)
    package static let contractLabel = Field("contractLabel", .text(max: 80))
    /// Why less was paid, of the claim as a whole: `CO 45 12.50; PR 1 30.00`.
    package static let reasons = Field("reasons", .text(max: PaymentLimits.reasonsBytesMax))
    package static let figures = Unit(
        "figures", .immutable,
        [
            chargedCents, paidCents, patientCents, servedFrom, servedThrough, receivedOn,
            contractLabel, reasons,
        ])

    package static let patientFamily = Field("patientFamily", .text(max: 70))
    package static let patientGiven = Field("patientGiven", .text(max: 70))
    package static let memberId = Field("memberId", .text(max: 80))
    package static let renderingNpi = Field("renderingNpi", .text(max: 80))
    package static let people = Unit(
        "people", .immutable, [patientFamily, patientGiven, memberId, renderingNpi])

    /// One of `lines`.
    package enum Lines {
        package static let line = Field("line", .integer(1...999), required: true)
        package static let code = Field("code", .text(max: 48))
        /// What was submitted, where the payor reckoned with another code.
        package static let submittedCode = Field("submittedCode", .text(max: 48))
        package static let servedOn = Field("servedOn", .day)
        package static let charged = Field(
            "chargedCents", .integer(PaymentLimits.cents), required: true)
        package static let paid = Field(
            "paidCents", .integer(PaymentLimits.cents), required: true)
        package static let statedAllowed = Field(
            "statedAllowedCents", .integer(PaymentLimits.cents))
        package static let thousandths = Field(
            "thousandths", .integer(-1_000_000_000...1_000_000_000))
        package static let reasons = Field("reasons", .text(max: PaymentLimits.reasonsBytesMax))
        package static let remarks = Field("remarks", .text(max: 500))
        package static let control = Field("control", .text(max: 50))
        package static let renderingNpi = Field("renderingNpi", .text(max: 80))
    }
    package static let lines = Rows.map(
        "lines", .immutable, key: [Lines.line],
        [
            Lines.code, Lines.submittedCode, Lines.servedOn, Lines.charged, Lines.paid,
            Lines.statedAllowed, Lines.thousandths, Lines.reasons, Lines.remarks, Lines.control,
            Lines.renderingNpi,
        ])

    /// Whose claim it is, as a whole: half of one match and half of another is nobody's.
    package static let patient = Field("patient", .reference("patient"))
    package static let coverage = Field("coverage", .reference("coverage"))
    package static let practitioner = Field("practitioner", .reference("practitioner"))
    package static let office = Field("office", .reference("office"))
    package static let match = Unit(
        "match", .review, [patient, coverage, practitioner, office])
    /// How it was found: two who find the same in two ways do not differ.
    package static let matchedBy = Register("matchedBy", .text(max: 300), .latest)

    package static let offices = OfficeRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        identity, figures, people, lines, match, matchedBy, offices, notes,
    ]
}
