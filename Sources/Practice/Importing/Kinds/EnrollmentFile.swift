internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Enrolments as payors' rosters have them: dates by evidence, and each case's last step.
enum EnrollmentFile: ImportedFile {
    static let word = "enrollments"
    static let type = RecordType.enrollment

    static let npi = Column("npi", Practitioner.npi, "the doctor's NPI", .required)
    static let contract = Column("contract_code", PayorContract.code, "the contract", .required)
    static let office = Column("office_code", Office.code, "the office", .required)
    static let status = Column(
        "status", Enrollment.status.step, "its last step: submit, loaded, recorded, …")
    static let participation = Column(
        "participation", Enrollment.participation, "inNetwork, registeredOutOfNetwork, notLoaded")
    static let submittedOn = Column(
        "submitted_on", Enrollment.status.happenedOn, "date of the application")
    static let from = Column(
        "effective_from", Enrollment.EffectiveDates.effectiveFrom,
        "first day the payor confirmed", year: .first)
    static let through = Column(
        "effective_through", Enrollment.effectiveThrough, "last day, or blank", year: .last)
    static let payorProviderId = Column(
        "payor_provider_id", Enrollment.payorProviderId, "the payor's number",
        also: "payer_provider_id")
    static let recredentialDue = Column(
        "recredential_due", Enrollment.recredentialDueOn,
        "the day by which the payor decides anew")
    static let evidence = Column(
        "evidence", Enrollment.EffectiveDates.document,
        "id of the payor's letter; blank: the import is it")

    static let columns: [any ColumnToken] = [
        npi, contract, office, status, participation, submittedOn, from, through, payorProviderId,
        recredentialDue, evidence,
    ]
    static let shown: [any ColumnToken] = [npi, contract, office]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        var draft = try named(row)
        draft.mayBlank(through, of: row, Enrollment.ending, Enrollment.effectiveThrough)
        draft.set(Enrollment.participation, row[participation])
        draft.set(Enrollment.recredentialDueOn, row[recredentialDue])
        draft.set(
            Enrollment.payorNumbers, [Enrollment.payorProviderId(row[payorProviderId])])
        if let submitted = row[submittedOn] {
            draft.step(
                Enrollment.status, row.word(Enrollment.Step.submit, for: submitted),
                Enrollment.status.happenedOn(submitted))
        }
        guard let from = row[from] else {
            draft.step(Enrollment.status, row[status])
            draft.set(Enrollment.ending, [Enrollment.effectiveThrough(row[through])])
            return [draft]
        }
        let evidence = row.evidence(for: draft, named: row[evidence], from)
        draft.put(
            Enrollment.effectiveDates, at: [Enrollment.EffectiveDates.document(evidence.cell)],
            [Enrollment.EffectiveDates.effectiveFrom(from)])
        draft.set(Enrollment.ending, [Enrollment.effectiveThrough(row[through])])
        draft.step(
            Enrollment.status, row[status] ?? row.word(Enrollment.Step.recorded, for: from),
            Enrollment.Status.effectiveOn(from), Enrollment.status.document(evidence.cell))
        return [draft] + evidence.drafts
    }

    /// The case of the row's doctor, contract and office.
    private static func named(_ row: RowDrafter) throws(RowRefusal) -> RecordDraft {
        let npi = try row.required(npi)
        let code = try row.required(contract)
        let place = try row.required(office)
        let doctor = try row.known(Practitioner.npi, npi, importFirst: .doctors)
        let contract = try row.known(PayorContract.code, code, importFirst: .contracts)
        let office = try row.known(Office.code, place, importFirst: .offices)
        var draft = RecordDraft(Enrollment.self, caseID(doctor, contract, office, row))
        draft.set(
            Enrollment.identity,
            [
                Enrollment.practitioner(row.reference(doctor, npi)),
                Enrollment.contract(row.reference(contract, code)),
                Enrollment.office(row.reference(office, place)),
            ])
        return draft
    }

    /// The case that stands for the three, whoever opened it; else the one that onboarding derives.
    private static func caseID(
        _ doctor: RecordID, _ contract: RecordID, _ office: RecordID, _ row: RowDrafter
    ) -> RecordID {
        let standing = row.view.lookup.referring(Enrollment.practitioner, doctor).sorted()
        let same = standing.first { id in
            row.refers(id, Enrollment.contract, to: contract)
                && row.refers(id, Enrollment.office, to: office)
        }
        return same
            ?? row.newID(.enrollment, DoctorCases.key(doctor, contract: contract, office: office))
    }
}

extension ImportKind {
    package static let enrollments = ImportKind(EnrollmentFile.self)
}
