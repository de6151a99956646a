package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a payor said is used up on one day: a snapshot, because the payor owns the number.
    package static let benefitUsage = RecordType(
        "benefit_usage", "What a payor said of used and remaining benefits.",
        visibility: .parent(BenefitUsage.coverage), writers: .author,
        BenefitUsage.units)

    /// One verification of benefits, kept beside all others.
    package static let benefitVerification = RecordType(
        "benefit_verification", "One verification of a coverage with its payor.",
        visibility: .parent(BenefitVerification.coverage), writers: .author,
        BenefitVerification.units)
}

/// What a `benefit_usage` holds.
package enum BenefitUsage: RecordKind {
    package static var type: RecordType { .benefitUsage }

    package static let coverage = Register(
        "coverage", .reference("coverage"), .immutable, required: true)

    package static let asOf = Field("asOf", .day, required: true)
    package static let source = Field("source", .choice(["271", "phone", "portal", "eob", "fax"]))
    package static let maximumUsed = Field("maximumUsed", .money)
    package static let maximumRemaining = Field("maximumRemaining", .money)
    package static let deductibleMet = Field("deductibleMet", .money)
    package static let familyDeductibleMet = Field("familyDeductibleMet", .money)
    package static let orthoUsed = Field("orthoUsed", .money)
    package static let snapshot = Unit(
        "snapshot", .immutable,
        [
            asOf, source, maximumUsed, maximumRemaining, deductibleMet, familyDeductibleMet,
            orthoUsed,
        ])

    /// One of `history`.
    package enum History {
        package static let code = Field("code", .format(.procedure), required: true)
        package static let servedOn = Field("servedOn", .day, required: true)
        package static let tooth = Field("tooth", .text(max: 10))
    }
    package static let history = Rows.set(
        "history", [History.code, History.servedOn, History.tooth])

    package static let notes = NoteRows<Self>()

    /// One of `replaces`.
    package enum Replaces {
        package static let usage = Field("usage", .reference("benefit_usage"), required: true)
    }
    /// Words of the same day that its writer had seen: where both say a figure, this one counts.
    package static let replaces = Rows.set("replaces", writers: .offices, [Replaces.usage])

    static let units: [any UnitToken] = [coverage, snapshot, history, notes, replaces]

    /// The figures of a snapshot.
    package static let figures = [
        maximumUsed, maximumRemaining, deductibleMet, familyDeductibleMet, orthoUsed,
    ]
}

/// What a `benefit_verification` holds.
package enum BenefitVerification: RecordKind {
    package static var type: RecordType { .benefitVerification }

    package static let coverage = Register(
        "coverage", .reference("coverage"), .immutable, required: true)

    package static let requestedOn = Field("requestedOn", .day, required: true)
    package static let appointmentOn = Field("appointmentOn", .day)
    package static let appointmentReference = Field("appointmentReference", .text(max: 40))
    package static let request = Unit(
        "request", .immutable, [requestedOn, appointmentOn, appointmentReference])

    package static let completedOn = Field("completedOn", .day)
    package static let method = Field("method", .choice(["271", "phone", "portal", "fax"]))
    package static let callReference = Field("callReference", .text(max: 60))
    package static let representative = Field("representative", .text(max: 80))
    package static let verifiedBy = Field("verifiedBy", .reference("user"))
    package static let expiresOn = Field("expiresOn", .day)
    /// What was verified: another value on the coverage needs another verification.
    package static let memberId = Field("memberId", .format(.memberID))
    package static let coveredFrom = Field("coveredFrom", .day)
    package static let coveredThrough = Field("coveredThrough", .day)
    package static let completion = Unit(
        "completion", .immutable,
        [
            completedOn, method, callReference, representative, verifiedBy, expiresOn, memberId,
            coveredFrom, coveredThrough,
        ])

    package static let answers = Rows.map(
        "answers", .immutable, key: BenefitRuleFields.key, BenefitRuleFields.value)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case need, claimWork, begin, completeActive, completeInactive, cannot
    }
    package static let status = Steps(Step.self, writers: .offices, facts: [Status.by])

    package static let assignee = Register(
        "assignee", .reference("user"), .latest, writers: .offices)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        coverage, request, completion, answers, status, assignee, documents, notes,
    ]
}
