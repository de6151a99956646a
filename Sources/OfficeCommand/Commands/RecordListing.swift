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

    /// Prints rows as they are read.
    ///
    /// - Parameter office: whose store it is; `nil` at the centre.
    func print(
        _ selection: RowSelection, of noun: Table.Noun, at office: RecordID?,
        to console: Console
    ) throws {
        let columns = output.isFitted ? try telling(selection) : readable
        let saysWho = output.isFitted && !standIns.isEmpty
        let replaced: [Table.Column] = saysWho ? ["replacedBy"] : []
        var printer = try TablePrinter(
            [.key("id")] + replaced + columns.map { Table.Column(type.columns[$0].name) }, output,
            console)
        var count = 0
        let labels = Labels()
        try transaction.visitRows(of: type, selection, columns) { row in
            let who = saysWho ? [Table.Cell.id(standIns[row.id])] : []
            let cells = zip(row.cells, columns).map { cell($0, type.columns[$1], labels) }
            printer.add([.id(row.id)] + who + cells)
            count += 1
            // A long list must not keep every record it names.
            if count % TablePrinter.sampleMax == 0 { transaction.forgetRead() }
        }
        printer.end(of: noun, heldBy: type.visibility == .group ? nil : office)
    }

    /// What a list's rows call the few records that most of them name.
    private final class Labels {
        private static let countMax = 10_000
        private var known: [RecordID: String] = [:]

        func label(_ id: RecordID, _ make: (RecordID) -> String) -> String {
            if let label = known[id] { return label }
            if known.count == Self.countMax { known = [:] }
            let label = make(id)
            known[id] = label
            return label
        }
    }

    /// What the program keeps for itself is nobody's to read.
    private var readable: [Int] {
        type.columns.indices.filter { type.columns[$0].kind != .blob }
    }

    /// Columns in which the rows say something, without the long ones.
    private func telling(_ selection: RowSelection) throws -> [Int] {
        let short = readable.filter { index in
            if case .list = type.columns[index].kind { return false }
            return true
        }
        let life = short.filter { type.columns[$0].name == Attribute.lifecycle.name }
        let told = try transaction.telling(
            of: type, selection, short,
            unless: Dictionary(
                life.map { ($0, Lifecycle.active.rawValue) }, uniquingKeysWith: { one, _ in one }))
        return Array(told.prefix(Self.tellingMax))
    }

    private func cell(
        _ cell: ReadableRow.Cell, _ column: Column, _ labels: Labels
    ) -> Table.Cell {
        switch (cell, column.kind) {
        case (.scalar(.null), _): return .blank
        case (.scalar(.text(let text)), .text): return .text(text)
        case (.scalar(.int(let number)), .day): return .day(Day(number: number))
        case (.scalar(.int(let cents)), .money): return .money(cents)
        case (.scalar(.int(let hundredths)), .percent): return .percent(hundredths)
        case (.scalar(.blob(let bytes)), .reference):
            guard output.format == .table, let id = RecordID(bytes: bytes) else { break }
            let label = labels.label(id, titles.label)
            return .named(String(label.prefix { $0 != " " }), label: label)
        default: break
        }
        return .init(cell.text(column), json: cell.json(column))
    }
}
