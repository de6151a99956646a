import Foundation

/// The one table people read, and the same as tab-separated values for the next run.
struct ResultTable {
    private let results: Results
    private let records: Int

    init(_ results: Results, records: Int) {
        self.results = results
        self.records = records
    }

    var text: String {
        var lines = [
            ResultTable.columns(["what", "ours", "plain", "x plain", "unit", "goal"])
        ]
        for row in ResultRow.allCases {
            guard let ours = results.median(row) else { continue }
            lines.append(
                ResultTable.columns([
                    row.rawValue, ResultTable.figure(ours),
                    results.plainMedian(row).map(ResultTable.figure) ?? "-",
                    results.factor(row).map { String(format: "%.2f", $0) } ?? "-",
                    row.unit, row.goal,
                ]))
        }
        return lines.joined(separator: "\n")
    }

    /// Row, figure, factor over plain; the first line names the machine and the versions.
    func values(stamp: String) -> String {
        var lines = ["# " + stamp + ", records \(records)"]
        for row in ResultRow.allCases {
            guard let ours = results.median(row) else { continue }
            let factor = results.factor(row).map { String(format: "%.3f", $0) } ?? ""
            lines.append("\(row.rawValue)\t\(String(format: "%.3f", ours))\t\(factor)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What got more than a quarter worse.
    ///
    /// A factor over plain says more than a figure of a machine.
    func regressions(against baseline: String) -> [String] {
        var found: [String] = []
        for line in baseline.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == 3, let row = ResultRow(rawValue: String(cells[0])) else {
                continue
            }
            if let before = Double(cells[2]), let now = results.factor(row) {
                guard now > before * 1.25 else { continue }
                found.append(String(format: "\(row.rawValue): x%.2f, was x%.2f", now, before))
            } else if let before = Double(cells[1]), let now = results.median(row) {
                let isWorse = row.isRate ? now < before / 1.25 : now > before * 1.25
                guard isWorse else { continue }
                found.append(String(format: "\(row.rawValue): %.1f, was %.1f", now, before))
            }
        }
        return found
    }

    private static func columns(_ cells: [String]) -> String {
        let widths = [36, 12, 12, 9, 10, 18]
        return zip(cells, widths).enumerated().map { index, cell in
            let (text, width) = cell
            let pad = String(repeating: " ", count: max(0, width - text.count))
            return index == 0 || index > 3 ? text + pad : pad + text + " "
        }.joined(separator: " ")
    }

    private static func figure(_ value: Double) -> String {
        if value >= 1e6 { return String(format: "%.2f M", value / 1e6) }
        if value >= 1e4 { return String(format: "%.1f k", value / 1e3) }
        return String(format: value < 100 ? "%.2f" : "%.0f", value)
    }
}
