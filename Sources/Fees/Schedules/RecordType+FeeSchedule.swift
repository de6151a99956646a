package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A named list of fees; its versions are records of their own.
    package static let feeSchedule = RecordType(
        "fee_schedule", "A fee schedule: who it is for, and which versions are released.",
        visibility: .offices(FeeSchedule.offices), writers: .central, naturalKey: FeeSchedule.code,
        FeeSchedule.units)

    /// Says which schedule prices which contract, plan, office or doctor.
    package static let feeAssignment = RecordType(
        "fee_assignment", "A fee schedule applies to a contract, plan, office or doctor.",
        visibility: .parent(FeeAssignment.schedule), writers: .central,
        FeeAssignment.units)
}

/// What a `fee_schedule` holds.
extension FeeSchedule: RecordKind {
    package static var type: RecordType { .feeSchedule }

    package static let code = Register("code", .format(.code), .review, required: true)
    package static let name = Register("name", .text(max: 100), .review, required: true)
    package static let kind = Register("kind", .choice(scheduleKinds), .review, required: true)
    package static let contract = Register("contract", .reference("payor_contract"), .review)
    package static let specialtyTier = Register("specialtyTier", .text(max: 40), .review)
    package static let region = Register("region", .text(max: 100), .review)
    package static let reviewDueOn = Register("reviewDueOn", .day, .review)
    package static let owner = Register("owner", .reference("user"), .latest)
    package static let offices = OfficeRows<Self>()

    /// What people ask for, and what the hub answers.
    package enum Releases {
        /// What is asked for, or what the hub did.
        package enum Step: String, CaseIterable, Sendable {
            case publish, recall, refused
        }

        /// The hub answers each request once: it does what is asked, or it refuses and says why.
        package static let step = Field(
            "step", .choice(Step.allCases.map(\.rawValue)), required: true)
        package static let version = Field(
            "version", .reference("fee_schedule_version"), required: true)
        package static let digest = Field("digest", .format(.digest))
        package static let effectiveOn = Field("effectiveOn", .day)
        package static let comment = Field("comment", .text(max: 500))
        package static let by = Field("by", .reference("user"))
        package static let request = Field("request", .blob)
        package static let draft = Field("draft", .reference("fee_draft"))
        /// The hub counts its answers: no clock orders a recall before what it recalls.
        package static let number = Field("number", .integer(1...1_000_000))
        /// A recall takes a second user, or one alone whose reason stands in the comment.
        package static let approvedBy = Field("approvedBy", .reference("user"))
        package static let isAlone = Field("isAlone", .flag)

        static let fields: [any FieldToken] = [
            step, version, digest, effectiveOn, comment, by, request, draft, number, approvedBy,
            isAlone,
        ]
    }
    /// People ask; the hub puts what was asked in one order in the release log.
    package static let releaseRequests = Rows.log("releaseRequests", Releases.fields)
    package static let releases = Rows.log("releases", writers: .hub, Releases.fields)
    package static let notes = NoteRows<Self>()

    /// How the payor's files write this schedule; the next import needs no --map.
    package static let codeColumn = Field("codeColumn", .text(max: 100))
    package static let amountColumn = Field("amountColumn", .text(max: 100))
    package static let qualifierColumn = Field("qualifierColumn", .text(max: 100))
    package static let stateColumn = Field("stateColumn", .text(max: 100))
    package static let percentColumn = Field("percentColumn", .text(max: 100))
    package static let noteColumn = Field("noteColumn", .text(max: 100))
    package static let fileLayout = Unit(
        "fileLayout", .review,
        [codeColumn, amountColumn, qualifierColumn, stateColumn, percentColumn, noteColumn])

    static let units: [any UnitToken] = [
        code, name, kind, contract, specialtyTier, region, reviewDueOn, owner, offices,
        releaseRequests, releases, notes, fileLayout,
    ]

    private static let scheduleKinds = [
        "ucr", "contracted", "copay", "outOfNetworkAllowed", "fixedBenefit", "discount",
    ]
}

/// What a `fee_assignment` holds.
package enum FeeAssignment: RecordKind {
    package static var type: RecordType { .feeAssignment }

    package static let schedule = Register(
        "schedule", .reference("fee_schedule"), .immutable, required: true)

    package static let scope = Field("scope", .choice(assignmentScopes), required: true)
    package static let contract = Field("contract", .reference("payor_contract"))
    package static let networkAccess = Field("networkAccess", .reference("network_access"))
    package static let insurancePlan = Field("insurancePlan", .reference("insurance_plan"))
    package static let office = Field("office", .reference("office"))
    package static let practitioner = Field("practitioner", .reference("practitioner"))
    package static let tier = Field("tier", .text(max: 40))
    package static let target = Unit(
        "target", .review,
        [scope, contract, networkAccess, insurancePlan, office, practitioner, tier])

    package static let precedence = Register("precedence", .integer(0...1_000), .review)
    package static let term = Term(.review)
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [schedule, target, precedence, term, notes]

    private static let assignmentScopes = [
        "contract", "networkAccess", "plan", "office", "practitioner", "tier",
    ]
}
