package import Merge
package import Records
internal import Tables

extension RecordType {
    /// One row of a public exclusion list, known by NPI and not by a record of ours: whoever is
    /// taken on later is found all the same.
    ///
    /// It is `central`, not `credentialing`: the list is public, and every coordinator who
    /// onboards must be stopped by it. What it says of a doctor of ours is a `sanction_check`.
    package static let exclusion = RecordType(
        "exclusion", "A person whom a public list excludes from federal or state programmes.",
        visibility: .central, writers: .central,
        Exclusion.units)
}

/// What an `exclusion` holds.
package enum Exclusion: RecordKind {
    package static var type: RecordType { .exclusion }

    package static let npi = Field("npi", .format(.npi), required: true)
    package static let list = Field("list", .choice(SanctionCheck.sanctionLists), required: true)
    package static let excludedFrom = Field("excludedFrom", .day)
    package static let subject = Unit("subject", .immutable, [npi, list, excludedFrom])

    package static let reinstatedOn = Register("reinstatedOn", .day, .review)
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [subject, reinstatedOn, notes, imported]
}
