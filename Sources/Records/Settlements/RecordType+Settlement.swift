package import Merge

extension RecordType {
    /// What somebody said of two records that could not both stand.
    ///
    /// Its id follows from theirs, so that whoever settles the same matter writes here. The answer
    /// is one unit: two people's answers are siblings, and until one is taken neither holds.
    package static let settlement = RecordType(
        "settlement", "What was decided of two records that could not both stand.",
        visibility: .parents(Settlement.firstRecord, Settlement.secondRecord), writers: .central,
        Settlement.units)
}

/// What a `settlement` holds.
extension Settlement: RecordKind {
    package static var type: RecordType { .settlement }

    package static let firstRecord = Field("firstRecord", .anyReference, required: true)
    package static let secondRecord = Field("secondRecord", .anyReference, required: true)
    package static let between = Unit("between", .immutable, [firstRecord, secondRecord])

    package static let verdict = Field(
        "verdict", .choice(Settlement.Verdict.allCases.map(\.rawValue)))
    /// Which of the two stands; blank where both do.
    package static let kept = Field("kept", .anyReference)
    /// The last day of the other one, where it was right until then.
    package static let otherThrough = Field("otherThrough", .day)
    package static let answer = Unit("answer", .blocking, [verdict, kept, otherThrough])

    /// Beside the answer, not in it: two who agree for two reasons agree.
    package enum Reasons {
        package static let reason = Field("reason", .text(max: 1_000), required: true)
    }
    package static let reasons = Rows.log("reasons", [Reasons.reason])

    /// What whoever made one record yield had seen of it.
    ///
    /// Beside the answer, not in it: two who agree may have seen different things.
    package enum Sights {
        package static let yielding = Field("yielding", .anyReference, required: true)
        /// `EntryList` of the live entries that the answer takes from it.
        package static let seen = Field("seen", .blob, required: true)
    }
    package static let sights = Rows.log("sights", [Sights.yielding, Sights.seen])

    static let units: [any UnitToken] = [between, answer, reasons, sights]
}
