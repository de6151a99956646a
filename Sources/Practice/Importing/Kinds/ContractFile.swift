internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Contracts of our entities with payors, each with how far it has come.
enum ContractFile: ImportedFile {
    static let word = "contracts"
    static let type = RecordType.payorContract

    static let code = Column(
        "contract_code", PayorContract.code, "the contract's code in this group", .required,
        also: "code")
    static let tin = Column(
        "tin", Organization.tin, "tax number of the contracting entity", .required, also: "tax_id")
    static let payor = PlanFile.payor
    static let network = Column("network", Network.name, "name of the network it joins")
    static let number = Column(
        "contract_number", PayorContract.contractNumber, "the payor's number")
    static let kind = Column("kind", PayorContract.kind, "the group's own word for it")
    static let status = Column(
        "status", PayorContract.status.step,
        "its last step: draft, offer, execute, terminate, …")
    static let from = Column(
        "effective_from", PayorContract.term.from, "first day", year: .first)
    static let through = Column(
        "effective_through", PayorContract.term.through, "last day, or blank", year: .last)
    static let renewalOn = Column(
        "renewal_on", PayorContract.renewalOn, "next renewal date", also: "renewal_date")
    static let noticeDays = Column(
        "notice_days", PayorContract.noticeDays, "days of notice before renewal")
    static let nextReviewOn = Column(
        "next_review_on", PayorContract.nextReviewOn, "next fee review")
    static let locationRule = Column(
        "location_rule", PayorContract.locationRule, "allLocationsOfTin or listedLocations")
    static let providerRule = Column(
        "provider_rule", PayorContract.providerRule,
        "eachProviderCredentialed, groupCredentialed or delegated")
    static let recredentialMonths = Column(
        "recredential_months", PayorContract.recredentialMonths,
        "months for which a decision on a doctor holds; blank: 36")

    static let columns: [any ColumnToken] = [
        code, tin, payor, network, number, kind, status, from, through, renewalOn, noticeDays,
        nextReviewOn, locationRule, providerRule, recredentialMonths,
    ]
    static let shown: [any ColumnToken] = [code]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let code = try row.required(code)
        var draft = try row.target(PayorContract.code, code)
        draft.set(PayorContract.code, code)
        let tin = try row.required(tin)
        let payor = try row.required(payor)
        let organization = try row.known(Organization.tin, tin, importFirst: .offices)
        let network = try network(row)
        draft.set(
            PayorContract.parties,
            [
                PayorContract.organization(row.reference(organization, tin)),
                PayorContract.payor(row.reference(try row.knownPayor(payor), payor)),
                PayorContract.network(network.map { row.reference($0.draft.id, $0.cell) }),
            ])
        draft.set(PayorContract.contractNumber, row[number])
        draft.set(PayorContract.kind, row[kind])
        let isEnding =
            row[status].flatMap { PayorContract.Step(rawValue: $0.text) }
            .map(endings.contains) ?? false
        draft.step(
            PayorContract.status, row[status],
            PayorContract.Status.effectiveOn(row[isEnding ? through : from]))
        draft.set(PayorContract.term, row.term(PayorContract.term, from, through))
        draft.mayBlank(through, of: row, PayorContract.term, PayorContract.term.through)
        draft.set(
            PayorContract.renewal,
            [
                PayorContract.renewalOn(row[renewalOn]), PayorContract.noticeDays(row[noticeDays]),
                PayorContract.nextReviewOn(row[nextReviewOn]),
            ])
        draft.set(PayorContract.locationRule, row[locationRule])
        draft.set(PayorContract.providerRule, row[providerRule])
        draft.set(PayorContract.recredentialMonths, row[recredentialMonths])
        return [draft] + (network.map { [$0.draft] } ?? [])
    }

    /// Steps whose day is the contract's last, not its first.
    private static let endings: Set<PayorContract.Step> = [
        .requestTermination, .noticeTermination, .terminate,
    ]

    private static func network(
        _ row: RowDrafter
    ) throws(RowRefusal) -> (draft: RecordDraft, cell: TypedCell<String>)? {
        guard let cell = row[network] else { return nil }
        let id = try row.known(.network, cell.text, cell) ?? row.newID(.network, [cell.text])
        var draft = RecordDraft(Network.self, id)
        draft.setFirst(Network.name, cell)
        return (draft, cell)
    }
}

extension ImportKind {
    package static let contracts = ImportKind(ContractFile.self)
}
