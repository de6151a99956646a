package import Merge

extension Attribute {
    /// What anyone who sees the record wants to remember; never a mutable block of text.
    package static let notes = Attribute.log(
        "notes", writers: .offices, [Field("note", .text(max: 2_000), required: true)])

    /// The documents a record rests on or is about.
    package static let documents = Attribute.set(
        "documents", [Field("document", .reference("document"), required: true)])

    /// What imports last said of the record: digests as `ImportBase` packs them, for no eyes.
    package static let imported = Attribute.unit(
        "imported", .latest, [Field("importedDigests", .blob)])

    /// The offices a record belongs to, where its visibility is a set.
    package static func offices(writers: Writers? = nil) -> Attribute {
        .set(
            "offices", writers: writers,
            [Field("office", .reference("office"), required: true)])
    }

    /// First and last day, both inclusive; a blank last day means open.
    package static func term(_ policy: Policy, writers: Writers? = nil) -> Attribute {
        .unit(
            "term", policy, writers: writers,
            [Field("effectiveFrom", .day), Field("effectiveThrough", .day)])
    }

    /// A mailing address that is never mixed from two writers' halves.
    ///
    /// The column names begin with `prefix`: `claim` gives `claimLine1`.
    package static func address(
        _ name: String, prefix: String, _ policy: Policy, writers: Writers? = nil
    ) -> Attribute {
        .unit(
            name, policy, writers: writers,
            [
                Field(prefix + "Line1", .text(max: 55)),
                Field(prefix + "Line2", .text(max: 55)),
                Field(prefix + "City", .text(max: 40)),
                Field(prefix + "State", .format(.state)),
                Field(prefix + "Zip", .format(.zip)),
            ])
    }

    /// A person's name as one block; it must match the licence or the card as a whole.
    ///
    /// Who has one legal name has it as family name.
    package static func personName(_ name: String) -> Attribute {
        .unit(
            name, .review,
            [
                Field("family", .text(max: 70), required: true),
                Field("given", .text(max: 70)),
                Field("middle", .text(max: 50)),
                Field("suffix", .text(max: 20)),
            ])
    }

    /// The workflow `status`: a log of transitions that a fold reads in causal order.
    ///
    /// `after` names the live transitions the writer had seen (`EntryList`); the step `retract`
    /// annuls the one that `retracts` names. A workflow's own facts stand behind the shared ones.
    package static func steps(
        writers: Writers? = nil, _ steps: [String], facts: [Field] = []
    ) -> Attribute {
        .log(
            "status", writers: writers,
            [
                Field("step", .choice(steps + ["retract"]), required: true),
                Field("happenedOn", .day),
                Field("comment", .text(max: 1_000)),
                Field("document", .reference("document")),
                Field("after", .blob),
                Field("retracts", .blob),
            ] + facts)
    }
}
