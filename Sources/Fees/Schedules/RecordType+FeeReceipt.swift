package import Merge
package import Records
internal import Tables

extension RecordType {
    /// An office's word on a fee schedule version in its own practice-management system.
    package static let feeReceipt = RecordType(
        "fee_receipt", "How far an office has come with a fee schedule version.",
        visibility: .office(FeeReceipt.office), writers: .office(FeeReceipt.office),
        FeeReceipt.units)
}

/// What a `fee_receipt` holds.
package enum FeeReceipt: RecordKind {
    package static var type: RecordType { .feeReceipt }

    package static let office = Field("office", .reference("office"), required: true)
    package static let version = Field(
        "version", .reference("fee_schedule_version"), required: true)
    package static let identity = Unit("identity", .immutable, [office, version])

    /// What a step says beside what every step may.
    package enum Status {
        package static let digest = Field("digest", .format(.digest))
        package static let method = Field("method", .text(max: 80))
        package static let by = Field("by", .reference("user"))
        package static let replica = Field("replica", .blob)
    }
    /// The steps of its workflow.
    package enum Step: String, StepWord {
        case received, staged, appliedToReplica, appliedInPms, rejected
    }
    package static let status = Steps(
        Step.self, facts: [Status.digest, Status.method, Status.by, Status.replica])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [identity, status, notes]
}
