internal import Merge
internal import Records

/// Days of offices that a file replaces as a whole.
///
/// What the office's system has dropped from such a day goes out of use, what it names again comes
/// back. Days that no row names stay as they are.
struct ReplacedDays: Sendable {
    typealias OfficeDay = ImportContext.WholeDay

    private let type: RecordType
    private let reason: String
    private let standing: @Sendable (RecordID, ImportLookup) -> [RecordID]
    private let officeDay: @Sendable (RecordID, ImportView) -> OfficeDay?
    /// The records named, and the line that named the day first.
    private var named: [OfficeDay: (line: Int, records: Set<RecordID>)] = [:]

    /// - Parameters:
    ///   - office: where such records say whose they are.
    ///   - reason: kept with each record that goes out of use or comes back.
    ///   - officeDay: where and when one is, with the file's rows so far.
    init<F: FieldToken>(
        of office: F, reason: String,
        officeDay: @escaping @Sendable (RecordID, ImportView) -> OfficeDay?
    ) where F.Content == RecordID {
        self.type = F.Owner.type
        self.reason = reason
        self.standing = { $1.referring(office, $0).sorted() }
        self.officeDay = officeDay
    }

    /// Days that are replaced whatever the rows are.
    mutating func begin(_ context: ImportContext) {
        for day in context.wholeDays { named[day] = (1, []) }
    }

    mutating func note(_ record: RecordID, line: Int, in view: ImportView) {
        guard let day = officeDay(record, view) else { return }
        named[day, default: (line, [])].records.insert(record)
    }

    /// The write that brings a named record back into use; `nil` for one that is.
    func revival(of record: RecordID, in view: ImportView) -> Write? {
        view.isActive(record) ? nil : change(record, to: .active, view)
    }

    /// What takes out of use the standing records of these days that no row names, by line and id.
    func closing(in view: ImportView) -> [ClosingWrite] {
        Set(named.keys.map(\.office)).sorted().flatMap { office in
            standing(office, view.lookup)
        }.compactMap { record -> ClosingWrite? in
            guard let day = officeDay(record, view), let said = named[day],
                !said.records.contains(record), view.isActive(record)
            else { return nil }
            return ClosingWrite(
                line: said.line, record: record, write: change(record, to: .inactive, view))
        }.sorted { ($0.line, $0.record) < ($1.line, $1.record) }
    }

    private func change(
        _ record: RecordID, to lifecycle: Lifecycle, _ view: ImportView
    ) -> Write {
        do {
            return try LifecycleChange.write(
                type: type, record: record, to: lifecycle, reason: reason,
                seeing: view.state(record) ?? RecordState())
        } catch {
            preconditionFailure("the reason fits its field: \(error)")
        }
    }
}
