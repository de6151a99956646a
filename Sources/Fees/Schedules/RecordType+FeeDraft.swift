package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A fee schedule in the making: one mergeable line per code.
    package static let feeDraft = RecordType(
        "fee_draft", "Fees being prepared: imported, compared, approved.",
        visibility: .central, writers: .central,
        FeeDraft.units)

    /// Approved fees, frozen: one record, one digest, so nobody can see half of it.
    package static let feeScheduleVersion = RecordType(
        "fee_schedule_version", "A published version of a fee schedule.",
        visibility: .parent(FeeScheduleVersion.schedule), writers: .hub,
        FeeScheduleVersion.units)
}

/// What a `fee_draft` holds.
extension FeeDraft: RecordKind {
    package static var type: RecordType { .feeDraft }

    package static let schedule = Register(
        "schedule", .reference("fee_schedule"), .immutable, required: true)
    package static let term = Term(.review)

    /// Two prices for one code are shown to a person; no clock decides a price.
    package enum Lines {
        package static let code = Field("code", .format(.procedure), required: true)
        package static let qualifier = Field("qualifier", .text(max: 40))
        package static let state = Field("state", .choice(lineStates), required: true)
        package static let amount = Field("amount", .money)
        package static let percentOfUcr = Field("percentOfUcr", .percent)
        package static let comment = Field("comment", .text(max: 200))
    }
    package static let lines = Rows.map(
        "lines", .review, key: [Lines.code, Lines.qualifier],
        [Lines.state, Lines.amount, Lines.percentOfUcr, Lines.comment])

    package static let fileDigest = Field("fileDigest", .format(.digest))
    package static let fileName = Field("fileName", .text(max: 150))
    package static let importedBy = Field("importedBy", .reference("user"))
    package static let letter = Field("letter", .reference("document"))
    package static let source = Unit("source", .review, [fileDigest, fileName, importedBy, letter])

    package static let codeSetRelease = Register(
        "codeSetRelease", .reference("code_set_release"), .review)
    package static let correctionOf = Register(
        "correctionOf", .reference("fee_schedule_version"), .review)

    /// What a step says beside what every step may.
    package enum Status {
        package static let digest = Field("digest", .format(.digest))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    ///
    /// The rest is the schedule's release log.
    package enum Step: String, StepWord {
        case submit, approve, reject, withdraw
    }
    package static let status = Steps(Step.self, facts: [Status.digest, Status.by])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        schedule, term, lines, source, codeSetRelease, correctionOf, status, notes,
    ]

    private static let lineStates = [
        "priced", "notListed", "notCovered", "byReport", "percentOfUcr", "bundled",
    ]
}

/// What a `fee_schedule_version` holds.
package enum FeeScheduleVersion: RecordKind {
    package static var type: RecordType { .feeScheduleVersion }

    package static let schedule = Field("schedule", .reference("fee_schedule"), required: true)
    package static let versionNumber = Field(
        "versionNumber", .integer(1...1_000_000), required: true)
    package static let effectiveFrom = Field("effectiveFrom", .day, required: true)
    package static let effectiveThrough = Field("effectiveThrough", .day)
    package static let digest = Field("digest", .format(.digest), required: true)
    package static let lineCount = Field("lineCount", .integer(0...100_000))
    package static let draft = Field("draft", .reference("fee_draft"))
    package static let codeSetRelease = Field("codeSetRelease", .reference("code_set_release"))
    package static let supersedes = Field("supersedes", .reference("fee_schedule_version"))
    package static let correctionOf = Field("correctionOf", .reference("fee_schedule_version"))
    package static let approvedBy = Field("approvedBy", .reference("user"))
    package static let lines = Field("lines", .blob, required: true)
    package static let version = Unit(
        "version", .immutable,
        [
            schedule, versionNumber, effectiveFrom, effectiveThrough, digest, lineCount, draft,
            codeSetRelease, supersedes, correctionOf, approvedBy, lines,
        ])

    static let units: [any UnitToken] = [version]
}
