internal import Benefits
internal import Claims
internal import Merge
internal import Participation
internal import Records
internal import Tables

// A claim is one by its number, office, day, total, frequency and order, whether a list of the
// practice's software names it or its 837: both are taken in as one record. Its patient is known by
// the practice's own number, which no name can be mistaken in.

/// Claims as the practice's software lists them, one per row.
enum ClaimFile: ImportedFile {
    static let word = "claims"
    static let type = RecordType.claim

    static let number = Column(
        "claim_number", Claim.claimNumber, "its number in the office's software", .required,
        also: "claim_id")
    static let office = Column(
        "office_code", Office.code, "where; blank is the importing office")
    static let system = PatientFile.system
    static let patient = PatientFile.number
    static let servedOn = Column(
        "service_date", Claim.servedFrom, "the day of the service", .required)
    static let total = Column("total", Claim.total, "what is charged, as 210.00")
    static let services = Column(
        "services", as: .text(max: 4_000),
        "CODE:CHARGE or CODE:CHARGE:TOOTH, `|` between them; they come to the total")
    static let npi = Column("npi", Practitioner.npi, "who did the work, by NPI")
    static let payor = CoverageFile.payor
    static let clearinghouse = PayorFile.clearinghouse
    static let memberId = Column("member_id", Claim.memberId, "as on the card")
    static let place = Column(
        "order", as: .integer(1...3), "1 to the plan that pays first, 2 second, 3 third")
    static let frequency = Column(
        "frequency", Claim.frequency, "1 an original, 7 in the place of another, 8 takes it back")
    static let replaced = Column(
        "replaced_number", Claim.replacedNumber, "the payor's number of the one it replaces")
    static let sentOn = Column(
        "sent_on", Claim.status.happenedOn, "when it went out; blank is a draft")
    static let closedOn = Column(
        "closed_on", Claim.status.happenedOn, "when the ledger closed it as paid")

    static let columns: [any ColumnToken] = [
        number, office, system, patient, servedOn, total, services, npi, payor, clearinghouse,
        memberId, place, frequency, replaced, sentOn, closedOn,
    ]
    static let shown: [any ColumnToken] = [number, servedOn]
    static let shapes = [ImportShape.syntheaClaims]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let key = try row.patientKey(office)
        guard let patient = try row.findPatient(key) else {
            throw .bad(.unresolved(importFirst: .patients), column: key.number.column)
        }
        let claim = try ListedClaim(row, at: key.home, of: patient.id)
        let standing = claim.standing(in: row.view)
        if let standing, try !claim.agrees(with: standing, in: row.view) {
            throw .bad(
                .told("a claim of that number, day and total is here with other services"),
                column: services.name)
        }
        var draft = RecordDraft(Claim.self, standing ?? claim.newID(row))
        if standing == nil { try claim.say(in: &draft, row) }
        try claim.log(in: &draft, row)
        return [draft]
    }
}

extension ImportKind {
    package static let claims = ImportKind(ClaimFile.self)
}
