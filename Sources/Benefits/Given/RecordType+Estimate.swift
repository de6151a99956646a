package import Merge
package import Records
internal import Tables

extension RecordType {
    /// What a patient was told that services cost: kept as it was shown, whatever holds later
    /// (domain B.9b).
    package static let estimate = RecordType(
        "estimate", "An estimate as it was given to a patient.",
        visibility: .parent(GivenEstimate.patient), writers: .author,
        GivenEstimate.units)

    /// A coverage summary as it was given to a patient, line by line.
    package static let coverageSummary = RecordType(
        "coverage_summary", "A coverage summary as it was given to a patient.",
        visibility: .parent(GivenSummary.patient), writers: .author,
        GivenSummary.units)
}

/// What an `estimate` holds.
extension GivenEstimate: RecordKind {
    package static var type: RecordType { .estimate }

    package static let patient = Field("patient", .reference("patient"), required: true)
    package static let office = Field("office", .reference("office"), required: true)
    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    /// Blank where the patient's own order of coverages was followed.
    package static let coverage = Field("coverage", .reference("coverage"))
    package static let serviceOn = Field("serviceOn", .day, required: true)
    package static let givenOn = Field("givenOn", .day, required: true)
    package static let givenBy = Field("givenBy", .reference("user"))
    /// The estimate that this one was given instead of.
    package static let replaces = Field("replaces", .reference("estimate"))
    package static let identity = Unit(
        "identity", .immutable,
        [patient, office, practitioner, coverage, serviceOn, givenOn, givenBy, replaces])

    /// One of `lines`.
    package enum Lines {
        package static let line = Field("line", .integer(1...99), required: true)
        package static let code = Field("code", .format(.procedure), required: true)
        package static let tooth = Field("tooth", .text(max: 2))
        package static let usual = Field("usual", .money)
        package static let allowed = Field("allowed", .money)
        package static let deductible = Field("deductible", .money)
        package static let primary = Field("primary", .money)
        package static let secondary = Field("secondary", .money)
        package static let writeOff = Field("writeOff", .money)
        package static let patientShare = Field("patientShare", .money)
        package static let patientAtMost = Field("patientAtMost", .money)
        package static let whyUnknown = Field("whyUnknown", .text(max: 1_000))
    }
    package static let lines = Rows.map(
        "lines", .immutable, key: [Lines.line],
        [
            Lines.code, Lines.tooth, Lines.usual, Lines.allowed, Lines.deductible, Lines.primary,
            Lines.secondary, Lines.writeOff, Lines.patientShare, Lines.patientAtMost,
            Lines.whyUnknown,
        ])

    /// The versions that each line's fees were taken from: what a recall looks for.
    package enum Fees {
        package static let line = Field("line", .integer(1...99), required: true)
        package static let version = Field(
            "version", .reference("fee_schedule_version"), required: true)
    }
    package static let fees = Rows.map("fees", .immutable, key: [Fees.line, Fees.version], [])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [identity, lines, fees, notes]
}

/// What a `coverage_summary` holds.
extension GivenSummary: RecordKind {
    package static var type: RecordType { .coverageSummary }

    package static let patient = Field("patient", .reference("patient"), required: true)
    package static let office = Field("office", .reference("office"))
    package static let givenOn = Field("givenOn", .day, required: true)
    package static let givenBy = Field("givenBy", .reference("user"))
    package static let identity = Unit("identity", .immutable, [patient, office, givenOn, givenBy])

    /// A blank line has no entry.
    package enum Page {
        package static let line = Field("line", .integer(1...9_999), required: true)
        package static let text = Field("text", .text(max: 2_000), required: true)
    }
    package static let page = Rows.map("page", .immutable, key: [Page.line], [Page.text])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [identity, page, notes]
}
