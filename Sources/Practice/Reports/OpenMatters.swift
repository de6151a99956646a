package import Merge
package import Records
package import Tables

/// R18: conflicts and held writes that wait for a person, the oldest first.
package enum OpenMatters {
    /// A conflict as a store keeps it.
    package struct Conflict: Sendable {
        let kind: String
        let type: String
        let record: RecordID
        let attribute: String?
        let isBlocking: Bool
        let since: Timestamp

        package init(
            kind: String, type: String, record: RecordID, attribute: String?, isBlocking: Bool,
            since: Timestamp
        ) {
            self.kind = kind
            self.type = type
            self.record = record
            self.attribute = attribute
            self.isBlocking = isBlocking
            self.since = since
        }
    }

    /// `blocks` says that something answers "unknown" until it is settled.
    ///
    /// - Parameters:
    ///   - conflicts: the first of them by rank.
    ///   - count: how many there are.
    package static func table(
        _ lookup: some RecordLookup, conflicts: [Conflict], of count: Int, today: Day
    ) -> Table {
        let isCut = count > conflicts.count
        var table = Table(
            title: "Open conflicts and proposals"
                + (isCut ? ": \(conflicts.count) of \(Counted(count, "conflict"))" : ""),
            ["kind", "type", "record", "attribute", "blocks", "since", "days", "asks"])
        var names = NameBook(lookup)
        var matters = conflicts.map { conflict in
            Matter(
                kind: conflict.kind, type: conflict.type, record: conflict.record,
                attribute: conflict.attribute, isBlocking: conflict.isBlocking,
                since: day(conflict.since), asks: nil)
        }
        for kind in HeldWrite.Kind.allCases {
            matters += lookup.records(kind.recordType)
                .compactMap { held(kind, $0, &names) }
        }
        for matter in matters.sorted(by: { $0.rank < $1.rank }) {
            let age = matter.since.map { max(0, today.number - $0.number) }
            table.add([
                .text(matter.kind), .text(matter.type), names.cell(matter.record),
                .text(matter.attribute), .flag(matter.isBlocking), .day(matter.since),
                age.map { .number($0) } ?? .blank, .text(matter.asks),
            ])
        }
        return table
    }

    private static func held(
        _ kind: HeldWrite.Kind, _ view: RecordView,
        _ names: inout NameBook<some RecordLookup>
    ) -> Matter? {
        let state = kind.workflow.standing(of: view).state
        guard kind.workflow.state(state)?.isFinal == false, view.isActive else { return nil }
        return Matter(
            kind: kind.rawValue, type: view[AnyRecord.targetType] ?? "", record: view.id,
            attribute: view[AnyRecord.targetAttribute], isBlocking: false,
            since: created(view), asks: view[AnyRecord.office].map { names[$0] })
    }

    /// A record made by a person carries its time in its id; a derived one does not say.
    private static func created(_ view: RecordView) -> Day? {
        if let opened = view.transitions.first { return day(opened.at) }
        guard view.id.bits >> 76 & 0xF == 7 else { return nil }
        return day(Timestamp(milliseconds: Int64(view.id.bits >> 80)))
    }

    private static func day(_ time: Timestamp) -> Day {
        Day(of: time)
    }

    private struct Matter {
        let kind: String
        let type: String
        let record: RecordID
        let attribute: String?
        let isBlocking: Bool
        let since: Day?
        let asks: String?

        /// The oldest first, those of unknown age last.
        var rank: (Int64, String, RecordID, String) {
            (since?.number ?? .max, kind, record, attribute ?? "")
        }
    }
}
