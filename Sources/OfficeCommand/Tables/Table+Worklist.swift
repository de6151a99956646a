import Merge
import Practice
internal import Records
internal import Tables

extension Table {
    /// How items of the day's work follow each other.
    static let ranking = """
        "now" already costs something, "soon" is due within a week. Within each, what stops work \
        stands first, because nobody knows what it costs; then what has money at risk (`atRisk`), \
        by the money for each day that is left, counted as a month where no day presses; then the \
        rest by its day.
        """

    /// What waits, in the order in which it presses.
    static func worklist(
        _ items: some Sequence<WorkItem>, title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                "urgency", "due", "kind", .said("atRisk"), "about", .said("owner"), "id", "next",
            ])
        var names = NameBook(lookup)
        for item in items {
            table.add([
                .init(item.urgency.word), .init(item.dueOn), .init(item.kind.rawValue),
                item.atRisk.map { .money($0) } ?? .blank, .init(item.about),
                names.cell(item.owner), .init(id: item.record), .init(item.advice),
            ])
        }
        return table
    }
}
