package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A group plan and its benefit rules, shared by every coverage under it.
    package static let insurancePlan = RecordType(
        "insurance_plan", "A group plan and what it pays.",
        visibility: .groupUnlessProvisional(InsurancePlan.provisionalOffice), writers: .central,
        naturalKey: InsurancePlan.code,
        InsurancePlan.units)
}

/// What an `insurance_plan` holds.
package enum InsurancePlan: RecordKind {
    package static var type: RecordType { .insurancePlan }

    package static let code = Register("code", .format(.code), .review, required: true)

    package static let payor = Field("payor", .reference("payor"), required: true)
    package static let groupNumber = Field("groupNumber", .text(max: 50))
    package static let groupName = Field("groupName", .text(max: 100))
    package static let employerName = Field("employerName", .text(max: 100))
    package static let division = Field("division", .text(max: 50))
    package static let planKey = Unit(
        "planKey", .blocking, [payor, groupNumber, groupName, employerName, division])

    package static let planKind = Register("planKind", .choice(planKinds), .review)
    package static let networkLabelOnCard = Register("networkLabelOnCard", .text(max: 100), .review)
    /// The month that maximums renew; 1 is the calendar year.
    package static let benefitYearMonth = Register("benefitYearMonth", .integer(1...12), .blocking)
    package static let cobRule = Register("cobRule", .choice(cobRules), .review)
    package static let assignmentAllowed = Register(
        "assignmentAllowed", .choice(["yes", "no", "unknown"]), .review)
    package static let missingToothClause = Register(
        "missingToothClause", .choice(["yes", "no", "unknown"]), .review)
    package static let downgradeRules = Register("downgradeRules", .text(max: 500), .review)
    package static let prostheticYears = Register("prostheticYears", .integer(0...50), .review)
    package static let orthoAgeLimit = Register("orthoAgeLimit", .integer(0...120), .review)
    package static let workInProgress = Register(
        "workInProgress", .choice(["yes", "no", "unknown"]), .review)

    package static let verifiedOn = Field("verifiedOn", .day)
    package static let verifiedBy = Field("verifiedBy", .reference("user"))
    package static let verifiedSource = Field(
        "verifiedSource", .choice(["271", "portal", "phone", "document"]))
    package static let verified = Unit(
        "verified", .maximum, [verifiedOn, verifiedBy, verifiedSource])

    package static let reviewDueOn = Register("reviewDueOn", .day, .review)
    package static let rules = Rows.map(
        "rules", .review, key: BenefitRuleFields.key, BenefitRuleFields.value)
    package static let provisionalOffice = Register(
        "provisionalOffice", .reference("office"), .review)
    package static let replacedBy = Register("replacedBy", .reference("insurance_plan"), .review)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        code, planKey, planKind, networkLabelOnCard, benefitYearMonth, cobRule, assignmentAllowed,
        missingToothClause, downgradeRules, prostheticYears, orthoAgeLimit, workInProgress,
        verified, reviewDueOn, rules, provisionalOffice, replacedBy, documents, notes, imported,
    ]

    private static let planKinds = [
        "ppoPercentage", "indemnity", "dhmo", "flatCopay", "fixedBenefit", "medicaid", "discount",
        "medical",
    ]

    private static let cobRules = [
        "basic", "standard", "carveOut", "nonDuplication", "secondaryMedicaid",
    ]
}
