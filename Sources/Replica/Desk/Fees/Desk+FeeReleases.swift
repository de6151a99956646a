package import Merge
package import Practice
import Store

extension Desk {
    /// What was asked of the hub.
    package struct FeeReleaseRequest: Sendable {
        package let schedule: FeeSchedule
        package let version: RecordID
        package let receipt: WriteReceipt
        /// Offices that will see the version.
        package let audience: [String]
        /// Offices that use the recalled version already.
        package let applied: [FeeRollout.Row]
    }

    /// Asks the hub to publish an approved draft to the offices named, and to those that see the
    /// schedule already.
    ///
    /// - Parameter audience: office codes; `all` means every active office.
    package func publishFees(
        _ name: String, draft: String?, effective day: Day, audience: [String], today: Day,
        actor: RecordID?, reason: String
    ) throws -> FeeReleaseRequest {
        try store.write { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(name, lookup, transaction)
            guard let draft = try openDraft(schedule, draft) else { throw FeeError.noDraft }
            if day < today, reason.isEmpty { throw FeeError.pastDay }
            let request = FeeReleaseLog.Request.publish(
                draft, as: draft.version(in: lookup), on: day,
                comment: reason.isEmpty ? nil : reason, by: actor)
            if let refusal = FeeRelease.refusal(of: request, schedule.view, lookup: lookup) {
                throw FeeError.hubWouldRefuse(refusal)
            }
            let named =
                try audience.contains("all")
                ? lookup.records("office").filter(\.isActive).map(\.id)
                : audience.map { try find(.office, $0, transaction) }
            let seen = Set(schedule.offices)
            let all = seen.union(named)
            guard !all.isEmpty else { throw FeeError.noAudience }
            let codes = all.compactMap { lookup.record($0)?.text("code") }.sorted()
            let added = Set(named).subtracting(seen).sorted().map { office in
                Write(
                    record: schedule.view.id, type: RecordType.feeSchedule.name,
                    attribute: "offices", key: Value([.blob(office.bytes[...])]).encoded,
                    value: Value([]).encoded)
            }
            let receipt = try write(
                added + [request.write(on: schedule.view.id)], actor: actor, reason: reason,
                in: &transaction)
            return FeeReleaseRequest(
                schedule: schedule, version: request.version, receipt: receipt, audience: codes,
                applied: [])
        }
    }

    /// Asks the hub to recall a version.
    ///
    /// - Parameters:
    ///   - day: the first date of service it is not used for; `nil` for none at all.
    ///   - approver: the login of who agrees.
    ///   - isAlone: nobody does, and the reason says why.
    package func recallFees(
        _ name: String, version number: Int64, from day: Day?, approver: String?, isAlone: Bool,
        today: Day, actor: RecordID?, reason: String
    ) throws -> FeeReleaseRequest {
        guard !reason.isEmpty else { throw FeeError.noReason }
        let approver = try self.actor(login: approver)
        return try store.write { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(name, lookup, transaction)
            guard let version = schedule.version(number: number) else {
                throw FeeError.noSuchVersion(number)
            }
            let request = FeeReleaseLog.Request.recall(
                version, from: day, reason: reason, by: actor, approvedBy: approver,
                isAlone: isAlone)
            if let refusal = FeeRelease.refusal(of: request, schedule.view, lookup: lookup) {
                throw FeeError.hubWouldRefuse(refusal)
            }
            let rollout = FeeRollout(lookup, schedule: schedule.view.id, today: today)
            let receipt = try write(
                [request.write(on: schedule.view.id)], actor: actor, reason: reason,
                in: &transaction)
            let applied = rollout.rows.filter { row in
                row.version.id == version.id && (row.appliedOn != nil || row.confirmedOn != nil)
            }
            return FeeReleaseRequest(
                schedule: schedule, version: version.id, receipt: receipt,
                audience: rollout.rows.filter { $0.version.id == version.id }.map(\.office),
                applied: applied)
        }
    }
}
