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

    /// Without the offices that another open run adds at the payor already.
    ///
    /// - Returns: `nil` where nothing is left to be told.
    private func withoutTold(
        by drafts: [NoticeDraft], in lookup: some RecordLookup
    ) -> NoticeDraft? {
        guard kind == .addLocation else { return self }
        var told = Set(
            drafts.filter { draft in
                draft.kind == kind && draft.contract == contract && draft.doctor == doctor
            }.flatMap(\.offices))
        let others = lookup.records("payor_notice", where: "contract", is: contract).filter {
            $0.id != id && NoticeDraft.names(doctor, $0) && isRunOpen($0, lookup)
        }
        told.formUnion(offices.filter { office in others.contains { Self.tells($0, of: office) } })
        let own = Set(
            (stands(in: lookup) ? lookup.record(id) : nil)?.elements("offices")
                .compactMap { $0.reference(0) } ?? [])
        var rest = self
        rest.offices = offices.filter { !told.contains($0) || own.contains($0) }
        return rest.offices.isEmpty ? nil : rest
    }

    /// Whether a notice tells, or has told, a payor that a doctor works at the office, too.
    static func tells(_ notice: RecordView, of office: RecordID) -> Bool {
        notice.isActive && notice.text("kind") == Kind.addLocation.rawValue
            && notice.elements("offices").contains { $0.reference(0) == office }
            && Workflow.notice.standing(of: notice).state != "cancelled"
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

    /// What the notice still lacks; a person's later words stay.
    private func writes(in lookup: some RecordLookup) -> [Write] {
        let own = lookup.record(id)
        guard let standing = stands(in: lookup) ? own : open(in: lookup) ?? own else {
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
                Write(
                    .payorNotice, id, "practitioners", key: ["practitioner": .reference(doctor)]),
            ] + offices.map { place($0, on: id) }
        }
        let placed = Set(standing.elements("offices").compactMap { $0.reference(0) })
        return WithdrawalReason.undoing(standing)
            + offices.filter { !placed.contains($0) }.map { place($0, on: standing.id) }
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
