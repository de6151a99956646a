import Tables

/// A figure over time as columns side by side: small, in a row of a table, or large with its axes.
///
/// A time at which nobody looked has no column, but a mark: nothing seen is not nothing there.
struct ColumnPlot {
    struct Column: Equatable {
        /// Which time it stands for, and what was seen.
        let whole: String
        /// `nil` where nobody looked.
        let amount: Int64?
    }

    enum Size {
        case small, large

        fileprivate var left: Int { self == .small ? 0 : 44 }
        fileprivate var length: Int { self == .small ? 112 : 672 }
        fileprivate var height: Int { self == .small ? 26 : 150 }
    }

    let title: String
    let columns: [Column]
    /// Where a column is shown as a trouble.
    let isBad: (Int64) -> Bool

    init(_ title: String, _ columns: [Column], isBad: @escaping (Int64) -> Bool) {
        self.title = title
        self.columns = columns
        self.isBad = isBad
    }

    /// - Parameters:
    ///   - first: what stands below the first column.
    ///   - last: what stands below the last.
    /// - Returns: `nil` where nobody ever looked.
    func markup(_ size: Size, first: String = "", last: String = "") -> Markup? {
        guard let most = columns.compactMap(\.amount).max() else { return nil }
        let floor = size.height
        let step = max(1, size.length / columns.count)
        let bars: [[String: Any]] = columns.enumerated().map { number, column in
            let share = Double(column.amount ?? 0) / Double(max(1, most))
            // What is not nothing is seen.
            let least = column.amount == 0 ? 0 : 2
            let height = max(least, Int(share * Double(size.height - 4)))
            let tone = column.amount.map { isBad($0) ? "bad" : "plain" } ?? "none"
            return [
                "tone": tone, "x": size.left + number * step, "y": floor - height,
                "width": max(1, step - 1), "height": height, "whole": column.whole,
            ]
        }
        return Template.columnPlot.filled([
            "title": title, "isSmall": size == .small, "bars": bars, "left": size.left,
            "length": size.length, "right": size.left + size.length,
            "width": size.left + size.length + 2, "floorY": floor, "topY": 12,
            "textY": floor + 16, "height": floor + (size == .small ? 1 : 22),
            "most": Words.grouped(String(most)), "first": first, "last": last,
        ])
    }
}
