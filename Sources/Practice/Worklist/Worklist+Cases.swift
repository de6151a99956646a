internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Cases of one doctor that stand in one state and press equally.
private struct AlikeCases: Hashable {
    let doctor: RecordID?
    let state: String
    let urgency: WorkItem.Urgency
}

extension Worklist {
    /// How long a payor may be silent before somebody asks; payors take 60 to 90 days in all.
    private static var silenceDays: Int64 { 30 }

    /// Cases that somebody must push on: the centre's, or what an office owes to one.
    ///
    /// Cases of one doctor that stand alike are one item: they are worked through together.
    func enrollments() -> [WorkItem] {
        var single: [WorkItem] = []
        var alike: [AlikeCases: [(view: RecordView, due: Day?)]] = [:]
        for view in active(.enrollment) {
            let standing = Workflow.enrollment.standing(of: view)
            if let item = pressing(view, standing) {
                single.append(item)
            } else if office == nil, !isSettled(standing.state) {
                let due = nextStep(of: view, standing)
                let group = AlikeCases(
                    doctor: view[Enrollment.practitioner], state: standing.state,
                    urgency: .init(due: due, today: today))
                alike[group, default: []].append((view, due))
            }
        }
        let grouped = alike.compactMap { group, cases -> WorkItem? in
            guard let first = cases.first else { return nil }
            let doctor = name(group.doctor)
            let person = label(group.doctor)
            let isOne = cases.count == 1
            return WorkItem(
                .enrollment, group.urgency, due: cases.compactMap(\.due).min(),
                record: isOne ? first.view.id : group.doctor ?? first.view.id,
                about: isOne
                    ? pair(first.view) + ": \(Workflow.words(of: group.state))"
                    : "\(person): \(cases.count) cases \(Workflow.words(of: group.state))",
                advice: isOne
                    ? "bridgework case show \(first.view.id.suffix)"
                    : "bridgework case list --doctor \(doctor) --state \(group.state)")
        }
        return single + grouped
    }

    /// A case that needs somebody of its own, at the centre or at its office.
    private func pressing(_ view: RecordView, _ standing: Standing) -> WorkItem? {
        let advice = "bridgework case show \(view.id.suffix)"
        if standing.conflict != nil {
            return WorkItem(
                .enrollment, .now, record: view.id,
                about: pair(view) + ": steps that contradict each other", advice: advice)
        }
        guard standing.isIn(Enrollment.State.deficient) else { return nil }
        let count = view[Enrollment.blockers].count
        return WorkItem(
            .enrollment, .now, due: view[Enrollment.nextActionOn], record: view.id,
            about: pair(view) + ": deficient, \(count) open", advice: advice)
    }

    private func isSettled(_ state: String) -> Bool {
        guard let known = Workflow.enrollment.state(state) else { return false }
        return known.isFinal || known.isInForce
    }

    /// The day somebody set, or when the payor has been silent for too long.
    private func nextStep(of view: RecordView, _ standing: Standing) -> Day? {
        if let set = view[Enrollment.nextActionOn] { return set }
        let isWithPayor = standing.isIn(
            Enrollment.State.submitted, .inReview, .approvedAwaitingLoad)
        guard isWithPayor else { return view[Enrollment.requestedEffectiveOn] }
        let last = standing.steps.last { !$0.isIllegal }?.happenedOn
        let heard = [last, view[Enrollment.lastContactOn]].compactMap(\.self).max()
        return heard.map { Day(number: $0.number + Worklist.silenceDays) }
    }

    /// Payor notices that are not sent, or not answered.
    func notices() -> [WorkItem] {
        guard office == nil else { return [] }
        return active(.payorNotice).compactMap { view in
            let standing = Workflow.notice.standing(of: view)
            guard Workflow.notice.state(standing.state)?.isFinal == false else { return nil }
            let sent = standing.last(PayorNotice.Step.send)?.happenedOn
            let due =
                view[PayorNotice.nextActionOn]
                ?? sent.map { Day(number: $0.number + Worklist.silenceDays) }
            let isWithPayor = standing.isIn(PayorNotice.State.sent, .acknowledged)
            let urgency: WorkItem.Urgency = isWithPayor ? .init(due: due, today: today) : .now
            return WorkItem(
                .notice, urgency, due: due, record: view.id,
                about: label(view[PayorNotice.contract]) + " "
                    + Workflow.words(of: view[PayorNotice.kind] ?? "?") + ": "
                    + Workflow.words(of: standing.state),
                advice: "bridgework notice show \(view.id.suffix)")
        }
    }
}
