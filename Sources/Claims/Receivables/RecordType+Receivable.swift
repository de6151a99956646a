package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What is still open of one service, as the practice's software says: its ledger is the truth.
    ///
    /// Bridgework keeps no ledger. A file of one office and day is that office's snapshot: what a
    /// newer one says takes the place of what the last one said, and what it does not name any
    /// more is not open any more (`ReceivableBook`).
    package static let receivable = RecordType(
        "receivable", "What is open of a service, from the practice's ledger.",
        visibility: .office(Receivable.office), writers: .office(Receivable.office),
        Receivable.units)
}

/// What a `receivable` holds.
package enum Receivable: RecordKind {
    package static var type: RecordType { .receivable }

    package static let office = Field("office", .reference("office"), required: true)
    /// The number that the office's software gives it.
    package static let itemNumber = Field("itemNumber", .text(max: 60), required: true)
    package static let identity = Unit("identity", .immutable, [office, itemNumber])

    /// The day of the snapshot that says so: of two that were taken in apart the newer one counts.
    package static let asOf = Field("asOf", .day, required: true)
    package static let debtor = Field(
        "debtor", .choice(Debtor.allCases.map(\.rawValue)), required: true)
    package static let servedOn = Field("servedOn", .day, required: true)
    /// In cents; less than nothing is a credit.
    package static let openCents = Field(
        "openCents", .integer(PaymentLimits.cents), required: true)
    package static let patient = Field("patient", .reference("patient"))
    package static let payor = Field("payor", .reference("payor"))
    /// Whose money it is: the legal entity that bills.
    package static let organization = Field("organization", .reference("organization"))
    package static let claimNumber = Field("claimNumber", .text(max: 50))
    package static let isInCollections = Field("isInCollections", .flag)
    package static let balance = Unit(
        "balance", .maximum,
        [
            asOf, debtor, servedOn, openCents, patient, payor, organization, claimNumber,
            isInCollections,
        ])

    package static let imported = ImportedUnit<Self>()
    package static let notes = NoteRows<Self>()

    /// Who owes it: the class of a receivable.
    package enum Debtor: String, CaseIterable, Sendable {
        case patient, insurance
    }

    static let units: [any UnitToken] = [identity, balance, imported, notes]
}
