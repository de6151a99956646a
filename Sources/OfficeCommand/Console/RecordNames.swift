import Merge
import Practice
import Replica

/// Records as people call them: by code or NPI, in tables with the name beside it, else by the end
/// of the id.
struct RecordNames {
    private let lookup: StoreLookup

    init(_ lookup: StoreLookup) {
        self.lookup = lookup
    }

    func cell(_ id: RecordID?) -> Listing.Cell {
        guard let id else { return .init("", json: "null") }
        return .init(key(id) ?? id.description, table: label(id))
    }

    /// The number alone, as commands take it.
    func word(_ id: RecordID) -> String { key(id) ?? id.suffix }

    /// The number with the name beside it, for people to read.
    func label(_ id: RecordID) -> String { RecordTitle(lookup).label(id) }

    private func key(_ id: RecordID) -> String? {
        lookup.record(id)?.naturalKey
    }

    /// Several names in one cell, in the order given.
    func cell(_ ids: [RecordID]) -> Listing.Cell {
        let names = ids.map { word($0) }
        let labels = ids.map { label($0) }
        return .init(
            names.joined(separator: " "), table: labels.joined(separator: ", "),
            json: "[" + names.map { CellText.quoted($0) }.joined(separator: ",") + "]")
    }
}

extension Listing.Cell {
    /// A day, or nothing.
    init(_ day: Day?) {
        if let day { self.init(day.description) } else { self.init("", json: "null") }
    }

    /// An id, shortened in tables.
    init(id: RecordID) {
        self.init(id.description, table: String(id.description.suffix(8)))
    }

    /// A text, or nothing.
    package init(optional text: String?) {
        if let text { self.init(text) } else { self.init("", json: "null") }
    }
}

extension String {
    /// The parts of `A,B`, without blanks around them.
    var listed: [String] {
        split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }
}
