package import Merge

/// One row of a readable table: a record as lists show it.
package struct ReadableRow: Equatable, Sendable {
    package let id: RecordID
    /// Aligned with the type's columns.
    package let cells: [Cell]

    package enum Cell: Equatable, Sendable {
        case scalar(Scalar)
        /// A set, map, log or counter, already as JSON.
        case json(String)
        /// A blocking conflict stands.
        case unknown
    }

    package func text(_ index: Int, _ column: Column) -> String {
        switch cells[index] {
        case .scalar(let scalar): CellText.text(scalar, column.kind)
        case .json(let json): json == "[]" ? "" : json
        case .unknown: "?"
        }
    }

    package func json(_ index: Int, _ column: Column) -> String {
        switch cells[index] {
        case .scalar(let scalar): CellText.json(scalar, column.kind)
        case .json(let json): json
        case .unknown: "null"
        }
    }
}
