package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a payor or an employer said of one person of whom nobody could tell who it is.
    ///
    /// What was said is immutable and waits as it was said; once a person names the coverage, it
    /// is taken in as if it had been matched at once.
    package static let waitingAnswer = RecordType(
        "waiting_answer", "An answer of a payor that waits for a person to say whose it is.",
        visibility: .office(WaitingAnswer.office), writers: .office(WaitingAnswer.office),
        WaitingAnswer.units)
}

/// What a `waiting_answer` holds.
package enum WaitingAnswer: RecordKind {
    package static var type: RecordType { .waitingAnswer }

    /// Who took it in; blank at the centre, and then only the centre sees it.
    package static let office = Register.ownOffice("office", .immutable)

    /// Of which set it is.
    package enum Kind: String, CaseIterable, Sendable {
        case eligibility = "271"
        case authorization = "278"
        case roster = "834"
    }
    package static let kind = Field(
        "kind", .choice(Kind.allCases.map(\.rawValue)), required: true)
    /// The SHA-256 of its whole set, and its place in it.
    package static let digest = Field("digest", .format(.digest), required: true)
    package static let place = Field("place", .integer(0...1_000_000), required: true)
    /// GS04.
    package static let saidOn = Field("saidOn", .day)
    package static let identity = Unit("identity", .immutable, [kind, digest, place, saidOn])
    /// Its segments, and those above it: `PersonExtract`.
    package static let segments = Register("segments", .blob, .immutable)

    /// Whom it is about and who says it, as its segments name them.
    package static let patientFamily = Field("patientFamily", .text(max: 70))
    package static let patientGiven = Field("patientGiven", .text(max: 70))
    package static let memberId = Field("memberId", .text(max: 80))
    package static let payorName = Field("payorName", .text(max: 100))
    package static let payorNumber = Field("payorNumber", .text(max: 80))
    package static let people = Unit(
        "people", .immutable, [patientFamily, patientGiven, memberId, payorName, payorNumber])

    /// Whose it is, as a whole; what it says is taken in then.
    package static let coverage = Field("coverage", .reference("coverage"))
    package static let request = Field("request", .reference("authorization"))
    package static let match = Unit("match", .review, [coverage, request])
    /// How it was found: two who find the same in two ways do not differ.
    package static let matchedBy = Register("matchedBy", .text(max: 300), .latest)

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        office, identity, segments, people, match, matchedBy, notes,
    ]
}
