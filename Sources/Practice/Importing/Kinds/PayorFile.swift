internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Payors, with the ids that clearinghouses know them by.
enum PayorFile: ImportedFile {
    static let word = "payors"
    static let type = RecordType.payor

    static let code = Column(
        "payor_code", Payor.code, "the payor's code in this group", .required, also: "payer_code",
        "code")
    static let name = Column(
        "name", Payor.name, "the payor's name", .required, also: "payor_name", "payer_name")
    static let kind = Column("kind", Payor.kind, "commercial, medicaid, …")
    static let payorId = Column(
        "payor_id", Payor.PayorIds.payorId, "electronic payor id", also: "payer_id")
    static let clearinghouse = Column(
        "clearinghouse", Payor.PayorIds.clearinghouse, "whose payor id it is")
    static let aliases = Column(
        "aliases", Payor.Aliases.alias, "other names, separated by |", also: "alias")
    static let phone = Column("phone", Payor.Contacts.phone, "provider line, 10 digits")

    static let columns: [any ColumnToken] =
        [code, name, kind, payorId, clearinghouse, aliases, phone] + AddressColumns.all
    static let shown: [any ColumnToken] = [code]
    static let shapes = [ImportShape.syntheaPayers]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let code = try row.required(code)
        let name = try row.required(name)
        var draft = try row.target(Payor.code, code)
        draft.set(Payor.code, code)
        draft.set(Payor.name, name)
        draft.set(Payor.kind, row[kind])
        for alias in row.list(aliases) { draft.insert(Payor.aliases, Payor.Aliases.alias(alias)) }
        if let id = row[payorId] {
            draft.insert(
                Payor.payorIds, Payor.PayorIds.payorId(id),
                Payor.PayorIds.clearinghouse(standingHouse(id, of: draft.id, row)))
        }
        if let phone = row[phone] {
            draft.put(
                Payor.contacts, at: [Payor.Contacts.role(row.word("provider line", for: phone))],
                [Payor.Contacts.phone(phone)])
        }
        draft.set(Payor.claimAddress, row.address(Payor.claimAddress))
        if row.view.state(draft.id) == nil {
            draft.near = row.view.payors(near: name.text)
                .map { "payor \"\(name.text)\" is new; \($0)" }
        }
        return [draft]
    }

    /// The clearinghouse as it stands with the payor's id, where only its letters' case or the like
    /// differs.
    private static func standingHouse(
        _ id: TypedCell<String>, of payor: RecordID, _ row: RowDrafter
    ) -> TypedCell<String>? {
        guard let house = row[clearinghouse] else { return nil }
        let number = TextFormat.payorID.normalized(id.text) ?? id.text
        let key = Value([.text(number), .text(house.text)]).encoded
        let standing = row.view.standing(key, in: Payor.payorIds, of: payor)
        return standing?[Payor.PayorIds.clearinghouse].map(house.saying) ?? house
    }
}

extension ImportKind {
    package static let payors = ImportKind(PayorFile.self)
}
