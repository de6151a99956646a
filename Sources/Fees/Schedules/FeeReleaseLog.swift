package import Merge
package import Records

// Coordinators ask (`releaseRequests`), the hub answers (`releases`). An answer carries a number
// that the hub counts up, because clocks order nothing here: a recall entered on a slow clock must
// not stand before the publication it recalls.

/// What a fee schedule's release log says, in the order the hub gave it.
package struct FeeReleaseLog: Sendable {
    /// Ascending by number.
    package let answers: [Answer]
    package let requests: [Request]

    /// What somebody asked the hub to do.
    package struct Request: Sendable {
        package let entry: EntryID
        package let step: FeeSchedule.Releases.Step
        package let version: RecordID
        package let digest: String?
        package let effectiveOn: Day?
        package let comment: String?
        package let by: RecordID?
        package let draft: RecordID?
        /// Of a recall: who agreed.
        package let approvedBy: RecordID?
        /// Of a recall: one decided, and the comment says why alone.
        package let isAlone: Bool

        package init(
            entry: EntryID, step: FeeSchedule.Releases.Step, version: RecordID, digest: String?,
            effectiveOn: Day?,
            comment: String?, by: RecordID?, draft: RecordID?, approvedBy: RecordID? = nil,
            isAlone: Bool = false
        ) {
            self.entry = entry
            self.step = step
            self.version = version
            self.digest = digest
            self.effectiveOn = effectiveOn
            self.comment = comment
            self.by = by
            self.draft = draft
            self.approvedBy = approvedBy
            self.isAlone = isAlone
        }

        /// A request to publish a draft as it stands.
        ///
        /// - Parameter version: the id of what becomes of it; a desk asks the draft for it.
        package static func publish(
            _ draft: FeeDraft, as version: RecordID? = nil, on day: Day, comment: String?,
            by user: RecordID?
        ) -> Request {
            Request(
                entry: EntryID(changeSet: ChangeSetID(bits: 0), index: 0), step: .publish,
                version: version ?? draft.plainVersion, digest: draft.digest, effectiveOn: day,
                comment: comment, by: user, draft: draft.id)
        }

        /// A request to use a version no more, for dates of service from that day on.
        ///
        /// - Parameters:
        ///   - approver: who agrees; somebody else than the user.
        ///   - isAlone: nobody else does, and the reason says why.
        package static func recall(
            _ version: FeeVersion, from day: Day?, reason: String, by user: RecordID?,
            approvedBy approver: RecordID?, isAlone: Bool = false
        ) -> Request {
            Request(
                entry: EntryID(changeSet: ChangeSetID(bits: 0), index: 0), step: .recall,
                version: version.id, digest: version.digest, effectiveOn: day, comment: reason,
                by: user, draft: version.draft, approvedBy: approver, isAlone: isAlone)
        }

        /// The write that asks the hub.
        package func write(on schedule: RecordID) -> Write {
            typealias Line = FeeSchedule.Releases
            let agreed = [Line.approvedBy(approvedBy), Line.isAlone(isAlone)]
            return Write(
                FeeSchedule.releaseRequests, schedule,
                [
                    Line.step(step.rawValue), Line.version(version), Line.digest(digest),
                    Line.effectiveOn(effectiveOn), Line.comment(comment), Line.by(by),
                    Line.draft(draft),
                ] + (step == .recall ? agreed : []))
        }
    }

    /// What the hub did.
    package struct Answer: Sendable {
        package let number: Int64
        package let step: FeeSchedule.Releases.Step
        package let version: RecordID
        package let effectiveOn: Day?
        package let comment: String?
        package let by: RecordID?
        package let request: EntryID?
        /// The day, by the hub's clock: it orders nothing.
        package let answeredOn: Day
    }

    package init(_ schedule: RecordView) {
        typealias Line = FeeSchedule.Releases
        self.requests = schedule[FeeSchedule.releaseRequests].compactMap { line in
            guard let logged = line.logged, let word = line[Line.step],
                let version = line[Line.version]
            else { return nil }
            return Request(
                entry: logged.entry, step: Line.Step(rawValue: word) ?? .refused, version: version,
                digest: line[Line.digest],
                effectiveOn: line[Line.effectiveOn], comment: line[Line.comment],
                by: logged.actor ?? line[Line.by], draft: line[Line.draft],
                approvedBy: line[Line.approvedBy], isAlone: line[Line.isAlone] ?? false)
        }
        let answers = schedule[FeeSchedule.releases].compactMap { line -> Answer? in
            guard let logged = line.logged, let word = line[Line.step],
                let version = line[Line.version]
            else { return nil }
            return Answer(
                number: line[Line.number] ?? 0, step: Line.Step(rawValue: word) ?? .refused,
                version: version,
                effectiveOn: line[Line.effectiveOn], comment: line[Line.comment],
                by: line[Line.by], request: EntryList.decode(line[Line.request] ?? []).first,
                answeredOn: Day(of: logged.at))
        }
        self.answers = answers.sorted { ($0.number, $0.version) < ($1.number, $1.version) }
    }

    /// Requests that the hub has not answered.
    package var open: [Request] {
        let answered = Set(answers.compactMap(\.request))
        return requests.filter { !answered.contains($0.entry) }
    }

    /// The hub's last word on a version that was not a refusal.
    package func state(of version: RecordID) -> State {
        let last = answers.last { $0.version == version && $0.step != .refused }
        guard let last else { return .unpublished }
        return last.step == .recall ? .recalled(from: last.effectiveOn) : .published
    }

    /// The day on which the hub published a version; before it no office could have it.
    package func publishedOn(_ version: RecordID) -> Day? {
        answers.last { $0.version == version && $0.step == .publish }?.answeredOn
    }

    /// Whether a version may be used.
    package enum State: Hashable, Sendable {
        case unpublished
        case published
        /// Not for dates of service from that day on; a blank day means for none at all.
        case recalled(from: Day?)
    }

    private static func reference(_ scalar: Scalar) -> RecordID? {
        scalar.blob.flatMap { RecordID(bytes: $0) }
    }
}
