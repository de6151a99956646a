package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A network that contracts give access to.
    package static let network = RecordType(
        "network", "A network of dentists that payors use.",
        visibility: .group, writers: .central, naturalKey: Network.name,
        Network.units)

    /// Who may use a contract beside the payor that signed it; offices see a leak first.
    package static let networkAccess = RecordType(
        "network_access", "A payor may use a contract it did not sign.",
        visibility: .group, writers: .central,
        NetworkAccess.units)
}

/// What a `network` holds.
package enum Network: RecordKind {
    package static var type: RecordType { .network }

    package static let name = Register("name", .text(max: 100), .review, required: true)
    package static let ownerPayor = Register("ownerPayor", .reference("payor"), .review)
    package static let kind = Register(
        "kind", .choice(["direct", "leased", "umbrella", "shared"]), .review)

    /// One of `states`.
    package enum States {
        package static let state = Field("state", .format(.state), required: true)
    }
    package static let states = Rows.set("states", [States.state])

    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [name, ownerPayor, kind, states, notes, imported]
}

/// What a `network_access` holds.
package enum NetworkAccess: RecordKind {
    package static var type: RecordType { .networkAccess }

    package static let contract = Field("contract", .reference("payor_contract"), required: true)
    package static let accessingPayor = Field("accessingPayor", .reference("payor"), required: true)
    package static let product = Field("product", .text(max: 80))
    package static let path = Unit("path", .immutable, [contract, accessingPayor, product])

    package static let term = Term(.review)

    package static let source = Field("source", .choice(["letter", "eob", "portal", "payorList"]))
    package static let confidence = Field(
        "confidence", .choice(["confirmed", "observed", "rumoured"]))
    package static let basis = Unit("basis", .review, [source, confidence])

    package static let isOptedOut = Field("isOptedOut", .flag)
    package static let optedOutOn = Field("optedOutOn", .day)
    package static let optOut = Unit("optOut", .review, [isOptedOut, optedOutOn])

    package static let precedence = Register("precedence", .integer(0...1_000), .review)

    /// One of `observations`.
    package enum Observations {
        package static let seenOn = Field("seenOn", .day, required: true)
        package static let office = Field("office", .reference("office"))
        package static let networkNameSeen = Field("networkNameSeen", .text(max: 100))
        package static let document = Field("document", .reference("document"))
        package static let comment = Field("comment", .text(max: 500))
    }
    package static let observations = Rows.log(
        "observations", writers: .offices,
        [
            Observations.seenOn, Observations.office, Observations.networkNameSeen,
            Observations.document, Observations.comment,
        ])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        path, term, basis, optOut, precedence, observations, notes,
    ]
}
