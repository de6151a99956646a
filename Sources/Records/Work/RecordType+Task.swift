package import Merge

extension RecordType {
    /// Something a person should do, at an office or, without one, at the centre.
    package static let task = RecordType(
        "task", "Something to do.",
        visibility: .office(WorkTask.office), writers: .office(WorkTask.office),
        WorkTask.units)

    /// A call, letter or message with a payor, kept as it was.
    package static let contactLog = RecordType(
        "contact_log", "A call, letter or message with a payor.",
        visibility: .office(ContactLog.office), writers: .author,
        ContactLog.units)
}

/// What a `task` holds.
package enum WorkTask: RecordKind {
    package static var type: RecordType { .task }

    package static let office = Register("office", .reference("office"), .review)
    package static let title = Register("title", .text(max: 150), .latest, required: true)
    package static let kind = Register("kind", .text(max: 40), .latest)
    package static let about = Register("about", .anyReference, .latest)
    package static let assignee = Register("assignee", .reference("user"), .latest)
    /// Of two concurrent due days the cautious one counts.
    package static let dueOn = Register("dueOn", .day, .minimum)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case open, start, wait, done, cancel, reopen
    }
    package static let status = Steps(Step.self, facts: [Status.by])

    /// One of `watchers`.
    package enum Watchers {
        package static let user = Field("user", .reference("user"), required: true)
    }
    package static let watchers = Rows.set("watchers", [Watchers.user])

    /// One of `links`.
    package enum Links {
        package static let linked = Field("linked", .anyReference, required: true)
    }
    package static let links = Rows.set("links", [Links.linked])

    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [
        office, title, kind, about, assignee, dueOn, status, watchers, links, documents, notes,
    ]
}

/// What a `contact_log` holds.
package enum ContactLog: RecordKind {
    package static var type: RecordType { .contactLog }

    /// An author logs a contact for its own office, never into another's.
    package static let office = Register.ownOffice("office", .immutable)

    package static let happenedOn = Field("happenedOn", .day, required: true)
    package static let channel = Field(
        "channel", .choice(["phone", "email", "portal", "fax", "mail", "visit"]))
    package static let payor = Field("payor", .reference("payor"))
    package static let contract = Field("contract", .reference("payor_contract"))
    package static let about = Field("about", .anyReference)
    package static let person = Field("person", .text(max: 100))
    package static let callReference = Field("callReference", .text(max: 60))
    package static let summary = Field("summary", .text(max: 2_000), required: true)
    package static let contactedBy = Field("contactedBy", .reference("user"))
    package static let contact = Unit(
        "contact", .immutable,
        [happenedOn, channel, payor, contract, about, person, callReference, summary, contactedBy])

    package static let assignee = Register("assignee", .reference("user"), .latest)
    package static let nextActionOn = Register("nextActionOn", .day, .latest)
    package static let documents = DocumentRows<Self>()
    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [office, contact, assignee, nextActionOn, documents, notes]
}
