package import Merge
package import Records
internal import Tables

extension RecordType {
    /// A claim as the practice's software sent it, or is going to.
    ///
    /// What was sent is immutable: a correction is another claim that names it. Bridgework sends
    /// none and keeps no ledger; it knows where each stands and why.
    package static let claim = RecordType(
        "claim", "A claim for services, as the practice's software sends it.",
        visibility: .office(Claim.office), writers: .office(Claim.office),
        Claim.units)
}

/// What a `claim` holds.
package enum Claim: RecordKind {
    package static var type: RecordType { .claim }

    /// Where the services were done; blank while nobody knows, and then only the centre sees it.
    package static let office = Register.ownOffice("office", .immutable)

    /// Our own number of it; a correction has the same.
    package static let claimNumber = Field("claimNumber", .text(max: 50), required: true)
    /// `1` an original, `7` in the place of another, `8` takes another back.
    package static let frequency = Field("frequency", .text(max: 1))
    /// The payor's number of the claim that this one is in the place of.
    package static let replacedNumber = Field("replacedNumber", .text(max: 50))
    /// The SHA-256 of all that was sent of it.
    package static let digest = Field("digest", .format(.digest), required: true)
    package static let identity = Unit(
        "identity", .immutable, [claimNumber, frequency, replacedNumber, digest])

    package static let total = Field("total", .money)
    package static let servedFrom = Field("servedFrom", .day)
    package static let servedThrough = Field("servedThrough", .day)
    package static let placeOfService = Field("placeOfService", .text(max: 2))
    package static let isDental = Field("isDental", .flag)
    package static let isPredetermination = Field("isPredetermination", .flag)
    /// `P` is first to pay, `S` second, `T` third.
    package static let payingOrder = Field("payingOrder", .text(max: 1))
    package static let authorization = Field("authorizationNumber", .text(max: 50))
    package static let predetermination = Field("predeterminationNumber", .text(max: 50))
    package static let submission = Unit(
        "submission", .immutable,
        [
            total, servedFrom, servedThrough, placeOfService, isDental, isPredetermination,
            payingOrder, authorization, predetermination,
        ])

    package static let patientFamily = Field("patientFamily", .text(max: 70))
    package static let patientGiven = Field("patientGiven", .text(max: 70))
    package static let memberId = Field("memberId", .text(max: 80))
    package static let renderingNpi = Field("renderingNpi", .text(max: 80))
    package static let billingNpi = Field("billingNpi", .text(max: 80))
    package static let payorName = Field("payorName", .text(max: 100))
    package static let payorNumber = Field("payorNumber", .text(max: 80))
    package static let people = Unit(
        "people", .immutable,
        [
            patientFamily, patientGiven, memberId, renderingNpi, billingNpi, payorName, payorNumber,
        ])

    /// One of `lines`.
    package enum Lines {
        package static let line = Field("line", .integer(1...999), required: true)
        package static let code = Field("code", .text(max: 48))
        package static let tooth = Field("tooth", .text(max: 10))
        package static let surfaces = Field("surfaces", .text(max: 10))
        package static let servedOn = Field("servedOn", .day)
        package static let charged = Field("charged", .money, required: true)
        package static let thousandths = Field("thousandths", .integer(0...1_000_000_000))
        package static let control = Field("control", .text(max: 50))
    }
    package static let lines = Rows.map(
        "lines", .immutable, key: [Lines.line],
        [
            Lines.code, Lines.tooth, Lines.surfaces, Lines.servedOn, Lines.charged,
            Lines.thousandths, Lines.control,
        ])

    /// Whose claim it is among our records, as a whole.
    package static let patient = Field("patient", .reference("patient"))
    package static let coverage = Field("coverage", .reference("coverage"))
    package static let practitioner = Field("practitioner", .reference("practitioner"))
    package static let payor = Field("payor", .reference("payor"))
    package static let match = Unit(
        "match", .review, [patient, coverage, practitioner, payor])
    /// How it was found: two who find the same in two ways do not differ.
    package static let matchedBy = Register("matchedBy", .text(max: 300), .latest)

    /// The control numbers under which it was sent: a receipt names no more.
    package enum Envelopes {
        package static let interchange = Field("interchange", .text(max: 9), required: true)
        package static let group = Field("groupControl", .text(max: 9), required: true)
        package static let set = Field("setControl", .text(max: 9), required: true)
    }
    package static let envelopes = Rows.set(
        "envelopes", [Envelopes.interchange, Envelopes.group, Envelopes.set])

    /// What a step says beside what every step may.
    package enum Status {
        package static let reference = Field("reference", .text(max: 60))
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow; what a payor pays is read from its remittances.
    package enum Step: String, StepWord {
        case check, hold, send, accept, reject, contact, requestInfo, pay, payPartly, deny
        case toFix, toAppeal, resubmit, appeal, uphold, overturn, overturnPartly
        case close, writeOff, billPatient
    }
    package static let status = Steps(Step.self, facts: [Status.reference, Status.by])

    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    /// A person's own words for where it stands.
    package enum Tags {
        package static let tag = Field("tag", .text(max: 40), required: true)
    }
    package static let tags = Rows.set("tags", [Tags.tag])
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    /// What goes beside it, by the name of the payor's rule or the code of its paperwork segment.
    package enum Attachments {
        package static let attachment = Field("attachment", .text(max: 40), required: true)
        package static let reference = Field("reference", .text(max: 60))
    }
    package static let attachments = Rows.set(
        "attachments", [Attachments.attachment, Attachments.reference])

    static let units: [any UnitToken] = [
        office, identity, submission, people, lines, match, matchedBy, envelopes, status, assignee,
        nextActionOn, tags, documents, notes, attachments,
    ]
}
