package import Merge
package import Records

/// A draft beside what it would replace, and what in it deserves a look.
package struct FeeReview: Sendable {
    package let schedule: FeeSchedule
    package let draft: FeeDraft
    package let base: FeeVersion?
    package let diff: FeeDiff

    /// - Parameter name: the end of the draft's id; the only open one if `nil`.
    package init(
        of schedule: FeeSchedule, draft name: String?, on today: Day, in records: some RecordLookup
    ) throws(FeeError) {
        guard let draft = try schedule.openDraft(name) else { throw .noDraft }
        let base =
            draft.correctionOf.flatMap { id in
                schedule.book.versions.first { $0.id == id }
            } ?? schedule.latest
        let release = draft.codeSetRelease.flatMap { records.record($0) }
            .flatMap { CodeRelease($0) }
        self.schedule = schedule
        self.draft = draft
        self.base = base
        self.diff = FeeDiff(
            from: base?.lines ?? FeeLines(), to: draft.lines,
            usual: schedule.usual(on: today, lookup: records),
            codes: release.map { Set($0.codes.keys) })
    }
}
