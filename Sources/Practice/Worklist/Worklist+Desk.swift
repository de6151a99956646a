internal import Benefits
internal import Fees
internal import Merge
internal import Participation
internal import Records
internal import Tables

extension Worklist {
    /// Tasks nobody has finished: an office's own, the centre's all.
    func tasks() -> [WorkItem] {
        active(.task).compactMap { view in
            let state = Workflow.task.standing(of: view).state
            guard Workflow.task.state(state)?.isFinal == false else { return nil }
            guard office == nil || view[WorkTask.office] == office else { return nil }
            let due = view[WorkTask.dueOn]
            return WorkItem(
                .task, .init(due: due, today: today), due: due, record: view.id,
                about: view[WorkTask.title] ?? "?",
                advice: "bridgework step log task \(view.id.suffix) done",
                owner: view[WorkTask.assignee])
        }
    }

    /// Writes that wait for a word: what offices asked for, late edits, what the hub kept aside.
    func held(_ kind: HeldWrite.Kind, _ work: WorkItem.Kind) -> [WorkItem] {
        active(kind.recordType).compactMap { view in
            let state = kind.workflow.standing(of: view).state
            guard kind.workflow.state(state)?.isFinal == false else { return nil }
            let target = [view[AnyRecord.targetType], view[AnyRecord.targetAttribute]]
                .compactMap(\.self).joined(separator: " ")
            let office = view[AnyRecord.office].map { label($0) } ?? "the centre"
            return WorkItem(
                work, .soon, record: view.id,
                about: kind == .proposal
                    ? office + " asks for " + target
                    : "\(kind.word) of \(office): \(target.isEmpty ? "unread" : target)",
                advice: "bridgework \(kind.command) show \(view.id.suffix)")
        }
    }

    /// Payors and plans that an office made for itself and the centre has not taken over.
    func provisional() -> [WorkItem] {
        let kinds: [(WorkItem.Kind, RecordType)] = [(.payor, .payor), (.plan, .insurancePlan)]
        return kinds.flatMap { kind, type in
            active(type).compactMap { view in
                guard let made = view[AnyRecord.provisionalOffice],
                    view[AnyRecord.replacedBy] == nil
                else { return nil }
                return WorkItem(
                    kind, .soon, record: view.id,
                    about: "\(label(view.id)), provisional at \(label(made))",
                    advice: "bridgework payor adopt \(name(view.id))"
                        + (kind == .plan ? " --plan" : ""))
            }
        }
    }

    /// Fees that wait for a second pair of eyes.
    func drafts() -> [WorkItem] {
        active(.feeDraft).compactMap { view in
            let standing = Workflow.feeDraft.standing(of: view)
            guard standing.isIn(FeeDraft.State.inReview) else { return nil }
            let schedule = name(view[FeeDraft.schedule])
            let due = view[FeeDraft.term.from]
            return WorkItem(
                .fees, .init(due: due, today: today), due: due, record: view.id,
                about: "\(label(view[FeeDraft.schedule])): draft in review",
                advice: "bridgework fees diff \(schedule)")
        }
    }

    /// Calls that somebody promised to follow up.
    func contacts() -> [WorkItem] {
        active(.contactLog).compactMap { view in
            guard let due = view[ContactLog.nextActionOn] else { return nil }
            return WorkItem(
                .task, .init(due: due, today: today), due: due, record: view.id,
                about: "follow up with \(label(view[ContactLog.payor]))",
                advice: "bridgework show contact_log \(view.id.suffix)")
        }
    }
}
