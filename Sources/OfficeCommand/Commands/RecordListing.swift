import Merge
internal import Records
import Rulebook
import Store
internal import Tables

/// Turns readable rows into a listing: all columns for programs, the telling ones for people.
struct RecordListing {
    /// So many columns are shown where nobody says which.
    private static let tellingMax = 9

    /// Who stands for those of the rows that were replaced, where a table for people says it.
    var standIns: [RecordID: RecordID] = [:]

    private let type: RecordType
    private let titles: RecordTitle<StoreLookup>
    private let transaction: StoreTransaction
    private let output: ListingOptions

    init(_ type: RecordType, _ transaction: StoreTransaction, _ output: ListingOptions) {
        self.type = type
        self.titles = RecordTitle(transaction.lookup)
        self.transaction = transaction
        self.output = output
    }

    /// Prints the rows as they are turned into text.
    ///
    /// - Parameter office: whose store it is; `nil` at the centre.
    func print(
        _ rows: [ReadableRow], of noun: Table.Noun, at office: RecordID?,
        to console: Console
    ) throws {
        let columns = output.isFitted ? telling(rows) : readable
        let saysWho = output.isFitted && rows.contains { standIns[$0.id] != nil }
        let replaced: [Table.Column] = saysWho ? ["replacedBy"] : []
        var printer = try TablePrinter(
            [.key("id")] + replaced + columns.map { Table.Column(type.columns[$0].name) }, output,
            console)
        for (number, row) in rows.enumerated() {
            let who = saysWho ? [Table.Cell.id(standIns[row.id])] : []
            printer.add([.id(row.id)] + who + columns.map { cell(row, $0) })
            // A long list must not keep every record it names.
            if number % TablePrinter.sampleMax == 0 { transaction.forgetRead() }
        }
        printer.end(of: noun, heldBy: type.visibility == .group ? nil : office)
    }

    /// What the program keeps for itself is nobody's to read.
    private var readable: [Int] {
        type.columns.indices.filter { type.columns[$0].kind != .blob }
    }

    /// Columns in which these rows say something, without the long ones.
    private func telling(_ rows: [ReadableRow]) -> [Int] {
        let found = readable.lazy.filter { index in
            if type.columns[index].name == "lifecycle" {
                return rows.contains { row in
                    let text = row.text(index, type.columns[index])
                    return !text.isEmpty && text != Lifecycle.active.rawValue
                }
            }
            if case .list = type.columns[index].kind { return false }
            return rows.contains { !$0.isBlank(index) }
        }
        return Array(found.prefix(Self.tellingMax))
    }

    private func cell(_ row: ReadableRow, _ index: Int) -> Table.Cell {
        let column = type.columns[index]
        switch (row.cells[index], column.kind) {
        case (.scalar(.null), _): return .blank
        case (.scalar(.int(let number)), .day): return .day(Day(number: number))
        case (.scalar(.int(let cents)), .money): return .money(cents)
        case (.scalar(.int(let hundredths)), .percent): return .percent(hundredths)
        case (.scalar(.blob(let bytes)), .reference):
            guard output.format == .table, let id = RecordID(bytes: bytes) else { break }
            let label = titles.label(id)
            return .named(String(label.prefix { $0 != " " }), label: label)
        default: break
        }
        return .init(row.text(index, column), json: row.json(index, column))
    }
}

extension ReadableRow {
    fileprivate func isBlank(_ index: Int) -> Bool {
        switch cells[index] {
        case .scalar(.null): true
        case .scalar(.text(let text)): text.isEmpty
        case .json(let json): json == "[]"
        case .scalar, .unknown: false
        }
    }
}
