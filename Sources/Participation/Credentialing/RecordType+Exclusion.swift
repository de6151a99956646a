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
    /// The first day on which a row no longer holds; `nil` too where it lies before the exclusion
    /// itself: nobody is let in by what cannot be.
    package static func reinstated(_ row: RecordView) -> Day? {
        guard let day = row[reinstatedOn] else { return nil }
        return row[excludedFrom].map { day < $0 } == true ? nil : day
    }

    /// What of writes cannot be: a reinstatement before the exclusion.
    package static func problem(in writes: [Write], before: RecordState?) -> EditProblem? {
        let own = writes.filter { $0.type == type.name }
        let begin =
            own.lazy.compactMap { subject.row($0) }.first ?? subject.rows(in: before).first
        guard let first = begin?[excludedFrom],
            let end = own.lazy.compactMap({ reinstatedOn.row($0) }).last?[reinstatedOn],
            end < first
        else { return nil }
        return .invalid(field: reinstatedOn.name, .outOfOrder(below: excludedFrom.name))
    }

    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [subject, reinstatedOn, notes, imported]
}
