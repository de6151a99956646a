package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A participating provider agreement.
    ///
    /// It belongs to the group; other parties, other contract.
    package static let payorContract = RecordType(
        "payor_contract", "An agreement between one of our entities and a payor or network.",
        visibility: .group, writers: .central, naturalKey: PayorContract.code,
        PayorContract.units)
}

/// What a `payor_contract` holds.
package enum PayorContract: RecordKind {
    package static var type: RecordType { .payorContract }

    package static let code = Register("code", .format(.code), .review, required: true)

    package static let organization = Field(
        "organization", .reference("organization"), required: true)
    package static let payor = Field("payor", .reference("payor"), required: true)
    package static let network = Field("network", .reference("network"))
    package static let parties = Unit("parties", .immutable, [organization, payor, network])

    package static let contractNumber = Register("contractNumber", .text(max: 60), .review)
    package static let kind = Register("kind", .text(max: 40), .review)

    /// What a step says beside what every step may.
    package enum Status {
        package static let effectiveOn = Field("effectiveOn", .day)
        package static let by = Field("by", .reference("user"))
    }
    /// In the order of the usual life; the fold maps them to FHIR's contract status codes.
    package enum Step: String, StepWord {
        case draft, offer, makeExecutable, execute, amend, renew, noticeTermination, terminate
        case reject, cancel, dispute, settle, requestTermination, withdrawTermination
    }
    package static let status = Steps(Step.self, facts: [Status.effectiveOn, Status.by])

    package static let term = Term(.review)

    package static let signedOn = Field("signedOn", .day)
    package static let signedBy = Field("signedBy", .text(max: 150))
    package static let agreementDocument = Field("agreementDocument", .reference("document"))
    package static let signing = Unit("signing", .review, [signedOn, signedBy, agreementDocument])

    package static let renewalKind = Field("renewalKind", .choice(["fixed", "evergreen"]))
    package static let renewalOn = Field("renewalOn", .day)
    package static let noticeDays = Field("noticeDays", .integer(0...365))
    package static let nextReviewOn = Field("nextReviewOn", .day)
    package static let lastRateChangeOn = Field("lastRateChangeOn", .day)
    package static let renewal = Unit(
        "renewal", .review, [renewalKind, renewalOn, noticeDays, nextReviewOn, lastRateChangeOn])

    package static let affiliateClause = Field(
        "affiliateClause", .choice(["none", "optOutAvailable", "optedOut", "active"]))
    package static let optedOutOn = Field("optedOutOn", .day)
    package static let affiliation = Unit("affiliation", .review, [affiliateClause, optedOutOn])

    package static let terminationTerms = Field("terminationTerms", .text(max: 1_000))
    package static let terminationNoticeDays = Field("terminationNoticeDays", .integer(0...730))
    package static let termination = Unit(
        "termination", .review, [terminationTerms, terminationNoticeDays])

    package static let retroPolicy = Field("retroPolicy", .choice(retroPolicies))
    package static let retroDaysMax = Field("retroDaysMax", .days)
    package static let retroEnrollment = Unit(
        "retroEnrollment", .review, [retroPolicy, retroDaysMax])

    package static let locationRule = Register(
        "locationRule", .choice(["allLocationsOfTin", "listedLocations"]), .review)
    package static let providerRule = Register(
        "providerRule", .choice(["eachProviderCredentialed", "groupCredentialed", "delegated"]),
        .review)
    package static let enrollsHygienists = Register("enrollsHygienists", .flag, .review)
    /// Months for which the payor's decision on a doctor holds; 36 where blank.
    package static let recredentialMonths = Register(
        "recredentialMonths", .integer(1...120), .review)
    package static let precedence = Register("precedence", .integer(0...1_000), .review)
    package static let requirementTemplate = Register(
        "requirementTemplate", .reference("requirement_template"), .review)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        code, parties, contractNumber, kind, status, term, signing, renewal, affiliation,
        termination, retroEnrollment, locationRule, providerRule, enrollsHygienists,
        recredentialMonths, precedence, requirementTemplate, documents, notes, imported,
    ]

    private static let retroPolicies = [
        "none", "toApplicationDate", "toRequestedDate", "caseByCase",
    ]
}
