internal import Merge
internal import Records
internal import Tables

/// Offices, and the billing entities behind them.
enum OfficeFile: ImportedFile {
    static let word = "offices"
    static let type = RecordType.office

    static let code = Column(
        "office_code", Office.code, "the office's code in this group", .required, also: "code",
        "office")
    static let name = Column(
        "name", Office.name, "as payors know the location", .required, also: "office_name")
    static let tin = Column(
        "tin", Organization.tin, "tax number of the billing entity, 9 digits", also: "tax_id")
    static let legalName = Column(
        "legal_name", Organization.legalName, "the billing entity, where its tax number is new")
    static let npi2 = Column("npi2", Office.locationNpi2, "organization NPI of the location")
    static let phone = Column("phone", Office.phone, "10 digits")
    static let fax = Column("fax", Office.fax, "10 digits")
    static let openedOn = Column("opened_on", Office.openedOn, "date", year: .first)
    static let closesOn = Column("closes_on", Office.closesOn, "last day, or blank", year: .last)
    static let region = Column("region", Office.region, "for reports")
    static let timeZone = Column("time_zone", Office.timeZone, "such as America/New_York")

    static let columns: [any ColumnToken] =
        [code, name, tin, legalName, npi2] + AddressColumns.all + [
            phone, fax, openedOn, closesOn, region, timeZone,
        ]
    static let shown: [any ColumnToken] = [code]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let code = try row.required(code)
        var draft = try row.target(Office.code, code)
        draft.set(Office.code, code)
        draft.set(Office.name, try row.required(name))
        let organization = try organization(row)
        if let organization, let tin = row[tin] {
            draft.set(Office.organization, row.reference(organization.id, tin))
        }
        draft.set(Office.physicalAddress, row.address(Office.physicalAddress))
        draft.set(Office.phone, row[phone])
        draft.set(Office.fax, row[fax])
        draft.set(Office.locationNpi2, row[npi2])
        draft.set(
            Office.operation, [Office.openedOn(row[openedOn]), Office.closesOn(row[closesOn])])
        draft.mayBlank(closesOn, of: row, Office.operation, Office.closesOn)
        draft.set(Office.region, row[region])
        draft.set(Office.timeZone, row[timeZone])
        return [draft] + (organization.map { [$0] } ?? [])
    }

    private static func organization(_ row: RowDrafter) throws(RowRefusal) -> RecordDraft? {
        guard let tin = row[tin] else { return nil }
        var draft = try row.target(Organization.tin, tin)
        draft.set(Organization.taxIdentity, [Organization.tin(tin)])
        let isNew = !row.view.isPending(draft.id) && !row.view.isStored(draft.id)
        draft.set(Organization.legalName, row[legalName] ?? (isNew ? row[name] : nil))
        return draft
    }
}

extension ImportKind {
    package static let offices = ImportKind(OfficeFile.self)
}
