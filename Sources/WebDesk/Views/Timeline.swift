import Merge
import Tables

/// Spans of days beside names, such as a doctor's gaps by contract.
struct Timeline {
    struct Span: Equatable {
        let name: String
        let first: Day
        let last: Day
    }

    private static let spansMax = 24
    private static let nameWidth = 150
    private static let length = 520
    private static let step = 20

    let title: String
    let spans: [Span]

    init(_ title: String, _ spans: [Span]) {
        self.title = title
        self.spans = Array(spans.prefix(Timeline.spansMax))
    }

    /// The rows that have a first and a last day, by what stands in some of their columns.
    init(_ title: String, of table: Table, by names: [String]) {
        func place(_ name: String) -> Int? { table.columns.firstIndex { $0.name == name } }
        let (from, through) = (place("from"), place("through"))
        let labels = names.compactMap(place)
        let spans = table.rows.compactMap { row -> Span? in
            guard let from, let through, case .day(let first) = row[from],
                case .day(let last) = row[through]
            else { return nil }
            let words = labels.map { Links.code(row[$0]) }.filter { !$0.isEmpty }
            return Span(name: words.joined(separator: " "), first: first, last: last)
        }
        self.init(title, spans)
    }

    var markup: Markup? {
        guard let first = spans.map(\.first).min(), let last = spans.map(\.last).max() else {
            return nil
        }
        let days = Double(last.number - first.number + 1)
        func x(_ day: Day, after: Int64 = 0) -> Int {
            let share = Double(day.number + after - first.number) / days
            return Timeline.nameWidth + Int(share * Double(Timeline.length))
        }
        let bars: [[String: Any]] = spans.enumerated().map { number, span in
            let y = number * Timeline.step + 22
            let left = x(span.first)
            return [
                "name": span.name, "y": y, "textY": y + 11, "left": left,
                "length": max(2, x(span.last, after: 1) - left),
                "whole": "\(span.name): \(span.first) to \(span.last)",
            ]
        }
        return Template.timeline.filled([
            "title": title, "bars": bars, "first": first.description, "last": last.description,
            "left": Timeline.nameWidth, "right": Timeline.nameWidth + Timeline.length,
            "width": Timeline.nameWidth + Timeline.length + 4,
            "height": spans.count * Timeline.step + 28,
        ])
    }
}
