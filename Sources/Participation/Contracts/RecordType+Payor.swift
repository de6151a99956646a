package import Merge
package import Records
internal import Tables

extension RecordType {
    /// Whoever pays claims.
    ///
    /// An office creates one it lacks in its own scope, `provisional`.
    package static let payor = RecordType(
        "payor", "An insurance carrier, administrator or programme that pays claims.",
        visibility: .groupUnlessProvisional(Payor.provisionalOffice), writers: .central,
        naturalKey: Payor.code,
        Payor.units)
}

/// What a `payor` holds.
package enum Payor: RecordKind {
    package static var type: RecordType { .payor }

    package static let code = Register("code", .format(.code), .review, required: true)
    package static let name = Register("name", .text(max: 100), .review, required: true)

    /// One of `aliases`.
    package enum Aliases {
        package static let alias = Field("alias", .text(max: 100), required: true)
    }
    package static let aliases = Rows.set("aliases", [Aliases.alias])

    /// One of `payorIds`.
    package enum PayorIds {
        package static let payorId = Field("payorId", .format(.payorID), required: true)
        package static let clearinghouse = Field("clearinghouse", .text(max: 60))
    }
    package static let payorIds = Rows.set("payorIds", [PayorIds.payorId, PayorIds.clearinghouse])

    package static let kind = Register("kind", .choice(payorKinds), .review)

    /// One of `contacts`.
    package enum Contacts {
        package static let role = Field("role", .text(max: 60), required: true)
        package static let name = Field("name", .text(max: 100))
        package static let phone = Field("phone", .format(.phone))
        package static let email = Field("email", .format(.email))
        package static let url = Field("url", .text(max: 200))
    }
    package static let contacts = Rows.map(
        "contacts", .latest, writers: .offices, key: [Contacts.role, Contacts.name],
        [Contacts.phone, Contacts.email, Contacts.url])

    package static let claimAddress = Address("claimAddress", prefix: "claim", .review)
    package static let appealAddress = Address("appealAddress", prefix: "appeal", .review)
    package static let timelyFilingDays = Register("timelyFilingDays", .days, .review)
    package static let appealDays = Register("appealDays", .days, .review)
    package static let appealLevels = Register("appealLevels", .integer(0...10), .review)
    package static let coinsuranceDirection = Register(
        "coinsuranceDirection", .choice(["patientPays", "planPays", "unknown"]), .review)
    package static let requirementTemplate = Register(
        "requirementTemplate", .reference("requirement_template"), .review)
    package static let verificationWindowDays = Register("verificationWindowDays", .days, .review)
    package static let provisionalOffice = Register(
        "provisionalOffice", .reference("office"), .review)
    package static let replacedBy = Register("replacedBy", .reference("payor"), .review)
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    /// One of `authorizationRules`: what the payor wants before the work is done.
    package enum AuthorizationRules {
        package static let code = Field("code", .format(.procedure), required: true)
        package static let kind = Field(
            "kind", .choice(["prior", "predetermination", "none"]), required: true)
    }
    package static let authorizationRules = Rows.map(
        "authorizationRules", .review, key: [AuthorizationRules.code], [AuthorizationRules.kind])

    /// One of `attachmentRules`: what has to go beside a claim for a code, by the group's own name.
    package enum AttachmentRules {
        package static let code = Field("code", .format(.procedure), required: true)
        package static let attachment = Field("attachment", .text(max: 40), required: true)
    }
    package static let attachmentRules = Rows.set(
        "attachmentRules", [AttachmentRules.code, AttachmentRules.attachment])

    static let units: [any UnitToken] = [
        code, name, aliases, payorIds, kind, contacts, claimAddress, appealAddress,
        timelyFilingDays, appealDays, appealLevels, coinsuranceDirection, requirementTemplate,
        verificationWindowDays, provisionalOffice, replacedBy, notes, imported,
        authorizationRules, attachmentRules,
    ]

    private static let payorKinds = [
        "commercial", "tpa", "medicaid", "medicareAdvantage", "tricare", "discount",
    ]
}
