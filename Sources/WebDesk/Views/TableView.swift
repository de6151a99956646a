import Errands
import Merge
import Tables

/// A listing or a report as HTML: every table of the terminal goes through here.
struct TableView {
    let title: String
    let columns: [Table.Column]
    let rows: [[CellView]]
    let more: Int
    let footer: String?
    var nothing = "Nothing."

    struct CellView: Equatable {
        let text: String
        /// The whole, where the text is its beginning or its end.
        let whole: String?
        let kind: String
        let href: String?
        let isHead: Bool
    }

    /// - Parameters:
    ///   - left: columns that say what the page says already.
    ///   - link: where a row's cell leads, by the row's cells under their columns' names.
    init(
        _ part: ErrandReply.TablePart, title: String? = nil, without left: Set<String> = [],
        link: (String, Table.Cell, [String: Table.Cell]) -> String? = { name, cell, _ in
            Links.cell(name, cell)
        }
    ) {
        let table = part.table
        // What the terminal has with --wide alone, or not at all, has no room here either.
        let places = table.columns.indices.filter { place in
            guard !left.contains(table.columns[place].name) else { return false }
            return switch table.columns[place].rank {
            case .wide: false
            case .key: true
            case .said, .detail, .usual, .prose: table.rows.contains { !$0[place].isBlank }
            }
        }
        self.title = title ?? table.title ?? "Rows"
        self.columns = places.map { table.columns[$0] }
        self.more = part.more
        self.footer = part.footer
        self.rows = table.rows.map { row in
            let named = Dictionary(
                zip(table.columns.map(\.name), row), uniquingKeysWith: { first, _ in first })
            return places.enumerated().map { number, place in
                let column = table.columns[place]
                let cell = row[place]
                let brief = Self.brief(cell)
                return CellView(
                    text: brief, whole: brief == cell.plain ? nil : cell.plain,
                    kind: Self.kind(cell, column), href: link(column.name, cell, named),
                    isHead: number == 0)
            }
        }
    }

    /// As a page has it: times to the minute, the beginning of what nobody reads whole.
    private static func brief(_ cell: Table.Cell) -> String {
        let text = cell.brief
        switch cell {
        case .instant: return Words.instant(text)
        case .money: return Words.grouped(text)
        default: break
        }
        let isDigest =
            text.utf8.count >= 32
            && text.allSatisfy { $0.isHexDigit || $0 == "-" }
        return isDigest ? String(text.contains("-") ? text.suffix(8) : text.prefix(12)) : text
    }

    private static func kind(_ cell: Table.Cell, _ column: Table.Column) -> String {
        switch cell {
        case .number, .money, .percent: "figure"
        case .day, .instant: "day"
        case .id: "id"
        case .unknown: "unknown"
        case .sentences, .list: "prose"
        default: column.rank == .prose || cell.brief.count > 30 ? "prose" : "text"
        }
    }

    var markup: Markup {
        let heads = columns.enumerated().map { place, column in
            [
                "name": Words.heading(column.name),
                "kind": rows.first { !$0[place].text.isEmpty }?[place].kind ?? "text",
            ]
        }
        let lines: [[String: Any]] = rows.map { ["cells": $0.map(\.values)] }
        var values: [String: Any] = [
            "title": title, "columns": heads, "rows": lines, "isEmpty": rows.isEmpty,
            "nothing": nothing,
        ]
        if more > 0 { values["more"] = String(more) }
        if let footer { values["footer"] = footer }
        return Template.table.filled(values)
    }
}

extension TableView.CellView {
    fileprivate var values: [String: Any] {
        var values: [String: Any] = ["text": text, "kind": kind, "isHead": isHead]
        if let whole { values["whole"] = whole }
        if let href { values["href"] = href }
        return values
    }
}
