package import Merge
package import Records

extension RecordType {
    /// A choice about days on which a doctor works where a contract does not count him (domain W2).
    ///
    /// An office chooses for itself, and the centre for any; who did not know of the other makes a
    /// conflict.
    package static let gapDecision = RecordType(
        "gap_decision", "What to do about days on which a doctor is not in network.",
        visibility: .office(GapDecision.office), writers: .office(GapDecision.office),
        GapDecision.units)
}

/// What a `gap_decision` holds.
package enum GapDecision: RecordKind {
    package static var type: RecordType { .gapDecision }

    package static let office = Field("office", .reference("office"), required: true)
    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    /// Blank where a lapsed licence stops every contract.
    package static let contract = Field("contract", .reference("payor_contract"))
    package static let gapFrom = Field("gapFrom", .day, required: true)
    package static let gapThrough = Field("gapThrough", .day, required: true)
    package static let identity = Unit(
        "identity", .immutable, [office, practitioner, contract, gapFrom, gapThrough])

    package static let choice = Field(
        "choice", .choice(NetworkGap.Choice.allCases.map(\.rawValue)), required: true)
    package static let replacement = Field("replacement", .reference("practitioner"))
    package static let decidedOn = Field("decidedOn", .day)
    package static let comment = Field("comment", .text(max: 255))
    package static let choiceUnit = Unit(
        "choice", .blocking, [choice, replacement, decidedOn, comment])

    static let units: [any UnitToken] = [identity, choiceUnit]
}
