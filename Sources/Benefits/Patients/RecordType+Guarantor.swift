package import Merge
package import Records
internal import Tables

extension RecordType {
    /// Who answers for a patient's bill, seen where the dependants are.
    package static let guarantor = RecordType(
        "guarantor", "The person who answers for patients' bills.",
        visibility: .offices(Guarantor.offices), writers: .offices,
        Guarantor.units)
}

/// What a `guarantor` holds.
package enum Guarantor: RecordKind {
    package static var type: RecordType { .guarantor }

    package static let name = PersonName("name")
    package static let birthDate = Register("birthDate", .day, .review)
    package static let address = Address("address", prefix: "address", .latest)
    package static let phone = Register("phone", .format(.phone), .latest)
    package static let email = Register("email", .format(.email), .latest)
    package static let offices = OfficeRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [name, birthDate, address, phone, email, offices, notes]
}
