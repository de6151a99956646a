package import Merge
package import Records

// What the hub does with requests to publish and to recall. One change set of the hub holds the
// version and the answer that releases it, and a version without an answer is never used: nobody
// can see half of it.
//
//     publish   the draft's lines are the ones approved, nothing waits for a person, and no other
//               version begins that day, unless this one corrects it  -> version, publish
//     recall    the version is published, and two users agree         -> recall
//     else                                                            -> refused, with the reason

/// Answers the requests in a fee schedule's log: the hub's reaction to a change of the schedule.
package enum FeeRelease {
    /// What a change set's ops cause: answers to the requests among them.
    package static func writes(
        after ops: [Op], lookup: some RecordLookup, today: Day
    ) -> [Write] {
        let asked = ops.filter {
            $0.type == RecordType.feeSchedule.name
                && $0.attribute == FeeSchedule.releaseRequests.name
        }
        return Set(asked.map(\.record)).sorted().compactMap { lookup.record($0) }
            .flatMap { writes($0, lookup: lookup, today: today) }
    }

    /// The writes that answer every open request, in the order the requests were made.
    ///
    /// Pure: the same records give the same writes. What is answered already is not answered
    /// again.
    package static func writes(
        _ schedule: RecordView, lookup: some RecordLookup, today: Day
    ) -> [Write] {
        let log = FeeReleaseLog(schedule)
        guard !log.open.isEmpty else { return [] }
        let versions = lookup.records(where: FeeScheduleVersion.schedule, is: schedule.id)
            .compactMap { FeeVersion($0) }
        var answers = Answers(schedule: schedule.id, log: log, versions: versions)
        for request in log.open {
            switch request.step {
            case .publish: answers.publish(request, lookup: lookup)
            case .recall: answers.recall(request, lookup: lookup)
            case .refused: answers.refuse(request, "the hub knows no such request")
            }
        }
        return answers.writes
    }

    /// Why a request would be refused as things stand here; `nil` where it would not.
    ///
    /// The hub decides again on what it holds then.
    package static func refusal(
        of request: FeeReleaseLog.Request, _ schedule: RecordView, lookup: some RecordLookup
    ) -> String? {
        let versions = lookup.records(where: FeeScheduleVersion.schedule, is: schedule.id)
            .compactMap { FeeVersion($0) }
        var answers = Answers(
            schedule: schedule.id, log: FeeReleaseLog(schedule), versions: versions)
        if request.step == .recall {
            answers.recall(request, lookup: lookup)
        } else {
            answers.publish(request, lookup: lookup)
        }
        return answers.refusal
    }

    /// One transaction's worth of answers.
    private struct Answers {
        let schedule: RecordID
        let log: FeeReleaseLog
        /// What stands, and what this transaction adds.
        private var versions: [Begun]
        var writes: [Write] = []
        /// The reason of the last refusal.
        private(set) var refusal: String?
        /// What this transaction has answered, on top of the log.
        private var decided: [RecordID: FeeReleaseLog.State] = [:]
        private var number: Int64
        private var versionNumber: Int64

        init(schedule: RecordID, log: FeeReleaseLog, versions: [FeeVersion]) {
            self.schedule = schedule
            self.log = log
            self.versions = versions.map {
                Begun(id: $0.id, number: $0.number, from: $0.effectiveFrom)
            }
            self.number = log.answers.last?.number ?? 0
            self.versionNumber = versions.map(\.number).max() ?? 0
        }

        /// A version's place in time.
        private struct Begun {
            let id: RecordID
            let number: Int64
            let from: Day
        }

        private func state(of version: RecordID) -> FeeReleaseLog.State {
            decided[version] ?? log.state(of: version)
        }

        mutating func publish(_ request: FeeReleaseLog.Request, lookup: some RecordLookup) {
            let approval: Approval
            switch Approval.of(request, schedule: schedule, lookup: lookup) {
            case .success(let found): approval = found
            case .failure(let refusal): return refuse(request, refusal.reason)
            }
            if state(of: request.version) == .published {
                return refuse(request, "these fees are published already")
            }
            let begun = versions.filter {
                $0.from == approval.effectiveFrom && $0.id != request.version
                    && isInForce($0)
            }
            if let other = begun.last, approval.draft.correctionOf != other.id {
                return refuse(
                    request,
                    "version \(other.number) begins that day: recall it, or say that this "
                        + "corrects it")
            }
            if let standing = versions.first(where: { $0.id == request.version }) {
                guard standing.from == approval.effectiveFrom else {
                    return refuse(
                        request,
                        "version \(standing.number) holds these fees from another day: change "
                            + "the draft")
                }
            } else {
                versionNumber += 1
                write(approval, request, supersedes: inForce(before: approval.effectiveFrom))
                versions.append(
                    Begun(
                        id: request.version, number: versionNumber,
                        from: approval.effectiveFrom))
            }
            decided[request.version] = .published
            answer(request, .publish, effectiveOn: approval.effectiveFrom, request.comment)
        }

        mutating func recall(_ request: FeeReleaseLog.Request, lookup: some RecordLookup) {
            switch state(of: request.version) {
            case .unpublished: return refuse(request, "the version was never published")
            case .recalled: return refuse(request, "the version is recalled already")
            case .published: break
            }
            guard request.comment?.isEmpty == false else {
                return refuse(request, "a recall needs a reason")
            }
            if let problem = FeeApproval.recallProblem(request, lookup) {
                return refuse(request, problem)
            }
            decided[request.version] = .recalled(from: request.effectiveOn)
            answer(request, .recall, effectiveOn: request.effectiveOn, request.comment)
        }

        mutating func refuse(_ request: FeeReleaseLog.Request, _ reason: String) {
            refusal = reason
            answer(request, .refused, effectiveOn: request.effectiveOn, reason)
        }

        private func isInForce(_ version: Begun) -> Bool {
            state(of: version.id) == .published
        }

        private func inForce(before day: Day) -> RecordID? {
            versions.filter { $0.from < day && isInForce($0) }
                .max { ($0.from, $0.number) < ($1.from, $1.number) }?.id
        }

        private mutating func write(
            _ approval: Approval, _ request: FeeReleaseLog.Request, supersedes: RecordID?
        ) {
            let draft = approval.draft
            writes.append(
                Write(
                    FeeScheduleVersion.version, request.version,
                    [
                        FeeScheduleVersion.schedule(schedule),
                        FeeScheduleVersion.versionNumber(versionNumber),
                        FeeScheduleVersion.effectiveFrom(approval.effectiveFrom),
                        FeeScheduleVersion.effectiveThrough(approval.effectiveThrough),
                        FeeScheduleVersion.digest(approval.digest),
                        FeeScheduleVersion.lineCount(Int64(draft.lines.count)),
                        FeeScheduleVersion.draft(draft.id),
                        FeeScheduleVersion.codeSetRelease(draft.codeSetRelease),
                        FeeScheduleVersion.supersedes(supersedes),
                        FeeScheduleVersion.correctionOf(draft.correctionOf),
                        FeeScheduleVersion.approvedBy(approval.approvedBy),
                        FeeScheduleVersion.lines(draft.lines.packed),
                    ]))
        }

        private mutating func answer(
            _ request: FeeReleaseLog.Request, _ step: FeeSchedule.Releases.Step, effectiveOn: Day?,
            _ comment: String?
        ) {
            number += 1
            typealias Line = FeeSchedule.Releases
            let agreed = [Line.approvedBy(request.approvedBy), Line.isAlone(request.isAlone)]
            writes.append(
                Write(
                    FeeSchedule.releases, schedule,
                    [
                        Line.step(step.rawValue), Line.version(request.version),
                        Line.digest(request.digest), Line.effectiveOn(effectiveOn),
                        Line.comment(comment), Line.by(request.by),
                        Line.request(EntryList.encode([request.entry])),
                        Line.draft(request.draft), Line.number(number),
                    ] + (step == .recall ? agreed : [])))
        }
    }
}

extension FeeRelease {
    /// What a request to publish rests on.
    struct Approval {
        let draft: FeeDraft
        let digest: String
        let effectiveFrom: Day
        let effectiveThrough: Day?
        let approvedBy: RecordID?

        struct Refusal: Error {
            let reason: String

            init(_ reason: String) {
                self.reason = reason
            }
        }

        /// Looks the draft up and holds it against what was approved.
        static func of(
            _ request: FeeReleaseLog.Request, schedule: RecordID, lookup: some RecordLookup
        ) -> Result<Approval, Refusal> {
            guard let id = request.draft, let digest = request.digest,
                let effectiveFrom = request.effectiveOn
            else {
                return .failure(Refusal("the request lacks its draft, digest or effective day"))
            }
            guard let draft = lookup.record(id).flatMap({ FeeDraft($0) }),
                draft.schedule == schedule
            else { return .failure(Refusal("the hub holds no such draft of this schedule")) }
            do { try check(draft, digest, request, lookup) } catch { return .failure(error) }
            let through = draft.view[FeeDraft.term.through]
            guard through.map({ effectiveFrom <= $0 }) ?? true else {
                return .failure(Refusal("the draft ends before the effective day"))
            }
            let standing = Workflow.feeDraft.standing(of: draft.view)
            return .success(
                Approval(
                    draft: draft, digest: digest, effectiveFrom: effectiveFrom,
                    effectiveThrough: through,
                    approvedBy: standing.last(FeeDraft.Step.approve)?.actor))
        }

        private static func check(
            _ draft: FeeDraft, _ digest: String, _ request: FeeReleaseLog.Request,
            _ lookup: some RecordLookup
        ) throws(Refusal) {
            guard draft.conflicts.isEmpty else {
                throw Refusal(
                    "two prices for \(Counted(draft.conflicts.count, "code")) of the draft: "
                        + "settle them, "
                        + "then submit again")
            }
            guard draft.unreadable == 0, draft.lines.count <= FeeLimits.linesMax else {
                throw Refusal("the draft holds lines that this hub cannot read: update the hub")
            }
            guard draft.lines.count > 0 else { throw Refusal("the draft holds no lines") }
            let names = [draft.version(in: lookup), draft.plainVersion]
            guard draft.digest == digest, names.contains(request.version) else {
                throw Refusal(
                    "the draft was changed after the digest that was approved: submit it again")
            }
            if let problem = FeeApproval.problem(draft, digest: digest, lookup: lookup) {
                throw Refusal(problem.description)
            }
            if let asker = request.by, !FeeApproval.isActiveUser(asker, lookup) {
                throw Refusal("who asked is no active user: let another user publish")
            }
        }
    }
}

extension Scalar {
    /// A reference; blank for none.
    static func id(_ id: RecordID?) -> Scalar {
        id.map { .blob($0.bytes[...]) } ?? .null
    }
}
