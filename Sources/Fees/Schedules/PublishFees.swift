package import Merge
package import Records

/// An approved draft that the hub is asked to publish to the offices named, and to those that see
/// the schedule already.
package struct PublishFees: Deed {
    /// By code.
    package var schedule: String
    /// The end of the draft's id; the only open one if `nil`.
    package var draft: String?
    /// The first date of service it is used for.
    package var effective: Day
    /// Office codes; `all` means every active office.
    package var audience: [String]

    package init(_ schedule: String, draft: String?, effective: Day, audience: [String]) {
        self.schedule = schedule
        self.draft = draft
        self.effective = effective
        self.audience = audience
    }

    /// What the hub is asked for.
    package struct Outcome: Sendable {
        package let schedule: FeeSchedule
        package let version: RecordID
        /// Codes of the offices that will see the version.
        package let audience: [String]
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        let schedule = try records.feeSchedule(schedule)
        guard let draft = try schedule.openDraft(draft) else { throw FeeError.noDraft }
        if effective < place.today, who.reason.isEmpty { throw FeeError.pastDay }
        let request = FeeReleaseLog.Request.publish(
            draft, as: draft.version(in: records), on: effective,
            comment: who.reason.isEmpty ? nil : who.reason, by: who.actor)
        if let refusal = FeeRelease.refusal(of: request, schedule.view, lookup: records) {
            throw FeeError.hubWouldRefuse(refusal)
        }
        let named =
            try audience.contains("all")
            ? records.records(.office).filter(\.isActive).map(\.id)
            : audience.map { code throws(DeedProblem) in try records.find(.office, code) }
        let seen = Set(schedule.offices)
        let all = seen.union(named)
        guard !all.isEmpty else { throw FeeError.noAudience }
        try writes.add(
            Set(named).subtracting(seen).sorted().map { office in
                Write(
                    FeeSchedule.offices, schedule.view.id,
                    key: [FeeSchedule.offices.office(office)])
            })
        try writes.add(request.write(on: schedule.view.id))
        return Outcome(
            schedule: schedule, version: request.version,
            audience: all.compactMap { records.record($0)?[Office.code] }.sorted())
    }
}

/// A version that the hub is asked to recall; the reason is what the offices read.
package struct RecallFees: Deed {
    /// By code.
    package var schedule: String
    package var version: Int64
    /// The first date of service it is not used for; `nil` for none at all.
    package var from: Day?
    /// The login of who agrees.
    package var approver: String?
    /// Nobody does, and the reason says why.
    package var isAlone = false

    package init(_ schedule: String, version: Int64, from day: Day? = nil) {
        self.schedule = schedule
        self.version = version
        self.from = day
    }

    /// What the hub is asked for.
    package struct Outcome: Sendable {
        package let version: RecordID
        /// Codes of the offices that see the version.
        package let audience: [String]
        /// Offices that use it already.
        package let applied: [FeeRollout.Row]
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        guard !who.reason.isEmpty else { throw FeeError.noReason }
        let approver = try records.actor(login: approver)
        let schedule = try records.feeSchedule(schedule)
        let version = try schedule.required(version: version)
        let request = FeeReleaseLog.Request.recall(
            version, from: from, reason: who.reason, by: who.actor, approvedBy: approver,
            isAlone: isAlone)
        if let refusal = FeeRelease.refusal(of: request, schedule.view, lookup: records) {
            throw FeeError.hubWouldRefuse(refusal)
        }
        try writes.add(request.write(on: schedule.view.id))
        let rollout = FeeRollout(records, schedule: schedule.view.id, today: place.today)
        let seeing = rollout.rows.filter { $0.version.id == version.id }
        return Outcome(
            version: version.id, audience: seeing.map(\.office),
            applied: seeing.filter { $0.appliedOn != nil || $0.confirmedOn != nil })
    }
}
