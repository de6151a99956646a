package import Merge
package import Tables

/// Codes and NPIs of records, each looked up once.
package struct NameBook<Lookup: RecordLookup> {
    private let lookup: Lookup
    private var known: [RecordID: String] = [:]
    private var labels: [RecordID: String] = [:]

    package init(_ lookup: Lookup) {
        self.lookup = lookup
    }

    /// The number, in a table with the name beside it.
    package mutating func cell(_ id: RecordID?) -> Table.Cell {
        guard let id else { return .blank }
        let label = labels[id] ?? RecordTitle(lookup).label(id)
        labels[id] = label
        return .named(self[id], label: label)
    }

    /// What people call the record; the end of its id where it has no name.
    package subscript(id: RecordID) -> String {
        mutating get {
            if let name = known[id] { return name }
            let view = lookup.record(id)
            let name = view?.naturalKey
            known[id] = name ?? id.suffix
            return name ?? id.suffix
        }
    }
}
