package import Merge
internal import Tables

extension RecordType {
    /// The legal entity behind offices and contracts: what a W-9 names.
    package static let organization = RecordType(
        "organization", "A legal or billing entity with its tax number.",
        visibility: .group, writers: .central, naturalKey: Organization.tin,
        Organization.units)
}

/// What an `organization` holds.
package enum Organization: RecordKind {
    package static var type: RecordType { .organization }

    package static let legalName = Register("legalName", .text(max: 100), .review, required: true)
    package static let dbaName = Register("dbaName", .text(max: 100), .review)

    package static let tin = Field("tin", .format(.tin), required: true)
    package static let tinKind = Field("tinKind", .choice(["ein", "ssn"]))
    package static let taxIdentity = Unit("taxIdentity", .review, [tin, tinKind])

    package static let npi2 = Register("npi2", .format(.npi), .review)

    package static let w9Document = Field("w9Document", .reference("document"))
    package static let w9SignedOn = Field("w9SignedOn", .day)
    package static let w9 = Unit("w9", .review, [w9Document, w9SignedOn])

    package static let billingAddress = Address("billingAddress", prefix: "billing", .review)
    package static let payToAddress = Address("payToAddress", prefix: "payTo", .review)
    package static let ownershipNote = Register("ownershipNote", .text(max: 1_000), .review)
    package static let affiliatedEntity = Register(
        "affiliatedEntity", .reference("organization"), .review)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        legalName, dbaName, taxIdentity, npi2, w9, billingAddress, payToAddress, ownershipNote,
        affiliatedEntity, documents, notes,
    ]
}
