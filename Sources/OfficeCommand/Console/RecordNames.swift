import Merge
import Practice
internal import Records
internal import Tables

/// Records as people call them: by code or NPI, in tables with the name beside it, else by the end
/// of the id.
struct RecordNames {
    private let lookup: any RecordLookup

    init(_ lookup: any RecordLookup) {
        self.lookup = lookup
    }

    func cell(_ id: RecordID?) -> Table.Cell {
        guard let id else { return .blank }
        return .init(key(id) ?? id.description, table: label(id))
    }

    /// The number alone, as commands take it.
    func word(_ id: RecordID) -> String { key(id) ?? id.suffix }

    /// The number with the name beside it, for people to read.
    func label(_ id: RecordID) -> String { RecordNames.label(id, in: lookup) }

    private static func label(_ id: RecordID, in lookup: some RecordLookup) -> String {
        RecordTitle(lookup).label(id)
    }

    private func key(_ id: RecordID) -> String? {
        lookup.record(id)?.naturalKey
    }

    /// Several names in one cell, in the order given.
    func cell(_ ids: [RecordID]) -> Table.Cell {
        let names = ids.map { word($0) }
        let labels = ids.map { label($0) }
        return .init(
            names.joined(separator: " "), table: labels.joined(separator: ", "),
            json: "[" + names.map { CellText.quoted($0) }.joined(separator: ",") + "]")
    }
}

extension String {
    /// The parts of `A,B`, without blanks around them.
    var listed: [String] {
        split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }
}
