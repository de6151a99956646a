package import Merge
package import Records
internal import Tables

extension RecordType {
    /// One run of the exclusion lists.
    ///
    /// A match is a candidate until somebody confirms it.
    package static let sanctionCheck = RecordType(
        "sanction_check", "A monthly run against an exclusion list.",
        visibility: .credentialing, writers: .central,
        SanctionCheck.units)
}

/// What a `sanction_check` holds.
package enum SanctionCheck: RecordKind {
    package static var type: RecordType { .sanctionCheck }

    package static let list = Field("list", .choice(sanctionLists), required: true)
    package static let runOn = Field("runOn", .day, required: true)
    package static let fileDigest = Field("fileDigest", .format(.digest))
    package static let checkedCount = Field("checkedCount", .integer(0...1_000_000))
    package static let run = Unit("run", .immutable, [list, runOn, fileDigest, checkedCount])

    /// One of `matches`.
    package enum Matches {
        package static let practitioner = Field(
            "practitioner", .reference("practitioner"), required: true)
        package static let outcome = Field(
            "outcome", .choice(["candidate", "confirmed", "cleared"]))
        package static let excludedFrom = Field("excludedFrom", .day)
        package static let reviewer = Field("reviewer", .reference("user"))
        package static let comment = Field("comment", .text(max: 500))
        package static let document = Field("document", .reference("document"))
    }
    package static let matches = Rows.map(
        "matches", .review, key: [Matches.practitioner],
        [
            Matches.outcome, Matches.excludedFrom, Matches.reviewer, Matches.comment,
            Matches.document,
        ])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [run, matches, notes]

    /// The lists that exclude people from programmes or practice.
    static let sanctionLists = ["leie", "sam", "stateMedicaid", "licenceBoard", "other"]
}
