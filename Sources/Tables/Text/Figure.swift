internal import Merge

/// Figures as people read them.
package enum Figure {
    /// Cents: `12.34`.
    package static func money(_ cents: Int64) -> String {
        CellText.text(.int(cents), .money)
    }

    /// Basis points: `80.00 %`.
    package static func percent(_ points: Int64) -> String {
        CellText.text(.int(points), .percent) + " %"
    }
}
