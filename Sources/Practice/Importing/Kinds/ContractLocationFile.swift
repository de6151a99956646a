internal import Merge
internal import Participation
internal import Records
internal import Tables

/// The offices that contracts cover, and when.
enum ContractLocationFile: ImportedFile {
    static let word = "contract-locations"
    static let type = RecordType.contractLocation

    static let contract = Column("contract_code", PayorContract.code, "the contract", .required)
    static let office = Column("office_code", Office.code, "an office it covers", .required)
    static let from = Column(
        "from", ContractLocation.term.from, "first day", .required, year: .first,
        also: "effective_from")
    static let through = Column(
        "through", ContractLocation.term.through, "last day, or blank", year: .last,
        also: "effective_through")
    static let payorLocationId = Column(
        "payor_location_id", ContractLocation.payorLocationId, "the payor's number",
        also: "payer_location_id")

    static let columns: [any ColumnToken] = [contract, office, from, through, payorLocationId]
    static let shown: [any ColumnToken] = [contract, office, from]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let code = try row.required(contract)
        let place = try row.required(office)
        let contract = try row.known(PayorContract.code, code, importFirst: .contracts)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let first = try row.required(from).content
        let id = row.dated(
            ContractLocation.contract, contract, ContractLocation.office, office, from: first)
        var draft = RecordDraft(ContractLocation.self, id)
        draft.set(
            ContractLocation.pair,
            [
                ContractLocation.contract(row.reference(contract, code)),
                ContractLocation.office(row.reference(office, place)),
            ])
        draft.set(ContractLocation.term, row.term(ContractLocation.term, from, through))
        draft.mayBlank(through, of: row, ContractLocation.term, ContractLocation.term.through)
        draft.set(ContractLocation.payorLocationId, row[payorLocationId])
        return [draft]
    }
}

extension ImportKind {
    package static let contractLocations = ImportKind(ContractLocationFile.self)
}
