/// Rows that a quote holds over several lines: told, so that a person sees what was one text.
package struct LongRows: Sendable {
    private var spans: [ClosedRange<Int>] = []

    package init() {}

    /// - Parameter lines: of the file before the piece that the row stands in.
    package mutating func note(_ row: SourceRow, after lines: Int = 0) {
        let csv = row.csv
        guard csv.lastLine > csv.line else { return }
        spans.append(csv.line + lines...csv.lastLine + lines)
    }

    /// Which lines they take up, the first of them; `nil` where every row is one line.
    package var remark: String? {
        guard !spans.isEmpty else { return nil }
        let shown = spans.prefix(ImportLimits.linesShownMax)
            .map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", ")
        let more = spans.count > ImportLimits.linesShownMax ? ", …" : ""
        return spans.count == 1
            ? "lines \(shown) are one row: a quoted text runs over them"
            : "\(spans.count) rows run over several lines, as quoted texts do "
                + "(lines \(shown)\(more))"
    }
}
