internal import Claims
internal import Merge
internal import Participation
internal import Records
internal import Tables

/// What is open of one service per row: a snapshot of an office's ledger.
enum ReceivableFile: ImportedFile {
    static let word = "receivables"
    static let type = RecordType.receivable

    static let office = Column(
        "office_code", Office.code, "whose ledger; the file is that office's whole snapshot",
        .required)
    static let number = Column(
        "item_number", Receivable.itemNumber, "its number in the office's software", .required,
        also: "item_id")
    static let asOf = Column(
        "as_of", Receivable.asOf, "the snapshot's day, the same in every row of an office",
        .required)
    static let debtor = Column(
        "class", Receivable.debtor, "who owes it: patient or insurance", .required, also: "debtor")
    static let servedOn = Column(
        "service_date", Receivable.servedOn, "the day of the service", .required)
    static let amount = Column(
        "amount", as: .text(max: 20), "what is open, as 120.00; a credit as -120.00", .required,
        also: "balance")
    static let system = PatientFile.system
    static let patient = PatientFile.number
    static let payor = Column(
        "payor", Payor.code, "the payor that is asked: its code, payor id or name")
    static let entity = Column(
        "tin", Organization.tin, "the legal entity that bills; the office's if blank")
    static let claim = Column("claim_number", Receivable.claimNumber, "the claim, if there is one")
    static let collections = Column(
        "collections", Receivable.isInCollections, "yes where it was sent to collections")

    static let columns: [any ColumnToken] = [
        office, number, asOf, debtor, servedOn, amount, system, patient, payor, entity, claim,
        collections,
    ]
    static let shown: [any ColumnToken] = [office, number, asOf]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let place = try row.required(office)
        let number = try row.required(number)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let asOf = try row.required(asOf)
        try checkDays(asOf, try row.required(servedOn), today: row.context.today)
        let known = row.view.known(Receivable.office, office, by: [number.text]) { id in
            row.view.row(id, Receivable.identity)[Receivable.itemNumber].map { [[$0]] } ?? []
        }
        let id = known ?? row.newID(.receivable, [number.text], of: office)
        if let last = row.view.row(id, Receivable.balance)[Receivable.asOf],
            try asOf.content < last
        {
            throw .bad(
                .told("a newer snapshot of that office is here: take in the newest alone"),
                column: asOf.column)
        }
        var draft = RecordDraft(Receivable.self, id)
        draft.set(
            Receivable.identity,
            [
                Receivable.office(row.reference(office, place)), Receivable.itemNumber(number),
            ])
        draft.set(
            Receivable.balance,
            [
                Receivable.asOf(asOf), Receivable.debtor(try row.required(debtor)),
                Receivable.servedOn(try row.required(servedOn)),
                Receivable.openCents(try cents(try row.required(amount))),
                Receivable.patient(try findPatient(row)), Receivable.payor(try findPayor(row)),
                Receivable.organization(try findEntity(row, office, place)),
                Receivable.claimNumber(row[claim]),
                Receivable.isInCollections(row[collections] ?? no(for: number)),
            ])
        return [draft]
    }

    /// What is not said to be in collections is not, also where an earlier snapshot said that it
    /// was.
    private static func no(for cell: TypedCell<String>) -> TypedCell<Bool> {
        cell.saying("no").retyped(.flag)
    }

    private static func checkDays(
        _ asOf: TypedCell<Day>, _ servedOn: TypedCell<Day>, today: Day
    ) throws(RowRefusal) {
        guard try asOf.content <= today else {
            throw .bad(.told("a snapshot is of a day that has been"), column: asOf.column)
        }
        guard try servedOn.content <= asOf.content else {
            throw .bad(.told("the service is after the snapshot's day"), column: servedOn.column)
        }
    }

    /// Dollars with at most two decimals, less than nothing with a minus or in parentheses.
    private static func cents(_ cell: TypedCell<String>) throws(RowRefusal) -> TypedCell<Int64> {
        var text = Substring(cell.text)
        var isCredit = false
        if text.hasPrefix("-") {
            isCredit = true
            text = text.dropFirst()
        } else if text.hasPrefix("("), text.hasSuffix(")") {
            isCredit = true
            text = text.dropFirst().dropLast()
        }
        let cents = try cell.saying(String(text)).retyped(.money).content
        return cell.saying(String(isCredit ? -cents : cents))
            .retyped(.integer(PaymentLimits.cents))
    }

    private static func findPatient(
        _ row: RowDrafter
    ) throws(RowRefusal) -> TypedCell<RecordID> {
        let key = try row.patientKey(office)
        guard let found = try row.findPatient(key) else {
            throw .bad(.unresolved(importFirst: .patients), column: key.number.column)
        }
        return row.reference(found.id, key.number)
    }

    private static func findPayor(_ row: RowDrafter) throws(RowRefusal) -> TypedCell<RecordID>? {
        guard let cell = row[payor] else { return nil }
        if let found = try row.findPayor(cell, at: nil) { return row.reference(found, cell) }
        guard let named = try row.payorNamed(cell) else {
            throw .bad(.unresolved(importFirst: .payors), column: cell.column)
        }
        return row.reference(named, cell)
    }

    private static func findEntity(
        _ row: RowDrafter, _ office: RecordID, _ place: TypedCell<String>
    ) throws(RowRefusal) -> TypedCell<RecordID>? {
        guard let cell = row[entity] else {
            let own = row.view.row(office, Office.organization)[Office.organization]
            return own.map { row.reference($0, place) }
        }
        let id = try row.known(Organization.tin, cell, importFirst: .offices)
        return row.reference(id, cell)
    }

    static func followUps() -> any FollowUps { ReceivableSnapshots() }
}

extension ImportKind {
    package static let receivables = ImportKind(ReceivableFile.self)
}
