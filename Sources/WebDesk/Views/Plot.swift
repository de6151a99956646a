import Tables

/// Bars beside names, as SVG that needs no script and prints.
struct Plot {
    struct Bar: Equatable {
        let name: String
        let amount: Int64
        let figure: String
        var tone = "plain"
    }

    private static let barsMax = 15
    private static let nameWidth = 210
    private static let lengthMax = 380
    private static let step = 22

    let title: String
    let bars: [Bar]

    /// - Parameter bars: the longest are shown, in the order given.
    init(_ title: String, _ bars: [Bar]) {
        self.title = title
        self.bars = Array(bars.prefix(Plot.barsMax))
    }

    /// Sums of a column by what stands in another, the largest first.
    init(_ title: String, of amount: String, by name: String, in table: Table) {
        let amountPlace = table.columns.firstIndex { $0.name == amount }
        let namePlace = table.columns.firstIndex { $0.name == name }
        var sums: [String: Int64] = [:]
        var isMoney = false
        if let amountPlace, let namePlace {
            for row in table.rows {
                let number: Int64? =
                    switch row[amountPlace] {
                    case .number(let number): number
                    case .money(let cents): cents
                    default: nil
                    }
                if case .money = row[amountPlace] { isMoney = true }
                let (sum, isOver) = sums[row[namePlace].brief, default: 0]
                    .addingReportingOverflow(number ?? 0)
                sums[row[namePlace].brief] = isOver ? .max : sum
            }
        }
        let bars = sums.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        self.init(
            title,
            bars.map { name, sum in
                let cell: Table.Cell = isMoney ? .money(sum) : .number(sum)
                return Bar(
                    name: name.isEmpty ? "none" : name, amount: sum,
                    figure: Words.grouped(cell.plain))
            })
    }

    var markup: Markup? {
        guard let longest = bars.map(\.amount).max(), longest > 0 else { return nil }
        let drawn: [[String: Any]] = bars.enumerated().map { number, bar in
            let share = Double(bar.amount) / Double(longest)
            let length = max(1, Int(share * Double(Plot.lengthMax)))
            let y = number * Plot.step + 4
            return [
                "name": bar.name, "figure": bar.figure, "tone": bar.tone, "y": y,
                "textY": y + 11, "left": Plot.nameWidth, "length": length,
                "end": Plot.nameWidth + length + 6,
            ]
        }
        return Template.plot.filled([
            "title": title, "bars": drawn, "width": Plot.nameWidth + Plot.lengthMax + 90,
            "height": bars.count * Plot.step + 6,
        ])
    }
}
