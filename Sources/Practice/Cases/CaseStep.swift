package import Merge

// A step of a case is more than a word in its log: the facts that rest on its document go where
// everything else reads them, in the same change set.
//
//     loaded, recorded, correctEffective   effectiveDates[document] = the day
//     retroGranted                         effectiveDates[document] = the first day, retroactively
//     termNotice                           ending = the last day, the reason, the document
//     credentialingApproved, recredentialApproved
//                                          recredentialDueOn = 36 months later
//     deficiency                           blockers += what is asked for
//     a payor's word                       lastContactOn = the day of it
//     retract                              takes back the dates that rest on that step alone

/// A step of a case with all that follows from it.
package struct CaseStep: Sendable {
    package var draft: StepDraft
    /// The day the step is about: first day in network, or the last.
    package var effectiveOn: Day?
    /// The letter that the document takes the place of.
    package var supersedes: RecordID?
    package var termReason: String?
    /// What the payor asks for at a deficiency.
    package var blockers: [String] = []
    package var nextActionOn: Day?

    /// How long a credentialing decision holds, in years: NCQA's cycle.
    private static let recredentialYears = 3

    package init(_ draft: StepDraft, effectiveOn: Day? = nil) {
        self.draft = draft
        self.effectiveOn = effectiveOn
        if let effectiveOn { self.draft.facts["effectiveOn"] = .day(effectiveOn) }
    }

    /// - Throws: `CaseProblem` for a step that is illegal on this case, or lacks its evidence.
    package func writes(on view: RecordView) throws(CaseProblem) -> [Write] {
        let standing = Workflow.enrollment.standing(of: view)
        let step: Write
        do {
            step = try Workflow.enrollment.write(draft, record: view.id, after: standing)
        } catch {
            throw .step(error)
        }
        return [step] + (try facts(view, standing)) + contacts(view)
    }

    private func facts(_ view: RecordView, _ standing: Standing) throws(CaseProblem) -> [Write] {
        switch draft.event {
        case "loaded", "recorded", "correctEffective":
            return try date(view, first: effectiveOn, retroactive: nil)
        case "retroGranted":
            return try date(view, first: try firstDay(of: view), retroactive: effectiveOn)
        case "termNotice": return [ending(of: view)]
        case "credentialingApproved", "recredentialApproved":
            return draft.happenedOn.map { decided in
                let due = Write(
                    .enrollment, view.id, "recredentialDueOn",
                    ["recredentialDueOn": .day(decided.years(later: Self.recredentialYears))])
                return [due]
            } ?? []
        case "deficiency":
            return blockers.map {
                Write(.enrollment, view.id, "blockers", key: ["blocker": .text($0)])
            }
        case "resubmit":
            let open = view.elements("blockers").count
            if open > 0 { throw .blockersOpen(open) }
            return []
        case Workflow.retract: return takenBack(view, standing)
        default: return []
        }
    }

    private func date(
        _ view: RecordView, first: Day?, retroactive: Day?
    ) throws(CaseProblem) -> [Write] {
        guard let document = draft.document, let first else { return [] }
        let letters = view.pairs("effectiveDates").compactMap { $0.key.reference(0) }
        if let supersedes, !letters.contains(supersedes) { throw .noSuchLetter }
        return [
            Write(
                .enrollment, view.id, "effectiveDates", key: ["document": .reference(document)],
                [
                    "effectiveFrom": .day(first), "retroactiveTo": retroactive.map { .day($0) },
                    "supersedes": supersedes.map { .reference($0) },
                ])
        ]
    }

    /// The one first day that letters give so far: a retroactive one is counted from there.
    private func firstDay(of view: RecordView) throws(CaseProblem) -> Day {
        let letters = view.pairs("effectiveDates")
        let replaced = Set(letters.compactMap { $0.value?.reference(2) })
        let standing = letters.filter { $0.key.reference(0).map { !replaced.contains($0) } ?? true }
        let days = Set(standing.compactMap { $0.value?.day(0) })
        guard let day = days.first, days.count == 1 else { throw .noFirstDay }
        return day
    }

    private func ending(of view: RecordView) -> Write {
        Write(
            .enrollment, view.id, "ending",
            [
                "effectiveThrough": effectiveOn.map { .day($0) },
                "termReason": termReason.map { .text($0) },
                "termDocument": draft.document.map { .reference($0) },
            ])
    }

    /// The dates of the step that is annulled, unless another step rests on the same letter.
    private func takenBack(_ view: RecordView, _ standing: Standing) -> [Write] {
        guard let step = standing.steps.first(where: { $0.entry == draft.retracts }) else {
            return []
        }
        if step.event == "termNotice", view.day("effectiveThrough") == step.day("effectiveOn") {
            return [Write(.enrollment, view.id, "ending")]
        }
        guard let document = step.document,
            !standing.steps.contains(where: {
                $0.entry != step.entry && $0.document == document
            }),
            view.pairs("effectiveDates").contains(where: { $0.key.reference(0) == document })
        else { return [] }
        return [
            Write(
                removing: ["document": .reference(document)], from: .enrollment, view.id,
                "effectiveDates")
        ]
    }

    /// When the payor was last heard of, and when to ask again.
    private func contacts(_ view: RecordView) -> [Write] {
        let isPayors = Workflow.enrollment.transitions(of: draft.event)
            .contains { $0.actor == .payor }
        var writes: [Write] = []
        if isPayors, let day = draft.happenedOn, view.day("lastContactOn").map({ $0 < day }) ?? true
        {
            writes.append(
                Write(.enrollment, view.id, "lastContactOn", ["lastContactOn": .day(day)]))
        }
        if let nextActionOn {
            writes.append(
                Write(.enrollment, view.id, "nextActionOn", ["nextActionOn": .day(nextActionOn)]))
        }
        return writes
    }
}

extension Day {
    /// The same day so many years later; of a leap day the last of February.
    func years(later years: Int) -> Day {
        let (year, month, day) = civil
        return Day(year: year + years, month: month, day: day)
            ?? Day(year: year + years, month: month, day: day - 1) ?? self
    }
}
