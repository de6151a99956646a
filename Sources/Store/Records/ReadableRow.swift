package import Merge

/// One row of a readable table: a record as lists show it.
package struct ReadableRow: Equatable, Sendable {
    package let id: RecordID
    /// Aligned with the columns that were asked for.
    package let cells: [Cell]

    /// What one column of a row shows.
    package enum Cell: Equatable, Sendable {
        case scalar(Scalar)
        /// A set, map, log or counter, already as JSON.
        case json(String)
        /// A blocking conflict stands.
        case unknown
    }
}

extension ReadableRow.Cell {
    /// As text for people: blank for nothing, `?` while a blocking conflict stands.
    package func text(_ column: Column) -> String {
        switch self {
        case .scalar(let scalar): CellText.text(scalar, column.kind)
        case .json(let json): json == "[]" ? "" : json
        case .unknown: "?"
        }
    }

    /// As JSON: `null` for nothing, and while a blocking conflict stands.
    package func json(_ column: Column) -> String {
        switch self {
        case .scalar(let scalar): CellText.json(scalar, column.kind)
        case .json(let json): json
        case .unknown: "null"
        }
    }
}
