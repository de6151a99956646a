internal import Merge
internal import Tables

extension DayRange {
    /// A record's `effectiveFrom` and `effectiveThrough`; `nil` where it ends before it begins.
    package init?(term view: RecordView) {
        self.init(from: view[AnyRecord.term.from], through: view[AnyRecord.term.through])
    }
}
