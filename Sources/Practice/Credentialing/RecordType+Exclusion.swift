package import Merge

extension RecordType {
    /// One row of a public exclusion list, known by NPI and not by a record of ours: whoever is
    /// taken on later is found all the same.
    ///
    /// It is `central`, not `credentialing`: the list is public, and every coordinator who
    /// onboards must be stopped by it. What it says of a doctor of ours is a `sanction_check`.
    package static let exclusion = RecordType(
        "exclusion", "A person whom a public list excludes from federal or state programmes.",
        visibility: .central, writers: .central,
        [
            .unit(
                "subject", .immutable,
                [
                    Field("npi", .format(.npi), required: true),
                    Field("list", .choice(sanctionLists), required: true),
                    Field("excludedFrom", .day),
                ]),
            .register("reinstatedOn", .day, .review),
            .notes,
            .imported,
        ])
}
