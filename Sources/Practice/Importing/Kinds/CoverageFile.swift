internal import Benefits
internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Coverages of patients, with the payor and plan they need where those are new, and their order.
enum CoverageFile: ImportedFile {
    static let word = "coverage"
    static let type = RecordType.coverage

    static let system = PatientFile.system
    static let number = PatientFile.number
    static let plan = Column(
        "plan_code", InsurancePlan.code, "the plan; or a payor and group number instead")
    static let payor = Column(
        "payor_code", Payor.code, "the payor's code or payor id", also: "payer_code", "payer_id",
        "payer")
    static let clearinghouse = PayorFile.clearinghouse
    static let groupNumber = PlanFile.groupNumber
    static let memberId = Column(
        "member_id", Coverage.memberId, "as on the card; blank is an unverified coverage")
    static let relationship = Column(
        "relationship", Coverage.relationship, "self, spouse, child, other or unknown")
    static let subscriberFamily = Column(
        "subscriber_family", Coverage.subscriberFamily, "where the patient is not the subscriber")
    static let subscriberGiven = Column(
        "subscriber_given", Coverage.subscriberGiven, "where the patient is not the subscriber")
    static let subscriberBirthDate = Column(
        "subscriber_birth_date", Coverage.subscriberBirthDate,
        "where the patient is not the subscriber")
    static let from = Column(
        "effective_from", Coverage.term.from, "first day; a year is its first day", .required,
        year: .first, also: "from")
    static let through = Column(
        "effective_through", Coverage.term.through, "last day; a year is its last day",
        year: .last, also: "through")
    static let place = Column(
        "order", as: .integer(1...3), "1 primary, 2 secondary, 3 tertiary")
    static let office = Column(
        "office_code", Office.code, "whose patient number it is; blank is the importing office")

    static let columns: [any ColumnToken] = [
        system, number, plan, payor, clearinghouse, groupNumber, memberId, relationship,
        subscriberFamily, subscriberGiven, subscriberBirthDate, from, through, place, office,
    ]
    static let shown: [any ColumnToken] = []
    static let shapes = [ImportShape.syntheaTransitions]
    /// Which coverage pays first from a day on rests on those before: a file gives the same order
    /// whichever of its rows stands first.
    static let order: TypedColumn<Day>? = from

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        if let payor = row[payor], ImportHeader.key(payor.text) == "noinsurance" {
            throw .skipped(.noInsurance)
        }
        let key = try row.patientKey(office)
        guard let patient = try row.findPatient(key) else {
            throw .bad(.unresolved(importFirst: .patients), column: key.number.column)
        }
        let (covered, others) = try row.coveredPlan()
        let first = try row.required(from)
        let day = try first.content
        let id = try row.coverageID(of: patient, under: covered, from: day, home: key.home)
        let source = row[plan] ?? row[payor] ?? row.word(first.text, for: first)
        // Whose it was written as it stays.
        let written = row.view.row(id, Coverage.patient)[Coverage.patient]
        var draft = RecordDraft(Coverage.self, id)
        draft.givesWay = patient.former != nil && written != patient.named
        draft.set(Coverage.patient, row.reference(written ?? patient.id, key.number))
        draft.set(Coverage.insurancePlan, row.reference(covered, source))
        draft.set(
            Coverage.identity,
            [
                Coverage.memberId(row[memberId]),
                Coverage.subscriberFamily(row[subscriberFamily]),
                Coverage.subscriberGiven(row[subscriberGiven]),
                Coverage.subscriberBirthDate(row[subscriberBirthDate]),
                Coverage.relationship(row[relationship]),
            ])
        draft.set(Coverage.term, row.term(Coverage.term, from, through))
        draft.mayBlank(through, of: row, Coverage.term, Coverage.term.through)
        if row.view.state(id) == nil {
            draft.step(Coverage.status, row.word(Coverage.Step.enter, for: first))
        }
        var drafts = [draft] + others
        let order = CoverageOrder(
            patient: patient.id, from: day, through: try lastDay(id, row), view: row.view)
        if let place = row[place] {
            let number = try place.content
            if patient.former == nil || order.takes(id, at: number) {
                drafts.append(try order.draft(putting: id, at: place, first))
            }
        }
        return drafts
    }

    /// The last day that the row names, or that stands.
    private static func lastDay(
        _ coverage: RecordID, _ row: RowDrafter
    ) throws(RowRefusal) -> Day? {
        if let cell = row[through] { return try cell.content }
        return row.view.row(coverage, Coverage.term)[Coverage.term.through]
    }
}

extension ImportKind {
    package static let coverage = ImportKind(CoverageFile.self)
}
