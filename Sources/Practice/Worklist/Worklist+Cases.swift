internal import Merge

extension Worklist {
    /// How long a payor may be silent before somebody asks; payors take 60 to 90 days in all.
    private static var silenceDays: Int64 { 30 }

    /// Cases that somebody must push on: the centre's, or what an office owes to one.
    func enrollments() -> [WorkItem] {
        active("enrollment").compactMap { view in
            let standing = Workflow.enrollment.standing(of: view)
            let advice = "bridgework case show \(view.id.suffix)"
            if standing.conflict != nil {
                return WorkItem(
                    .enrollment, .now, record: view.id,
                    about: pair(view) + ": steps that contradict each other", advice: advice)
            }
            if standing.state == "deficient" {
                let count = view.elements("blockers").count
                return WorkItem(
                    .enrollment, .now, due: view.day("nextActionOn"), record: view.id,
                    about: pair(view) + ": deficient, \(count) open", advice: advice)
            }
            guard office == nil, !isSettled(standing.state) else { return nil }
            let due = nextStep(of: view, standing)
            return WorkItem(
                .enrollment, .init(due: due, today: today), due: due, record: view.id,
                about: pair(view) + ": \(standing.state)", advice: advice)
        }
    }

    private func isSettled(_ state: String) -> Bool {
        guard let known = Workflow.enrollment.state(state) else { return false }
        return known.isFinal || known.isInForce
    }

    /// The day somebody set, or when the payor has been silent for too long.
    private func nextStep(of view: RecordView, _ standing: Standing) -> Day? {
        if let set = view.day("nextActionOn") { return set }
        let isWithPayor = ["submitted", "inReview", "approvedAwaitingLoad"]
            .contains(standing.state)
        guard isWithPayor else { return view.day("requestedEffectiveOn") }
        let last = standing.steps.last { !$0.isIllegal }?.happenedOn
        let heard = [last, view.day("lastContactOn")].compactMap(\.self).max()
        return heard.map { Day(number: $0.number + Worklist.silenceDays) }
    }

    /// Payor notices that are not sent, or not answered.
    func notices() -> [WorkItem] {
        guard office == nil else { return [] }
        return active("payor_notice").compactMap { view in
            let standing = Workflow.notice.standing(of: view)
            guard Workflow.notice.state(standing.state)?.isFinal == false else { return nil }
            let sent = standing.last("send")?.happenedOn
            let due =
                view.day("nextActionOn")
                ?? sent.map { Day(number: $0.number + Worklist.silenceDays) }
            let isWithPayor = ["sent", "acknowledged"].contains(standing.state)
            let urgency: WorkItem.Urgency = isWithPayor ? .init(due: due, today: today) : .now
            return WorkItem(
                .notice, urgency, due: due, record: view.id,
                about: "\(name(view.reference("contract"))) \(view.text("kind") ?? "?"): "
                    + standing.state,
                advice: "bridgework notice show \(view.id.suffix)")
        }
    }
}
