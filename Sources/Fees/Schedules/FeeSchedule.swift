package import Merge
package import Records

/// A fee schedule with all that belongs to it: its drafts, its versions, its release log.
package struct FeeSchedule: Sendable {
    package let view: RecordView
    package let book: FeeBook
    /// Every draft that is no mistake, by id.
    package let drafts: [FeeDraft]

    package init(_ view: RecordView, lookup: some RecordLookup) {
        self.view = view
        self.book = FeeBook(schedule: view, lookup: lookup)
        self.drafts = lookup.records(where: FeeDraft.schedule, is: view.id)
            .filter(\.isActive).compactMap { FeeDraft($0) }
    }

    package var code: String { view[FeeSchedule.code] ?? "" }
    package var kind: String { view[FeeSchedule.kind] ?? "" }

    /// The offices that see the schedule.
    package var offices: [RecordID] {
        view[FeeSchedule.offices].compactMap { $0[FeeSchedule.offices.office] }
    }

    /// Where a draft stands.
    package enum Stage: Hashable, Sendable {
        case at(FeeDraft.State)
        /// The hub was asked for it, and has not answered.
        case requested
        case published
        /// Two people's steps disagree.
        case conflict

        /// As lists say it.
        package var word: String {
            switch self {
            case .at(let state): state.rawValue
            case .requested: "requested"
            case .published: "published"
            case .conflict: "conflict"
            }
        }
    }

    /// Where a draft stands: what its workflow says, unless it is asked for or out already.
    package func stage(of draft: FeeDraft) -> Stage {
        if book.versions.contains(where: { $0.draft == draft.id }) { return .published }
        if book.log.open.contains(where: { $0.draft == draft.id }) { return .requested }
        let standing = Workflow.feeDraft.standing(of: draft.view)
        guard standing.conflict == nil, let state = FeeDraft.State(rawValue: standing.state) else {
            return .conflict
        }
        return .at(state)
    }

    /// Drafts that can still become a version.
    package var openDrafts: [FeeDraft] {
        drafts.filter { ![.published, .at(.withdrawn)].contains(stage(of: $0)) }
    }

    /// The published version that begins last, today or later: what a new draft starts from.
    package var latest: FeeVersion? {
        book.versions.filter { book.log.state(of: $0.id) == .published }
            .max { ($0.effectiveFrom, $0.number) < ($1.effectiveFrom, $1.number) }
    }

    /// The version of that number; `nil` for one never released.
    package func version(number: Int64) -> FeeVersion? {
        book.versions.first { $0.number == number }
    }

    /// The usual fees to compare with: of the schedules of kind `ucr` with a version on the day the
    /// one that shares an office, or the only one at all; `nil` where none or several could be
    /// meant.
    package func usual(on day: Day, lookup: some RecordLookup) -> FeeLines? {
        guard kind != "ucr" else { return nil }
        let all = lookup.records(.feeSchedule)
            .filter { $0.isActive && $0[FeeSchedule.kind] == "ucr" }
        let own = Set(offices)
        let near = all.filter { other in
            other[FeeSchedule.offices].contains { row in
                row[FeeSchedule.offices.office].map(own.contains) ?? false
            }
        }
        let found = (near.isEmpty ? Array(all) : near)
            .compactMap { FeeBook(schedule: $0, lookup: lookup).version(on: day) }
        return found.count == 1 ? found.first?.lines : nil
    }

    /// How the payor's files write this schedule, where a person has said so once.
    package var layout: FeeColumns? {
        guard let code = view[FeeSchedule.codeColumn], let amount = view[FeeSchedule.amountColumn]
        else {
            return nil
        }
        return FeeColumns(
            code: code, amount: amount, qualifier: view[FeeSchedule.qualifierColumn],
            state: view[FeeSchedule.stateColumn], percent: view[FeeSchedule.percentColumn],
            note: view[FeeSchedule.noteColumn])
    }

    /// The write that keeps a layout; `nil` where it stands already.
    package func write(keeping layout: FeeColumns) -> Write? {
        guard layout != self.layout else { return nil }
        return Write(
            FeeSchedule.fileLayout, view.id,
            [
                FeeSchedule.codeColumn(layout.code), FeeSchedule.amountColumn(layout.amount),
                FeeSchedule.qualifierColumn(layout.qualifier),
                FeeSchedule.stateColumn(layout.state), FeeSchedule.percentColumn(layout.percent),
                FeeSchedule.noteColumn(layout.note),
            ])
    }
}
