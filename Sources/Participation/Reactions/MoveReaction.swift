internal import Merge
internal import Records

/// What follows from a planned move: notices, cases at the new office, and tasks.
struct MoveReaction<Lookup: RecordLookup> {
    let lookup: Lookup
    let today: Day

    func expansion(after changed: ChangedRecords) -> Expansion {
        let own = Set(changed.records(.moveRun))
        var all = Expansion()
        for id in own.sorted() {
            guard let move = lookup.record(id).flatMap(MoveRun.ofAnyLife) else { continue }
            if move.isGivenUp {
                // What it told a payor for another open move, too, that one tells itself now.
                all += expansions(of: others(of: move.doctor, butNot: own), PairRules(lookup))
            } else if move.isPlanned {
                all += expansion(of: move, PairRules(lookup))
                if changed.wrote(MoveRun.dates, of: id) {
                    all.writes += dueDays(of: move) + corrections(of: move)
                }
            }
        }
        all += expansions(after: changed, butNot: own)
        all.writes += differences(after: changed)
        return all
    }

    /// Open moves whose contracts, assignments or enrolments changed, expanded again.
    private func expansions(after changed: ChangedRecords, butNot own: Set<RecordID>) -> Expansion {
        let reach = MoveReach(changed, lookup)
        let moves = reach.moves(in: lookup).filter { !own.contains($0.id) && $0.isPlanned }
        guard !moves.isEmpty else { return Expansion() }
        return expansions(of: moves, PairRules(lookup, contracts: reach.onlyContracts))
    }

    private func others(of doctor: RecordID, butNot own: Set<RecordID>) -> [MoveRun] {
        lookup.records(where: MoveRun.practitioner, is: doctor).compactMap(MoveRun.init)
            .filter { !own.contains($0.id) && $0.isPlanned }
    }

    private func expansions(of moves: [MoveRun], _ rules: PairRules) -> Expansion {
        moves.reduce(into: Expansion()) { all, move in
            let whole = expansion(of: move, rules)
            guard !whole.allWrites(in: lookup).isEmpty, MoveStanding(move, lookup).isConfirmed
            else {
                all += whole
                return
            }
            // It opens nothing more, but a payor that knows the doctor after all must hear of it.
            let plan = MovePlan(move, rules, in: lookup)
            let cases = DoctorCases(of: move.doctor, in: lookup)
            all.notices += removals(of: move, plan)
            all.writes += cases.returning(plan.cases, of: move.pairs, today: today)
        }
    }

    private func expansion(of move: MoveRun, _ rules: PairRules) -> Expansion {
        let plan = MovePlan(move, rules, in: lookup)
        let cases = DoctorCases(of: move.doctor, in: lookup)
        let opening = plan.cases.flatMap { pair, day in
            cases.opening(pair, from: day, isNew: !move.pairs.contains(pair), today: today)
        }
        let pairs = plan.cases.filter { !move.pairs.contains($0.pair) }.map { pair, _ in
            Write(
                MoveRun.pairs, move.id,
                key: [MoveRun.pairs.contract(pair.contract), MoveRun.pairs.office(pair.office)])
        }
        return Expansion(
            writes: opening + pairs + tasks(of: move),
            notices: removals(of: move, plan) + additions(of: move, plan))
    }

    private func removals(of move: MoveRun, _ plan: MovePlan) -> [NoticeDraft] {
        let isTermination = move.kind == .leave && move.fromOffice == nil
        return plan.removals.map { contract, offices in
            NoticeDraft(
                kind: isTermination ? .termination : .removeLocation, contract: contract,
                doctor: move.doctor, offices: offices, fromOffice: move.fromOffice,
                moveRun: move.id, day: move.lastDayOld)
        }
    }

    private func additions(of move: MoveRun, _ plan: MovePlan) -> [NoticeDraft] {
        plan.additions.map { contract in
            NoticeDraft(
                kind: .addLocation, contract: contract, doctor: move.doctor,
                offices: [move.toOffice].compactMap(\.self), toOffice: move.toOffice,
                moveRun: move.id, day: move.firstDayNew)
        }
    }

    private func tasks(of move: MoveRun) -> [Write] {
        guard let changesOn = move.changesOn else { return [] }
        let standing = MoveTopic.tasks(of: move.id, in: lookup)
        return MoveTopic.topics(of: move, in: lookup).filter { standing[$0] == nil }.flatMap {
            topic in
            TaskDraft(
                cause: move.id, parts: [topic.rawValue], title: topic.title,
                kind: topic.taskKind, about: move.id, dueOn: topic.dueOn(changesOn)
            ).writes(in: lookup)
        }
    }

    /// When a move slips, the tasks that are still open slip with it.
    private func dueDays(of move: MoveRun) -> [Write] {
        guard let changesOn = move.changesOn else { return [] }
        let tasks = MoveTopic.tasks(of: move.id, in: lookup)
        return MoveTopic.allCases.compactMap { topic in
            let due = topic.dueOn(changesOn)
            guard let task = tasks[topic], task[WorkTask.dueOn] != due,
                let state = Workflow.task.state(Workflow.task.standing(of: task).state),
                !state.isFinal
            else { return nil }
            return Write(WorkTask.dueOn, task.id, due)
        }
    }

    /// Asks a person to slip a move whose assignments have other days than it, or none.
    ///
    /// An office proposed them, or somebody edited an assignment alone (domain W2, `dateSlip`).
    /// While such a task is open no other is made.
    private func differences(after changed: ChangedRecords) -> [Write] {
        let rows = changed.records(.locationAssignment)
            .filter { changed.wrote(LocationAssignment.term, of: $0) }
            .compactMap { lookup.record($0) }.filter(\.isActive)
        return Set(rows.compactMap { $0[LocationAssignment.practitioner] }).sorted()
            .flatMap { others(of: $0, butNot: []) }.flatMap { move -> [Write] in
                let all = lookup.records(
                    where: LocationAssignment.practitioner, is: move.doctor
                ).filter(\.isActive)
                guard let row = rows.first(where: { isOff($0, move, all) }), !isAskedToSlip(move)
                else { return [] }
                let cause = changed.cause(LocationAssignment.term, of: row.id)
                return TaskDraft(
                    cause: move.id, parts: ["differs", cause.description],
                    title: "Slip a move: an assignment's days are not the move's any more",
                    kind: Self.slipKind, about: move.id, dueOn: today
                ).writes(in: lookup)
            }
    }

    private static var slipKind: String { "move-slip" }

    private func isAskedToSlip(_ move: MoveRun) -> Bool {
        lookup.records(where: WorkTask.about, is: move.id).contains { task in
            task.isActive && TaskDraft.isCentres(task) && task[WorkTask.kind] == Self.slipKind
                && Workflow.task.state(Workflow.task.standing(of: task).state)?.isFinal == false
        }
    }

    /// Whether the assignment is at one of the move's offices and none there has the move's day.
    private func isOff(_ row: RecordView, _ move: MoveRun, _ all: [RecordView]) -> Bool {
        func isOff(
            _ office: RecordID?, _ day: Day?, _ field: LocationAssignment.Field<Day>
        ) -> Bool {
            guard let office, let day, row[LocationAssignment.practitioner] == move.doctor,
                row[LocationAssignment.office] == office, !row.isUnknown(field)
            else { return false }
            return !all.contains { $0[LocationAssignment.office] == office && $0[field] == day }
        }
        return isOff(move.toOffice, move.firstDayNew, LocationAssignment.term.from)
            || isOff(move.fromOffice, move.lastDayOld, LocationAssignment.term.through)
    }

    /// A payor that has been told of another day must hear of the new one from a person.
    private func corrections(of move: MoveRun) -> [Write] {
        guard let view = lookup.record(move.id), let changesOn = move.changesOn,
            Workflow.move.standing(of: view).last(MoveRun.Step.dateSlip) != nil
        else { return [] }
        return lookup.records(where: PayorNotice.moveRun, is: move.id).flatMap { notice in
            let standing = Workflow.notice.standing(of: notice)
            guard notice.isActive,
                standing.isIn(PayorNotice.State.sent, .acknowledged, .confirmed)
            else {
                return [Write]()
            }
            return TaskDraft(
                cause: move.id,
                parts: ["slipped", notice.id.description, changesOn.description],
                title: "Tell the payor the new day of a move", kind: "move-slipped",
                about: notice.id, dueOn: today
            ).writes(in: lookup)
        }
    }
}

/// Whose moves a change may touch.
private struct MoveReach {
    /// Something that the moves of every doctor may hang on.
    private let isBroad: Bool
    /// Doctors whose assignments or enrolments changed.
    private var doctors: Set<RecordID> = []
    /// The contracts to look at; `nil` for all.
    let onlyContracts: Set<RecordID>?

    init(_ changed: ChangedRecords, _ lookup: some RecordLookup) {
        isBroad = changed.has(.payorContract, .contractLocation, .locationAssignment, .office)
        var contracts: Set<RecordID> = []
        // A payor may come to know the doctor after the move was planned.
        for id in isBroad ? [] : changed.records(.enrollment) {
            guard let view = lookup.record(id), let doctor = view[Enrollment.practitioner],
                let contract = view[Enrollment.contract]
            else { continue }
            doctors.insert(doctor)
            contracts.insert(contract)
        }
        onlyContracts = isBroad ? nil : contracts
    }

    func moves(in lookup: some RecordLookup) -> [MoveRun] {
        if isBroad { return lookup.records(.moveRun).compactMap(MoveRun.init) }
        return doctors.sorted().flatMap { doctor in
            lookup.records(where: MoveRun.practitioner, is: doctor).compactMap(MoveRun.init)
        }
    }
}
