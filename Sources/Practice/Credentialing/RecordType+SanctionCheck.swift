package import Merge

extension RecordType {
    /// One run of the exclusion lists.
    ///
    /// A match is a candidate until somebody confirms it.
    package static let sanctionCheck = RecordType(
        "sanction_check", "A monthly run against an exclusion list.",
        visibility: .credentialing, writers: .central,
        [
            .unit(
                "run", .immutable,
                [
                    Field("list", .choice(sanctionLists), required: true),
                    Field("runOn", .day, required: true),
                    Field("fileDigest", .format(.digest)),
                    Field("checkedCount", .integer(0...1_000_000)),
                ]),
            .map(
                "matches", .review,
                key: [Field("practitioner", .reference("practitioner"), required: true)],
                [
                    Field("outcome", .choice(["candidate", "confirmed", "cleared"])),
                    Field("excludedFrom", .day),
                    Field("reviewer", .reference("user")),
                    Field("comment", .text(max: 500)),
                    Field("document", .reference("document")),
                ]),
            .notes,
        ])

    /// The lists that exclude people from programmes or practice.
    static let sanctionLists = ["leie", "sam", "stateMedicaid", "licenceBoard", "other"]
}
