import Merge
package import Records

/// A person's word on a version in the office's practice-management system.
package struct ConfirmFees: Deed {
    /// By code.
    package var schedule: String
    /// The one in force today where not given.
    package var version: Int64?
    /// The office's code, where a central replica speaks for it.
    package var office: String?
    /// How it was entered.
    package var method: String?
    /// Why it was not.
    package var rejection: String?

    package init(_ schedule: String, version: Int64? = nil, office: String? = nil) {
        self.schedule = schedule
        self.version = version
        self.office = office
    }

    /// - Returns: the version.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> FeeVersion {
        let schedule = try records.feeSchedule(schedule)
        let named = try office.map { code throws(DeedProblem) in
            try records.find(.office, code)
        }
        guard let office = named ?? place.office else { throw FeeError.notAnOffice }
        let numbered = try version.map { number throws(FeeError) in
            try schedule.required(version: number)
        }
        guard let version = numbered ?? schedule.book.version(on: place.today) else {
            throw FeeError.noVersion
        }
        guard let view = FeeReceipts.standing(of: version.id, in: records)[office] else {
            throw FeeError.noReceipt(state: FeeReceipt.State.awaited.rawValue)
        }
        let draft =
            rejection.map {
                StepDraft(
                    FeeReceipt.Step.rejected, on: place.today, comment: $0, by: who.actor)
            }
            ?? StepDraft(
                FeeReceipt.Step.appliedInPms, on: place.today, by: who.actor,
                facts: method.map { [FeeReceipt.Status.method($0)] } ?? [])
        try writes.add(Workflow.feeReceipt.write(draft, on: view))
        return version
    }
}
