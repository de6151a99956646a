internal import Merge
internal import Records

/// The office's days that a schedule file speaks of, and what it says of each.
///
/// A file replaces whole days: a block that the office's system has dropped goes out of use, one
/// that it names again comes back. Days that no row names stay as they are.
struct ScheduleDays: FollowUps {
    private struct OfficeDay: Hashable {
        let office: RecordID
        let day: Int64
    }

    /// The blocks named, and the line that named the day first.
    private var named: [OfficeDay: (line: Int, blocks: Set<RecordID>)] = [:]

    mutating func note(_ block: RecordID, line: Int, in view: ImportView) {
        guard let day = Self.officeDay(block, view) else { return }
        named[day, default: (line, [])].blocks.insert(block)
    }

    /// The write that brings a named block back into use.
    func addition(
        to block: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? {
        guard !Self.isInUse(block, view) else { return nil }
        let revival = Self.change(block, to: .active, view)
        return FollowUp(writes: [revival], unit: revival.attribute)
    }

    /// What takes out of use the standing blocks of these days that no row names, by line and id.
    func closing(in view: ImportView) -> [ClosingWrite] {
        Set(named.keys.map(\.office)).sorted().flatMap { office in
            view.lookup.referring(ScheduleBlock.office, office).sorted()
        }.compactMap { block -> ClosingWrite? in
            guard let day = Self.officeDay(block, view), let said = named[day],
                !said.blocks.contains(block), Self.isInUse(block, view)
            else { return nil }
            return ClosingWrite(
                line: said.line, record: block, write: Self.change(block, to: .inactive, view))
        }.sorted { ($0.line, $0.record) < ($1.line, $1.record) }
    }

    private static func officeDay(_ block: RecordID, _ view: ImportView) -> OfficeDay? {
        let identity = view.row(block, ScheduleBlock.identity)
        guard let office = identity[ScheduleBlock.office],
            let day = identity[ScheduleBlock.workedOn]
        else { return nil }
        return OfficeDay(office: office, day: day.number)
    }

    private static func isInUse(_ block: RecordID, _ view: ImportView) -> Bool {
        view.isActive(block)
    }

    private static func change(
        _ block: RecordID, to lifecycle: Lifecycle, _ view: ImportView
    ) -> Write {
        do {
            return try LifecycleChange.write(
                type: .scheduleBlock, record: block, to: lifecycle, reason: "schedule import",
                seeing: view.state(block) ?? RecordState())
        } catch {
            preconditionFailure("the reason fits its field: \(error)")
        }
    }
}
