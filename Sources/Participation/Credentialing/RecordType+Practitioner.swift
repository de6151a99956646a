package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A dentist or hygienist, as offices and payors may know one.
    package static let practitioner = RecordType(
        "practitioner", "A dentist, hygienist or other licensed person.",
        visibility: .group, writers: .central, naturalKey: Practitioner.npi,
        Practitioner.units)
}

/// What a `practitioner` holds.
package enum Practitioner: RecordKind {
    package static var type: RecordType { .practitioner }

    package static let npi = Register("npi", .format(.npi), .review, required: true)
    package static let legalName = PersonName("legalName")
    package static let preferredName = Register("preferredName", .text(max: 70), .latest)

    /// One of `otherNames`.
    package enum OtherNames {
        package static let name = Field("name", .text(max: 150), required: true)
        package static let startsOn = Field("startsOn", .day)
        package static let endsOn = Field("endsOn", .day)
    }
    package static let otherNames = Rows.set(
        "otherNames", [OtherNames.name, OtherNames.startsOn, OtherNames.endsOn])

    /// One of `taxonomies`.
    package enum Taxonomies {
        package static let taxonomy = Field("taxonomy", .format(.taxonomy), required: true)
        package static let licenseState = Field("licenseState", .format(.state))
    }
    package static let taxonomies = Rows.set(
        "taxonomies", [Taxonomies.taxonomy, Taxonomies.licenseState])

    package static let primaryTaxonomy = Register("primaryTaxonomy", .format(.taxonomy), .review)
    package static let degree = Register(
        "degree", .choice(["DDS", "DMD", "RDH", "MD", "DO", "other"]), .review)

    package static let hireOn = Field("hireOn", .day)
    package static let departOn = Field("departOn", .day)
    package static let employment = Unit("employment", .review, [hireOn, departOn])

    /// One of `primaryOffice`.
    package enum PrimaryOffice {
        package static let effectiveFrom = Field("effectiveFrom", .day, required: true)
        package static let office = Field("office", .reference("office"))
    }
    package static let primaryOffice = Rows.map(
        "primaryOffice", .review, key: [PrimaryOffice.effectiveFrom], [PrimaryOffice.office])

    /// The days on which the lists exclude the person, as the hub sees them: offices do not
    /// hold the lists, and must know all the same.
    package enum Exclusions {
        package static let from = Field("from", .day)
        package static let through = Field("through", .day)
    }
    package static let exclusions = Rows.set(
        "exclusions", writers: .hub, [Exclusions.from, Exclusions.through])

    /// One of `languages`.
    package enum Languages {
        package static let language = Field("language", .text(max: 35), required: true)
    }
    package static let languages = Rows.set("languages", [Languages.language])

    /// What a log says of a doctor; no workflow reads it.
    package enum Step: String, StepWord {
        case prospect, onboarding, active, leave, `return`, departed
    }
    package static let status = Steps(Step.self)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        npi, legalName, preferredName, otherNames, taxonomies, primaryTaxonomy, degree, employment,
        primaryOffice, exclusions, languages, status, documents, notes, imported,
    ]
}
