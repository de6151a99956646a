package import Merge
package import Records

/// Where a case stands, in the questions that runs and moves ask of it.
package struct CaseState: Sendable {
    package let standing: Standing
    private let view: RecordView

    package init(_ view: RecordView) {
        self.view = view
        self.standing = Workflow.enrollment.standing(of: view)
    }

    package var state: String { standing.state }

    /// The payor has spoken: yes or no, or nobody asks any more.
    package var isDecided: Bool {
        standing.conflict == nil && (isInForce || isFinal)
    }

    package var isInForce: Bool { Workflow.enrollment.state(state)?.isInForce ?? false }
    package var isFinal: Bool { Workflow.enrollment.state(state)?.isFinal ?? false }

    /// Not decided any more, though somebody logged a step that decided it: opened again, taken
    /// back, or in conflict.
    var isOpenAgain: Bool {
        !isDecided
            && view[Enrollment.status, each: Enrollment.status.step].contains {
                CaseState.deciding.contains($0)
            }
    }

    /// The steps after which the payor has spoken, or nobody asks any more.
    private static let deciding = Set(
        Workflow.enrollment.transitions.filter { move in
            guard move.isLogged, let to = move.to.flatMap(Workflow.enrollment.state) else {
                return false
            }
            return to.isInForce || to.isFinal
        }.map(\.event))

    /// Ended before that day, so that a return then opens the case again.
    package func isOver(on day: Day) -> Bool {
        guard standing.conflict == nil else { return false }
        if isFinal { return true }
        let last = EnrollmentStatus(view, standing).endsOn
        return standing.isIn(Enrollment.State.ending) && last.map { $0 < day } ?? false
    }

    /// Something has been sent to the payor, and the case has not ended.
    package var isKnownToPayor: Bool {
        !isFinal && standing.steps.contains { !$0.says(Enrollment.Step.prepare) && !$0.isIllegal }
    }

    /// Nobody has done anything about it since it was opened.
    package var isUntouched: Bool {
        let own: Set = [
            Enrollment.identity.name, Enrollment.requestedEffectiveOn.name,
            Attribute.lifecycle.name,
        ]
        return zip(view.type.columns, view.projection.cells).allSatisfy { column, cell in
            own.contains(view.type.attributes[column.attribute].name) || cell.isBlank
        }
    }

    /// What opens a case again; none where that is no legal step.
    func reopening(on today: Day) -> [Write] {
        let draft = StepDraft(Enrollment.Step.reopen, on: today, comment: "the doctor returns")
        do {
            return try CaseStep(draft).writes(on: view)
        } catch {
            return []
        }
    }
}

extension Projection.Cell {
    /// Nothing was ever written there, or all of it was taken away.
    package var isBlank: Bool {
        switch self {
        case .scalar(let scalar): scalar.isNull
        case .unknown: false
        case .elements(let elements): elements.isEmpty
        case .pairs(let pairs): pairs.isEmpty
        case .steps(let steps): steps.isEmpty
        }
    }
}
