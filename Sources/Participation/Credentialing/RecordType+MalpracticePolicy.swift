package import Merge
package import Records

extension RecordType {
    /// A certificate of insurance: carrier, limits and dates are one promise.
    package static let malpracticePolicy = RecordType(
        "malpractice_policy", "A doctor's malpractice cover.",
        visibility: .central, writers: .central,
        MalpracticePolicy.units)
}

/// What a `malpractice_policy` holds.
package enum MalpracticePolicy: RecordKind {
    package static var type: RecordType { .malpracticePolicy }

    package static let practitioner = Register(
        "practitioner", .reference("practitioner"), .immutable, required: true)

    package static let carrier = Field("carrier", .text(max: 100), required: true)
    package static let policyNumber = Field("policyNumber", .text(max: 40))
    package static let perClaimLimit = Field("perClaimLimit", .money)
    package static let aggregateLimit = Field("aggregateLimit", .money)
    package static let effectiveFrom = Field("effectiveFrom", .day)
    package static let effectiveThrough = Field("effectiveThrough", .day)
    package static let retroactiveOn = Field("retroactiveOn", .day)
    package static let policy = Unit(
        "policy", .review,
        [
            carrier, policyNumber, perClaimLimit, aggregateLimit, effectiveFrom, effectiveThrough,
            retroactiveOn,
        ])

    /// One of `coveredOffices`.
    package enum CoveredOffices {
        package static let office = Field("office", .reference("office"), required: true)
    }
    package static let coveredOffices = Rows.set("coveredOffices", [CoveredOffices.office])

    /// One of `insuredNames`.
    package enum InsuredNames {
        package static let name = Field("name", .text(max: 150), required: true)
    }
    package static let insuredNames = Rows.set("insuredNames", [InsuredNames.name])

    package static let certificate = Register("certificate", .reference("document"), .review)
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        practitioner, policy, coveredOffices, insuredNames, certificate, notes,
    ]
}
