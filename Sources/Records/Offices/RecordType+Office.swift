package import Merge
internal import Tables

extension RecordType {
    /// A place where patients are seen.
    ///
    /// Its own office keeps what only it knows.
    package static let office = RecordType(
        "office", "A dental office of the group.",
        visibility: .group, writers: .central, naturalKey: Office.code,
        Office.units)
}

/// What an `office` holds.
package enum Office: RecordKind {
    package static var type: RecordType { .office }

    package static let code = Register("code", .format(.code), .review, required: true)
    package static let name = Register("name", .text(max: 60), .review, required: true)
    package static let abbreviation = Register("abbreviation", .text(max: 20), .review)
    package static let organization = Register("organization", .reference("organization"), .review)
    package static let physicalAddress = Address("physicalAddress", prefix: "physical", .review)
    package static let phone = Register("phone", .format(.phone), .latest, writers: ownOffice)
    package static let fax = Register("fax", .format(.phone), .latest, writers: ownOffice)

    package static let mondayHours = Field("mondayHours", .text(max: 40))
    package static let tuesdayHours = Field("tuesdayHours", .text(max: 40))
    package static let wednesdayHours = Field("wednesdayHours", .text(max: 40))
    package static let thursdayHours = Field("thursdayHours", .text(max: 40))
    package static let fridayHours = Field("fridayHours", .text(max: 40))
    package static let saturdayHours = Field("saturdayHours", .text(max: 40))
    package static let sundayHours = Field("sundayHours", .text(max: 40))
    package static let hours = Unit(
        "hours", .latest, writers: ownOffice,
        [
            mondayHours, tuesdayHours, wednesdayHours, thursdayHours, fridayHours, saturdayHours,
            sundayHours,
        ])

    package static let locationNpi2 = Register("locationNpi2", .format(.npi), .review)

    /// One of `medicaidLocationIds`.
    package enum MedicaidLocationIds {
        package static let state = Field("state", .format(.state), required: true)
        package static let number = Field("number", .text(max: 40), required: true)
    }
    package static let medicaidLocationIds = Rows.set(
        "medicaidLocationIds", [MedicaidLocationIds.state, MedicaidLocationIds.number])

    package static let openedOn = Field("openedOn", .day)
    package static let closesOn = Field("closesOn", .day)
    package static let operation = Unit("operation", .review, [openedOn, closesOn])

    package static let region = Register("region", .text(max: 40), .review)
    package static let timeZone = Register("timeZone", .format(.timeZone), .review)

    /// One of `accessibility`.
    package enum Accessibility {
        package static let feature = Field("feature", .text(max: 60), required: true)
    }
    package static let accessibility = Rows.set(
        "accessibility", writers: ownOffice, [Accessibility.feature])

    /// One of `languages`.
    package enum Languages {
        package static let language = Field("language", .text(max: 35), required: true)
    }
    package static let languages = Rows.set("languages", writers: ownOffice, [Languages.language])

    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [
        code, name, abbreviation, organization, physicalAddress, phone, fax, hours, locationNpi2,
        medicaidLocationIds, operation, region, timeZone, accessibility, languages, notes, imported,
    ]

    private static let ownOffice = Writers.officeItself
}
