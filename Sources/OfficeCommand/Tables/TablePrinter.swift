import Errands
package import Merge
package import Tables

/// Prints a table as its rows come, in any format.
///
/// JSON and CSV go out row by row. A terminal's columns are laid out by the first rows; those
/// after them go out as they come, so that a long list is never held as a whole.
package struct TablePrinter {
    /// By how many rows the columns are laid out.
    static let sampleMax = 1_000
    /// So many bytes go out together.
    private static let bufferMax = 32 * 1_024

    private let columns: [Table.Column]
    /// Where the columns stand in a row; `nil` where they stand as they are.
    private let places: [Int]?
    private let format: OutputFormat
    private let isWide: Bool
    /// Whether the command that prints it takes `--wide`.
    private let offersWide: Bool
    private let console: Console
    private let title: String?
    private let keyColumns: Int
    private var count = 0
    private var sample: [[Table.Cell]] = []
    private var layout: TableLayout?
    /// The last row as JSON: a comma follows if another one comes.
    private var held: String?
    private var waiting: [String] = []
    private var bytes = 0

    /// - Parameters:
    ///   - title: a report's, which ends in a footer; a listing has neither.
    ///   - keyColumns: how many columns each part of a table printed in parts begins with.
    package init(
        _ columns: [Table.Column], _ options: ListingOptions, _ console: Console,
        title: String? = nil, keyColumns: Int = 0
    ) throws {
        let places = try options.places(in: columns)
        self.init(
            places.map { columns[$0] }, options.format, console, title: title,
            places: options.columns == nil ? nil : places,
            keyColumns: options.columns == nil ? keyColumns : 0,
            isWide: options.wide || options.columns != nil, offersWide: true)
    }

    init(
        _ columns: [Table.Column], _ format: OutputFormat, _ console: Console,
        title: String? = nil, places: [Int]? = nil, keyColumns: Int = 0, isWide: Bool = false,
        offersWide: Bool = false
    ) {
        self.columns = columns
        self.places = places
        self.format = format
        self.isWide = isWide
        self.offersWide = offersWide
        self.console = console
        self.title = title
        self.keyColumns = keyColumns
        if format == .table, let title, console.screen == nil { line(title) }
    }

    package mutating func add(_ row: [Table.Cell]) {
        let row = places.map { places in places.map { row[$0] } } ?? row
        count += 1
        switch format {
        case .csv:
            if count == 1 { line(TableText.csv(columns)) }
            line(TableText.csv(row))
        case .json:
            if let held { line(held + ",") } else { line(jsonHead + "[") }
            held = TableText.json(row, columns)
        case .table:
            if let screen = console.screen {
                if count <= screen.rowsMax { sample.append(row) }
                return
            }
            guard let layout else {
                sample.append(row)
                if sample.count == Self.sampleMax, keyColumns == 0 { layOut() }
                return
            }
            for text in layout.lines(row) { line(text) }
        }
    }

    /// Ends the listing: with the footer of a report, and for people with the number of rows and
    /// what had no room.
    ///
    /// - Parameter office: whose part of it this is; `nil` where it is the whole.
    package mutating func end(
        of noun: Table.Noun?, _ footer: ReportFooter? = nil, heldBy office: RecordID? = nil
    ) {
        switch format {
        case .csv:
            if count == 0 { line(TableText.csv(columns)) }
            if let footer { line("# \(footer.text)") }
        case .json:
            let tail = footer.map { ", \"footer\": \($0.json)}" } ?? ""
            if let held { line(held) }
            line(count == 0 ? jsonHead + "[]" + tail : "]" + tail)
        case .table:
            if let screen = console.screen {
                return screen.take(shown(noun, footer?.text, isPart: office != nil))
            }
            endTable(footer)
        }
        flush()
        if format == .table { sayCount(noun, isPart: office != nil) }
    }

    private var jsonHead: String {
        title.map { "{\"title\": \(TableText.quoted($0)), \"rows\": " } ?? ""
    }

    // MARK: Tables

    /// The rows as they are, for a screen.
    private func shown(
        _ noun: Table.Noun?, _ footer: String?, isPart: Bool
    ) -> ErrandReply.TablePart {
        var table = Table(title: title, columns, keyColumns: keyColumns, of: noun)
        for row in sample { table.add(row) }
        return ErrandReply.TablePart(
            table: table, more: count - sample.count,
            footer: footer ?? (isPart ? ReportFooter.elsewhere : nil))
    }

    private mutating func endTable(_ footer: ReportFooter?) {
        if count == 0 {
            if footer != nil { line("nothing") }
        } else if keyColumns > 0, keyColumns < columns.count {
            let parts = TableLayout.parts(
                columns, keys: keyColumns, sample, width: isWide ? .max : console.width)
            for (index, part) in parts.enumerated() {
                if index > 0 { line("") }
                lay(out: part)
            }
        } else if layout == nil {
            layOut()
        }
        guard let footer else { return }
        if count > 0 { line("") }
        line(footer.text)
    }

    private mutating func layOut() {
        let layout = TableLayout(columns, sample, width: console.width, isWide: isWide)
        lay(out: layout)
        self.layout = layout
        sample = []
    }

    private mutating func lay(out layout: TableLayout) {
        for text in layout.heading { line(text) }
        for row in sample { for text in layout.lines(row) { line(text) } }
    }

    private func sayCount(_ noun: Table.Noun?, isPart: Bool) {
        let dropped = layout?.dropped ?? []
        let remedy = offersWide ? "--wide" : "a wider terminal"
        let words = [
            noun?.counted(count), isPart ? ReportFooter.elsewhere : nil,
            dropped.isEmpty
                ? nil
                : "not shown: \(dropped.joined(separator: ", ")); \(remedy) shows every column",
        ].compactMap(\.self)
        if !words.isEmpty { console.say(words.joined(separator: "; ")) }
    }

    // MARK: Lines

    private mutating func line(_ text: String) {
        waiting.append(text)
        bytes += text.utf8.count
        if bytes >= Self.bufferMax { flush() }
    }

    private mutating func flush() {
        guard !waiting.isEmpty else { return }
        console.line(waiting.joined(separator: "\n"))
        (waiting, bytes) = ([], 0)
    }
}
