package import Merge

extension RecordType {
    /// An edit that reached the hub after its author's office had lost the record.
    ///
    /// Whoever sees the record now sees this, and takes the edit over or declines it.
    package static let custody = RecordType(
        "custody", "A late edit of a record that its author's office no longer has.",
        visibility: .optionalParent(Custody.about), writers: .hub,
        Custody.units)

    /// A write that the hub kept aside, with its reason.
    package static let quarantine = RecordType(
        "quarantine", "A change that the hub could not accept, kept with its reason.",
        visibility: .office(Quarantine.content.office), writers: .hub,
        Quarantine.units)
}

/// What a `custody` holds.
package enum Custody: RecordKind {
    package static var type: RecordType { .custody }

    package static let about = Field("about", .anyReference)
    package static let content = HeldUnit<Self>(then: about)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case accepted, rejected
    }
    package static let status = Steps(Step.self, writers: .offices, facts: [Status.by])

    static let units: [any UnitToken] = [content, status]
}

/// What a `quarantine` holds.
package enum Quarantine: RecordKind {
    package static var type: RecordType { .quarantine }

    package static let content = HeldUnit<Self>(isReadable: false)

    /// What a step says beside what every step may.
    package enum Status {
        package static let by = Field("by", .reference("user"))
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case retried, amended, dropped
    }
    package static let status = Steps(Step.self, writers: .offices, facts: [Status.by])

    static let units: [any UnitToken] = [content, status]
}
