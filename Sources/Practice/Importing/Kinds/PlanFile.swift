internal import Benefits
internal import Merge
internal import Participation

/// Group plans of payors.
enum PlanFile: ImportedFile {
    static let word = "plans"
    static let type = RecordType.insurancePlan

    static let code = Column(
        "plan_code", InsurancePlan.code, "the plan's code in this group", .required, also: "code")
    static let payor = Column(
        "payor_code", Payor.code, "its payor", .required, also: "payer_code", "payer")
    static let groupNumber = Column("group_number", InsurancePlan.groupNumber, "as on the card")
    static let groupName = Column("group_name", InsurancePlan.groupName, "as on the card")
    static let employer = Column(
        "employer", InsurancePlan.employerName, "employer name", also: "employer_name")
    static let division = Column("division", InsurancePlan.division, "division of the group")
    static let kind = Column("kind", InsurancePlan.planKind, "ppo, indemnity, …", also: "plan_kind")
    static let networkLabel = Column(
        "network_label", InsurancePlan.networkLabelOnCard, "network printed on the card")
    static let benefitMonth = Column(
        "benefit_month", InsurancePlan.benefitYearMonth,
        "month the benefit year begins, 1 to 12; 0 is 1")

    static let columns: [any ColumnToken] = [
        code, payor, groupNumber, groupName, employer, division, kind, networkLabel, benefitMonth,
    ]
    static let shown: [any ColumnToken] = [code]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let code = try row.required(code)
        let payor = try row.required(payor)
        var draft = try row.target(InsurancePlan.code, code)
        draft.set(InsurancePlan.code, code)
        draft.set(
            InsurancePlan.planKey,
            [
                InsurancePlan.payor(row.reference(try row.knownPayor(payor), payor)),
                InsurancePlan.groupNumber(row[groupNumber]),
                InsurancePlan.groupName(row[groupName]),
                InsurancePlan.employerName(row[employer]), InsurancePlan.division(row[division]),
            ])
        draft.set(InsurancePlan.planKind, row[kind])
        draft.set(InsurancePlan.networkLabelOnCard, row[networkLabel])
        // Practice systems write 0 for the calendar year.
        let month = row[benefitMonth].map { $0.text == "0" ? $0.saying("1") : $0 }
        draft.set(InsurancePlan.benefitYearMonth, month)
        return [draft]
    }
}

extension ImportKind {
    package static let plans = ImportKind(PlanFile.self)
}
