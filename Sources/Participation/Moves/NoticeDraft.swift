internal import Merge
internal import Records

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
    /// The run's first day at the offices that are added, or the last at those that are left.
    var day: Day?

    enum Kind: String {
        case addLocation, removeLocation, termination
    }

    /// Of the run, the contract and the kind: one notice, however often it is derived.
    private var key: [String] {
        let run = moveRun ?? onboardingRun ?? doctor
        return [run.description, contract.description, kind.rawValue]
    }

    /// What the notices of several runs still lack, one for those that tell a payor the same.
    ///
    /// A move names the office and its day: a run of onboarding beside it leaves the stay to it.
    static func writes(of drafts: [NoticeDraft], in lookup: some RecordLookup) -> [Write] {
        var stays: [RecordID: DoctorStays] = [:]
        var kept: [NoticeDraft] = []
        var places: [News: Int] = [:]
        for draft in drafts {
            // What has been told is looked at no further: an office's edit may expand every run.
            let own = draft.stands(in: lookup) ? draft.placed(in: lookup) : []
            guard !own.isSuperset(of: draft.offices) else { continue }
            let known = stays[draft.doctor] ?? DoctorStays(of: draft.doctor, in: lookup)
            stays[draft.doctor] = known
            guard let draft = draft.leavingToMoves(own, drafts, known, in: lookup) else { continue }
            let news = draft.news(known)
            if let place = places[news], own.isEmpty {
                let others = draft.offices.filter { !kept[place].offices.contains($0) }
                kept[place].offices += others
            } else {
                places[news] = places[news] ?? kept.count
                kept.append(draft)
            }
        }
        return kept.flatMap { $0.writes(stays[$0.doctor], in: lookup) }
    }

    /// Without the offices of whose stay a move tells the payor.
    ///
    /// - Returns: `nil` where nothing is left to be told.
    private func leavingToMoves(
        _ own: Set<RecordID>, _ drafts: [NoticeDraft], _ stays: DoctorStays,
        in lookup: some RecordLookup
    ) -> NoticeDraft? {
        guard kind == .addLocation, onboardingRun != nil else { return self }
        let planned = drafts.filter { draft in
            draft.moveRun != nil && draft.kind == kind && draft.contract == contract
                && draft.doctor == doctor
        }.flatMap { draft in draft.offices.compactMap { stays.stay(at: $0, from: draft.day) } }
        let moves = lookup.records(where: MoveRun.practitioner, is: doctor)
            .compactMap { MoveRun($0) }.filter { !$0.isGivenUp }
        let told = moves.flatMap { move in
            lookup.records(where: PayorNotice.moveRun, is: move.id).filter { notice in
                notice.isActive && notice[PayorNotice.kind] == kind.rawValue
                    && notice[PayorNotice.contract] == contract
                    && !Workflow.notice.standing(of: notice).isIn(PayorNotice.State.cancelled)
            }.flatMap(Self.offices).compactMap { stays.stay(at: $0, from: move.firstDayNew) }
        }
        let others = Set(planned + told)
        var rest = self
        rest.offices = offices.filter { office in
            own.contains(office)
                || stays.stay(at: office, from: day).map { !others.contains($0) }
                    ?? true
        }
        return rest.offices.isEmpty ? nil : rest
    }

    private static func names(_ doctor: RecordID, _ notice: RecordView) -> Bool {
        notice[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner]
            .contains(doctor)
    }

    /// What a payor is told, whichever run says so.
    private struct News: Hashable {
        let kind: Kind
        let contract: RecordID
        let doctor: RecordID
        let fromOffice: RecordID?
        let toOffice: RecordID?
        /// At the first office: who comes back to one is news again.
        let stay: DoctorStays.Stay?
    }

    private func news(_ stays: DoctorStays) -> News {
        News(
            kind: kind, contract: contract, doctor: doctor, fromOffice: fromOffice,
            toOffice: toOffice, stay: offices.first.flatMap { stays.stay(at: $0, from: day) })
    }

    /// Whether the run has a notice of its own, and not one that was only taken from it.
    private func stands(in lookup: some RecordLookup) -> Bool {
        !notices(in: lookup).isEmpty
    }

    /// What the notices of the run still lack; a person's later words stay.
    ///
    /// An office that comes after a notice was sent has a notice of its own: what a payor has on
    /// its desk does not change.
    private func writes(_ stays: DoctorStays?, in lookup: some RecordLookup) -> [Write] {
        guard stands(in: lookup) else {
            if let other = open(stays, in: lookup) {
                let missing = offices.filter { !Self.offices(of: other).contains($0) }
                if missing.isEmpty || !Self.isSent(other) {
                    return missing.map { place($0, on: other.id) }
                }
                return making(missing, in: lookup)
            }
            return making(offices, in: lookup)
        }
        let placed = placed(in: lookup)
        let missing = offices.filter { !placed.contains($0) }
        guard !missing.isEmpty else { return [] }
        if let unsent = notices(in: lookup).first(where: { $0.isActive && !Self.isSent($0) }) {
            return missing.map { place($0, on: unsent.id) }
        }
        return making(missing, isLater: true, in: lookup)
    }

    /// A new notice, or one that was taken back and returns.
    private func making(
        _ offices: [RecordID], isLater: Bool = false, in lookup: some RecordLookup
    ) -> [Write] {
        let taken = all(in: lookup).filter { WithdrawalReason($0) != nil }
        let whole = taken.first { Self.offices(of: $0).isSuperset(of: offices) }
        if let known = whole ?? (isLater ? nil : taken.first) {
            let placed = Self.offices(of: known)
            return WithdrawalReason.undoing(known)
                + offices.filter { !placed.contains($0) }.map { place($0, on: known.id) }
        }
        let later = isLater ? ["later"] + offices.map(\.description) : []
        let id = lookup.newID(.payorNotice, key + later)
        return [
            Write(
                PayorNotice.subject, id,
                [
                    PayorNotice.kind(kind.rawValue), PayorNotice.contract(contract),
                    PayorNotice.fromOffice(fromOffice), PayorNotice.toOffice(toOffice),
                    PayorNotice.moveRun(moveRun), PayorNotice.onboardingRun(onboardingRun),
                ]),
            Write(
                PayorNotice.practitioners, id, key: [PayorNotice.Practitioners.practitioner(doctor)]
            ),
        ] + offices.map { place($0, on: id) }
    }

    /// The run's own notices of this kind to this payor.
    private func notices(in lookup: some RecordLookup) -> [RecordView] {
        all(in: lookup).filter { WithdrawalReason($0) == nil }
    }

    /// Those taken back, too.
    private func all(in lookup: some RecordLookup) -> [RecordView] {
        let field = moveRun == nil ? PayorNotice.onboardingRun : PayorNotice.moveRun
        guard let run = moveRun ?? onboardingRun else { return [] }
        return lookup.records(where: field, is: run).filter { view in
            view[PayorNotice.contract] == contract && view[PayorNotice.kind] == kind.rawValue
        }
    }

    private func placed(in lookup: some RecordLookup) -> Set<RecordID> {
        notices(in: lookup).reduce(into: []) { $0.formUnion(Self.offices(of: $1)) }
    }

    private static func offices(of notice: RecordView) -> Set<RecordID> {
        Set(notice[PayorNotice.offices, each: PayorNotice.offices.office])
    }

    private static func isSent(_ notice: RecordView) -> Bool {
        !Workflow.notice.standing(of: notice).isIn(PayorNotice.State.draft, .prepared)
    }

    /// What another open run already tells the payor of the same stays: two runs do not say the
    /// same thing twice.
    private func open(_ stays: DoctorStays?, in lookup: some RecordLookup) -> RecordView? {
        lookup.records(where: PayorNotice.contract, is: contract).first { view in
            guard view.isActive, view[PayorNotice.kind] == kind.rawValue,
                view[PayorNotice.fromOffice] == fromOffice,
                view[PayorNotice.toOffice] == toOffice,
                NoticeDraft.names(doctor, view),
                let state = Workflow.notice.state(Workflow.notice.standing(of: view).state),
                !state.isFinal, let day = openDay(of: view, lookup)
            else { return false }
            return offices.allSatisfy { office in
                stays?.stay(at: office, from: day) == stays?.stay(at: office, from: self.day)
            }
        }
    }

    /// The day that the notice's run is about, where it is open.
    private func openDay(of notice: RecordView, _ lookup: some RecordLookup) -> Day? {
        if let move = notice[PayorNotice.moveRun].flatMap(lookup.record).flatMap(MoveRun.init) {
            guard move.isPlanned else { return nil }
            return kind == .addLocation ? move.firstDayNew : move.lastDayOld
        }
        let run = notice[PayorNotice.onboardingRun].flatMap(lookup.record)
            .flatMap(OnboardingRun.init)
        return run.flatMap { $0.isStarted ? $0.startsOn : nil }
    }

    private func place(_ office: RecordID, on notice: RecordID) -> Write {
        Write(PayorNotice.offices, notice, key: [PayorNotice.offices.office(office)])
    }
}
