package import Merge
import Practice
internal import Store

// A step of a run is legal by the state that people are shown: what its cases and notices say.

extension Desk {
    /// Gives a run or a move up: the hub retires what nobody has touched.
    package func giveUp(
        _ name: String, comment: String, actor: RecordID?
    ) throws -> (run: RecordID, receipt: WriteReceipt) {
        try requireCentral()
        let today = try today
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let view = try run(name, lookup, transaction)
            let isMove = view.type.name == RecordType.moveRun.name
            let draft = StepDraft(
                isMove ? "cancel" : "abandon", on: today, comment: comment, by: actor)
            let step = try runStep(draft, on: view, lookup)
            return (view.id, try write([step], actor: actor, reason: comment, in: &transaction))
        }
    }

    /// A move's assignments, which stay as they are when it is given up.
    package func assignments(of run: RecordID) throws -> [RecordID] {
        try store.read { transaction in
            let lookup = StoreLookup(transaction)
            guard let move = lookup.record(run).flatMap({ MoveRun($0) }) else { return [] }
            let offices = [move.fromOffice, move.toOffice]
            let found = lookup.records(
                "location_assignment", where: "practitioner", is: move.doctor
            ).filter { $0.isActive && offices.contains($0.reference("office")) }
            try lookup.check()
            return found.map(\.id)
        }
    }

    /// Closes a move whose payors have all confirmed, once their directories and a first payment
    /// in network have been seen.
    package func close(
        move name: String, evidence given: Evidence?, comment: String, actor: RecordID?
    ) throws -> (run: RecordID, receipt: WriteReceipt) {
        try requireCentral()
        let today = try today
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let view = try run(name, lookup, transaction)
            guard MoveRun(view) != nil else { throw DoctorRefusal.notMove }
            let document = try evidence(given, about: [view.id], transaction)
            let draft = StepDraft(
                "verifyDirectory", on: today, comment: comment, document: document.id, by: actor)
            let writes = document.writes + [try runStep(draft, on: view, lookup)]
            try keep(given)
            return (view.id, try write(writes, actor: actor, reason: comment, in: &transaction))
        }
    }

    /// Puts a move to other days, in one change set: the run's, those of the assignments it ended
    /// and began, and the day that untouched cases ask for.
    ///
    /// - Parameters:
    ///   - lastDay: at the old office; as it was if not given.
    ///   - firstDay: at the new one; as it was if not given.
    package func slip(
        move name: String, lastDay: Day?, firstDay: Day?, comment: String, actor: RecordID?
    ) throws -> (run: RecordID, receipt: WriteReceipt) {
        guard office == nil else { throw DoctorRefusal.slipAtOffice }
        let today = try today
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let view = try run(name, lookup, transaction)
            guard let move = MoveRun(view) else { throw DoctorRefusal.notMove }
            let step = try runStep(
                StepDraft("dateSlip", on: today, comment: comment, by: actor), on: view, lookup)
            let slip = MoveSlip(move, lastDay: lastDay, firstDay: firstDay, in: lookup)
            try lookup.check()
            return (
                view.id,
                try write(slip.writes + [step], actor: actor, reason: comment, in: &transaction)
            )
        }
    }

    private func run(
        _ name: String, _ lookup: StoreLookup, _ transaction: StoreTransaction
    ) throws -> RecordView {
        let view = lookup.record(try findRun(name, transaction))
        try lookup.check()
        guard let view else { throw DeskError.noSuchRecord(type: "run") }
        return view
    }

    private func runStep(
        _ draft: StepDraft, on view: RecordView, _ lookup: StoreLookup
    ) throws -> Write {
        let isMove = view.type.name == RecordType.moveRun.name
        let workflow = isMove ? Workflow.move : Workflow.onboarding
        let move = MoveRun(view).map { MoveStanding($0, lookup) }
        // What no payor was told can be closed, and given up as well.
        let isVacuous = draft.event == "cancel" && move?.asksNothing == true
        let shown =
            isMove
            ? (isVacuous ? nil : move?.state)
            : OnboardingRun(view).map { OnboardingStanding($0, lookup).state(isReady: false) }
        let logged = workflow.standing(of: view)
        try lookup.check()
        return try workflow.write(
            draft, record: view.id, after: logged.read(as: shown ?? logged.state, in: workflow))
    }
}
