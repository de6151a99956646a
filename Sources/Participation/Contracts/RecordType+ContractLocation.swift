package import Merge
package import Records

extension RecordType {
    /// A contract holds at an office for a time; without it, onboarding opens no pair there.
    package static let contractLocation = RecordType(
        "contract_location", "A contract applies at an office.",
        visibility: .group, writers: .central,
        ContractLocation.units)
}

/// What a `contract_location` holds.
package enum ContractLocation: RecordKind {
    package static var type: RecordType { .contractLocation }

    package static let contract = Field("contract", .reference("payor_contract"), required: true)
    package static let office = Field("office", .reference("office"), required: true)
    package static let pair = Unit("pair", .immutable, [contract, office])

    package static let term = Term(.review)
    package static let payorLocationId = Register("payorLocationId", .text(max: 40), .review)
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [pair, term, payorLocationId, notes, imported]
}
