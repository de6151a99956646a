package import Merge
package import Records
internal import Tables

extension RecordType {
    /// The insurance side of a patient; charting stays in the practice-management system.
    package static let patient = RecordType(
        "patient", "A patient, as insurance knows one.",
        visibility: .offices(Patient.offices), writers: .offices,
        Patient.units)
}

/// What a `patient` holds.
package enum Patient: RecordKind {
    package static var type: RecordType { .patient }

    package static let name = PersonName("name")
    package static let birthDate = Register("birthDate", .day, .blocking)
    package static let sexForClaims = Register("sexForClaims", .choice(["M", "F", "U"]), .review)
    package static let preferredName = Register("preferredName", .text(max: 70), .latest)
    package static let pronouns = Register("pronouns", .text(max: 30), .latest)
    package static let address = Address("address", prefix: "address", .latest)

    /// One of `phones`.
    package enum Phones {
        package static let kind = Field(
            "kind", .choice(["home", "mobile", "work", "other"]), required: true)
        package static let phone = Field("phone", .format(.phone), required: true)
        package static let textsAllowed = Field("textsAllowed", .flag)
    }
    package static let phones = Rows.set(
        "phones", [Phones.kind, Phones.phone, Phones.textsAllowed])

    /// One of `emails`.
    package enum Emails {
        package static let email = Field("email", .format(.email), required: true)
    }
    package static let emails = Rows.set("emails", [Emails.email])

    /// A restriction must not be lost by a merge: adding wins, removing is guarded.
    package enum Restrictions {
        package static let restriction = Field("restriction", .text(max: 150), required: true)
    }
    package static let restrictions = Rows.set(
        "restrictions", guarded: true, [Restrictions.restriction])

    package static let language = Register("language", .text(max: 35), .latest)
    package static let guarantor = Register("guarantor", .reference("guarantor"), .review)
    package static let responsibleParty = Register(
        "responsibleParty", .reference("guarantor"), .review)
    /// What a log says of a patient; no workflow reads it.
    package enum Step: String, StepWord {
        case activate, deactivate, deceased, merge
    }
    package static let status = Steps(Step.self)
    package static let homeOffice = Register.ownOffice("homeOffice", .review)
    package static let offices = OfficeRows<Self>()

    /// One of `externalIds`.
    package enum ExternalIds {
        package static let office = Field("office", .reference("office"), required: true)
        package static let system = Field("system", .text(max: 40), required: true)
        package static let number = Field("number", .text(max: 40), required: true)
    }
    package static let externalIds = Rows.set(
        "externalIds", [ExternalIds.office, ExternalIds.system, ExternalIds.number])

    package static let medicaidState = Field("medicaidState", .format(.state))
    package static let medicaidNumber = Field("medicaidNumber", .text(max: 40))
    package static let medicaid = Unit("medicaid", .blocking, [medicaidState, medicaidNumber])

    /// One of `links`.
    package enum Links {
        package static let patient = Field("patient", .reference("patient"), required: true)
        package static let kind = Field(
            "kind", .choice(LinkKind.allCases.map(\.rawValue)), required: true)
    }
    package static let links = Rows.set("links", writers: .central, [Links.patient, Links.kind])

    /// Which coverage pays first is counted here, so two offices cannot both have a primary.
    package enum CoverageOrder {
        package static let effectiveFrom = Field("effectiveFrom", .day, required: true)
        package static let primaryCoverage = Field("primaryCoverage", .reference("coverage"))
        package static let secondaryCoverage = Field("secondaryCoverage", .reference("coverage"))
        package static let tertiaryCoverage = Field("tertiaryCoverage", .reference("coverage"))
    }
    package static let coverageOrder = Rows.map(
        "coverageOrder", .blocking, key: [CoverageOrder.effectiveFrom],
        [
            CoverageOrder.primaryCoverage, CoverageOrder.secondaryCoverage,
            CoverageOrder.tertiaryCoverage,
        ])

    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        name, birthDate, sexForClaims, preferredName, pronouns, address, phones, emails,
        restrictions, language, guarantor, responsibleParty, status, homeOffice, offices,
        externalIds, medicaid, links, coverageOrder, documents, notes, imported,
    ]
}
