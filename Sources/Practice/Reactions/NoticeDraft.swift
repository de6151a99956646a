internal import Merge

/// A notice to the payor of one contract, as a run or a move derives it.
struct NoticeDraft {
    let kind: Kind
    let contract: RecordID
    let doctor: RecordID
    private(set) var offices: [RecordID]
    var fromOffice: RecordID?
    var toOffice: RecordID?
    var moveRun: RecordID?
    var onboardingRun: RecordID?
    /// The first day at a new office that the run asks for.
    var startsOn: Day?

    enum Kind: String {
        case addLocation, removeLocation, termination
    }

    /// From the run, the contract and the kind: one notice, however often it is derived.
    var id: RecordID {
        let run = moveRun ?? onboardingRun ?? doctor
        return DerivedID.of(run, "payor_notice", contract.description, kind.rawValue)
    }

    /// What the notices of several runs still lack, one for those that tell a payor the same.
    ///
    /// A move names the office and its day and comes first: a run of onboarding that is open beside
    /// it leaves the office to it, unless it told the payor before.
    static func writes(of drafts: [NoticeDraft], in lookup: some RecordLookup) -> [Write] {
        var kept: [NoticeDraft] = []
        var places: [News: Int] = [:]
        let ofMoves = drafts.filter { $0.moveRun != nil }
        for draft in ofMoves + drafts.filter({ $0.moveRun == nil }) {
            guard let draft = draft.withoutTold(by: kept, in: lookup) else { continue }
            if let place = places[draft.news], !draft.stands(in: lookup) {
                let others = draft.offices.filter { !kept[place].offices.contains($0) }
                kept[place].offices += others
            } else {
                places[draft.news] = places[draft.news] ?? kept.count
                kept.append(draft)
            }
        }
        return kept.flatMap { $0.writes(in: lookup) }
    }

    /// Without the offices of which another run tells the payor already.
    ///
    /// - Returns: `nil` where nothing is left to be told.
    private func withoutTold(
        by drafts: [NoticeDraft], in lookup: some RecordLookup
    ) -> NoticeDraft? {
        guard kind == .addLocation else { return self }
        let told = ToldStays(of: doctor, in: lookup)
        let alike = drafts.filter {
            $0.kind == kind && $0.contract == contract && $0.doctor == doctor
        }
        let others = lookup.records("payor_notice", where: "contract", is: contract).filter {
            $0.id != id && NoticeDraft.names(doctor, $0)
        }
        let own = stands(in: lookup) ? placed(in: lookup) : []
        var rest = self
        rest.offices = offices.filter { office in
            guard !own.contains(office), let stay = told.stay(at: office, from: startsOn)
            else { return true }
            return !others.contains { told.tells($0, of: stay, at: office) }
                && !alike.contains { draft in
                    draft.offices.contains(office)
                        && told.stay(at: office, from: draft.startsOn) == stay
                }
        }
        return rest.offices.isEmpty ? nil : rest
    }

    private static func names(_ doctor: RecordID, _ notice: RecordView) -> Bool {
        notice.elements("practitioners").contains { $0.reference(0) == doctor }
    }

    /// What a payor is told, whichever run says so.
    private struct News: Hashable {
        let kind: Kind
        let contract: RecordID
        let doctor: RecordID
        let fromOffice: RecordID?
        let toOffice: RecordID?
    }

    private var news: News {
        News(
            kind: kind, contract: contract, doctor: doctor, fromOffice: fromOffice,
            toOffice: toOffice)
    }

    /// Whether the run has a notice of its own, and not one that was only taken from it.
    private func stands(in lookup: some RecordLookup) -> Bool {
        lookup.record(id).map { WithdrawalReason($0) == nil } ?? false
    }

    /// What the notices of the run still lack; a person's later words stay.
    ///
    /// An office that comes after a notice was sent has a notice of its own: what a payor has on
    /// its desk does not change.
    private func writes(in lookup: some RecordLookup) -> [Write] {
        guard stands(in: lookup) else {
            if let other = open(in: lookup) {
                let missing = offices.filter { !Self.offices(of: other).contains($0) }
                if missing.isEmpty || !Self.isSent(other) {
                    return missing.map { place($0, on: other.id) }
                }
                return making(id, missing, in: lookup)
            }
            return making(id, offices, in: lookup)
        }
        let placed = placed(in: lookup)
        let missing = offices.filter { !placed.contains($0) }
        guard !missing.isEmpty else { return [] }
        if let unsent = notices(in: lookup).first(where: { !Self.isSent($0) }) {
            return missing.map { place($0, on: unsent.id) }
        }
        let later = DerivedID.of(id, "later", missing.map(\.description).joined(separator: " "))
        return making(later, missing, in: lookup)
    }

    /// A new notice, or one that was taken back and returns.
    private func making(
        _ id: RecordID, _ offices: [RecordID], in lookup: some RecordLookup
    ) -> [Write] {
        if let known = lookup.record(id) {
            let placed = Self.offices(of: known)
            return WithdrawalReason.undoing(known)
                + offices.filter { !placed.contains($0) }.map { place($0, on: id) }
        }
        return [
            Write(
                .payorNotice, id, "subject",
                [
                    "kind": .text(kind.rawValue), "contract": .reference(contract),
                    "fromOffice": fromOffice.map { .reference($0) },
                    "toOffice": toOffice.map { .reference($0) },
                    "moveRun": moveRun.map { .reference($0) },
                    "onboardingRun": onboardingRun.map { .reference($0) },
                ]),
            Write(.payorNotice, id, "practitioners", key: ["practitioner": .reference(doctor)]),
        ] + offices.map { place($0, on: id) }
    }

    /// The run's own notices of this kind to this payor.
    private func notices(in lookup: some RecordLookup) -> [RecordView] {
        let field = moveRun == nil ? "onboardingRun" : "moveRun"
        guard let run = moveRun ?? onboardingRun else { return [] }
        return lookup.records("payor_notice", where: field, is: run).filter { view in
            view.reference("contract") == contract && view.text("kind") == kind.rawValue
                && WithdrawalReason(view) == nil
        }
    }

    private func placed(in lookup: some RecordLookup) -> Set<RecordID> {
        notices(in: lookup).reduce(into: []) { $0.formUnion(Self.offices(of: $1)) }
    }

    private static func offices(of notice: RecordView) -> Set<RecordID> {
        Set(notice.elements("offices").compactMap { $0.reference(0) })
    }

    private static func isSent(_ notice: RecordView) -> Bool {
        !["draft", "prepared"].contains(Workflow.notice.standing(of: notice).state)
    }

    /// What another open run already tells the payor: two runs do not say the same thing twice.
    private func open(in lookup: some RecordLookup) -> RecordView? {
        lookup.records("payor_notice", where: "contract", is: contract).first { view in
            guard view.isActive, view.text("kind") == kind.rawValue,
                view.reference("fromOffice") == fromOffice,
                view.reference("toOffice") == toOffice,
                NoticeDraft.names(doctor, view),
                let state = Workflow.notice.state(Workflow.notice.standing(of: view).state)
            else { return false }
            return !state.isFinal && isRunOpen(view, lookup)
        }
    }

    private func isRunOpen(_ notice: RecordView, _ lookup: some RecordLookup) -> Bool {
        let move = notice.reference("moveRun").flatMap(lookup.record).flatMap(MoveRun.init)
        let run = notice.reference("onboardingRun").flatMap(lookup.record)
            .flatMap(OnboardingRun.init)
        return move?.isPlanned ?? run?.isStarted ?? false
    }

    private func place(_ office: RecordID, on notice: RecordID) -> Write {
        Write(.payorNotice, notice, "offices", key: ["office": .reference(office)])
    }
}
