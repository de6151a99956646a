package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A doctor at an office for a time.
    ///
    /// No row means not there; it never means everywhere.
    package static let locationAssignment = RecordType(
        "location_assignment", "A doctor works at an office from one day through another.",
        visibility: .group, writers: .central,
        LocationAssignment.units)
}

/// What a `location_assignment` holds.
package enum LocationAssignment: RecordKind {
    package static var type: RecordType { .locationAssignment }

    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let office = Field("office", .reference("office"), required: true)
    package static let pair = Unit("pair", .immutable, [practitioner, office])

    package static let term = Term(.review)
    package static let role = Register(
        "role", .choice(["owner", "associate", "specialist", "hygienist", "locum"]), .review)
    package static let weekdays = Register(
        "weekdays", .format(.weekdays), .review, writers: .office(office))
    package static let acceptingNew = Register(
        "acceptingNew", .flag, .latest, writers: .office(office))
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [pair, term, role, weekdays, acceptingNew, notes, imported]
}
