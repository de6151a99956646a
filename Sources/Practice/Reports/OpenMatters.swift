package import Merge

/// R18: conflicts and held writes that wait for a person, the oldest first.
package enum OpenMatters {
    /// `blocks` says that something answers "unknown" until it is settled.
    package static func table(
        _ lookup: some RecordLookup, schema: Schema, today: Day
    ) -> ReportTable {
        var table = ReportTable(
            title: "Open conflicts and proposals",
            columns: ["kind", "type", "record", "attribute", "blocks", "since", "days", "asks"])
        var names = NameBook(lookup)
        var matters = schema.types.flatMap { type in
            lookup.records(type.name).flatMap { conflicts(of: $0) }
        }
        for kind in HeldWrite.Kind.allCases {
            matters += lookup.records(kind.recordType.name)
                .compactMap { held(kind, $0, &names) }
        }
        matters += CrossChecks(lookup, schema: schema).all().map { cross in
            Matter(
                kind: cross.kind.rawValue, type: cross.type,
                record: cross.records.first ?? RecordID(bits: 0), attribute: nil,
                isBlocking: cross.kind == .concurrentSteps, since: nil, asks: nil)
        }
        for matter in matters.sorted(by: { $0.rank < $1.rank }) {
            let age = matter.since.map { max(0, today.number - $0.number) }
            table.add([
                .text(matter.kind), .text(matter.type), .text(names[matter.record]),
                .text(matter.attribute), .flag(matter.isBlocking), .day(matter.since),
                age.map { .number($0) } ?? .blank, .text(matter.asks),
            ])
        }
        return table
    }

    private static func conflicts(of view: RecordView) -> [Matter] {
        view.projection.conflicts.map { conflict in
            // It began when the second of the candidates was written.
            let times = conflict.candidates.map(\.origin.effectiveAt).sorted()
            return Matter(
                kind: conflict.kind.rawValue, type: view.type.name, record: view.id,
                attribute: conflict.attribute, isBlocking: conflict.isBlocking,
                since: times.dropFirst().first.map(day), asks: nil)
        }
    }

    private static func held(
        _ kind: HeldWrite.Kind, _ view: RecordView,
        _ names: inout NameBook<some RecordLookup>
    ) -> Matter? {
        let state = kind.workflow.standing(of: view).state
        guard kind.workflow.state(state)?.isFinal == false, view.isActive else { return nil }
        return Matter(
            kind: kind.rawValue, type: view.text("targetType") ?? "", record: view.id,
            attribute: view.text("targetAttribute"), isBlocking: false,
            since: created(view), asks: view.reference("office").map { names[$0] })
    }

    /// A record made by a person carries its time in its id; a derived one does not say.
    private static func created(_ view: RecordView) -> Day? {
        if let opened = view.steps(Workflow.attribute).first { return day(opened.at) }
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
