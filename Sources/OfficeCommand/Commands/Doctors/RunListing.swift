import Merge
internal import Participation
internal import Records
import Rulebook
internal import Tables

/// A run or a move, pair by pair.
struct RunListing {
    private let lookup: StoreLookup
    private let names: RecordNames
    private let today: Day

    init(_ lookup: StoreLookup, today: Day) {
        self.lookup = lookup
        self.names = RecordNames(lookup)
        self.today = today
    }

    func listing(of view: RecordView) -> (Table, state: String) {
        if let run = OnboardingRun(view) { return onboarding(run) }
        if let move = MoveRun(view) { return self.move(move) }
        return (Table([]), "unreadable")
    }

    private func onboarding(_ run: OnboardingRun) -> (Table, state: String) {
        let stays = DoctorStays(of: run.doctor, in: lookup)
        let plan = OnboardingPlan(run, PairRules(lookup), stays)
        let cases = cases(of: run.doctor)
        let excluded = ExcludedDoctors(lookup)
        var listing = Table([
            "contract", "office", "outcome", "requestedOn", "case", "state", "reason",
        ])
        let listed = Set(plan.outcomes.map(\.pair))
        let gone = run.pairs.subtracting(listed).sorted().map {
            ($0, PairOutcome.leftOut(.notAssigned))
        }
        for (pair, outcome) in plan.outcomes.map({ ($0.pair, $0.outcome) }) + gone {
            let view = cases[pair]
            let (word, reason) = words(outcome, isOpened: run.pairs.contains(pair))
            listing.add([
                names.cell(pair.contract), names.cell(pair.office), .init(word),
                .init(view?[Enrollment.requestedEffectiveOn]),
                view.map { .init(id: $0.id) } ?? .blank,
                .init(optional: view.map { CaseListing.state($0, excluded, on: today).name }),
                .init(optional: reason),
            ])
        }
        let standing = OnboardingStanding(run, lookup)
        return (listing, standing.state(isReady: run.isReady(lookup, today: today)).rawValue)
    }

    /// What was opened stays opened; a reason beside it says what has changed since.
    private func words(_ outcome: PairOutcome, isOpened: Bool) -> (String, String?) {
        switch outcome {
        case .opens: (isOpened ? "opened" : "to open", nil)
        case .notice: ("told", nil)
        case .leftOut(let reason): (isOpened ? "opened" : "excluded", reason.rawValue)
        }
    }

    private func move(_ move: MoveRun) -> (Table, state: String) {
        let plan = MovePlan(move, PairRules(lookup), in: lookup)
        let cases = cases(of: move.doctor)
        let excluded = ExcludedDoctors(lookup)
        var listing = Table(["contract", "action", "id", "state", "confirmed", "reason"])
        let none = Table.Cell.blank
        for notice in lookup.records(where: PayorNotice.moveRun, is: move.id) {
            let state = Workflow.notice.standing(of: notice)
            let dates = notice[PayorNotice.confirmedDates].compactMap { pair -> String? in
                (pair[PayorNotice.ConfirmedDates.effectiveFrom]
                    ?? pair[PayorNotice.ConfirmedDates.effectiveThrough])?.description
            }
            listing.add([
                names.cell(notice[PayorNotice.contract]), .init(notice[PayorNotice.kind] ?? ""),
                .init(id: notice.id), .init(notice.isActive ? state.state : "inactive"),
                .init(dates.joined(separator: " or ")), none,
            ])
        }
        for pair in move.pairs.sorted() {
            let view = cases[pair]
            let state = view.map { CaseListing.state($0, excluded, on: today) }
            listing.add([
                names.cell(pair.contract), .init("case"),
                view.map { .init(id: $0.id) } ?? none, .init(optional: state?.name),
                .init(state?.day), none,
            ])
        }
        for contract in plan.losses {
            listing.add([names.cell(contract), .init("loses"), none, none, none, none])
        }
        for (pair, reason) in plan.excluded {
            listing.add([
                names.cell(pair.contract), .init("excluded"), none, none, none,
                .init(reason.rawValue),
            ])
        }
        return (listing, MoveStanding(move, lookup).state.rawValue)
    }

    private func cases(of doctor: RecordID) -> [ContractOffice: RecordView] {
        var cases: [ContractOffice: RecordView] = [:]
        for view in lookup.records(where: Enrollment.practitioner, is: doctor)
        where view.isActive {
            guard let contract = view[Enrollment.contract], let office = view[Enrollment.office]
            else { continue }
            cases[ContractOffice(contract: contract, office: office)] = view
        }
        return cases
    }
}
