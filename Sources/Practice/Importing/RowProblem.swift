/// Why one row, or the file as a whole, cannot go in: never with a value of the file.
package struct RowProblem: Hashable, Sendable {
    /// The physical line, from 1; what an editor shows.
    package let line: Int
    package let place: Place?
    package let reason: Reason

    package init(line: Int, place: Place? = nil, reason: Reason) {
        self.line = line
        self.place = place
        self.reason = reason
    }

    /// Where in the row.
    package enum Place: Hashable, Sendable {
        /// A column by the name of our format, or by the file's own header.
        case column(String)
        /// A field counted from 1, while no header tells its name.
        case field(Int)
        /// The row of a procedure code, as its schedule has it.
        case procedure(String)
    }
}

extension RowProblem: CustomStringConvertible {
    /// `line 3, column npi: the check digit does not fit`.
    package var description: String {
        switch place {
        case .none: "line \(line): \(reason)"
        case .column(let name): "line \(line), column \(name): \(reason)"
        case .procedure(let code): "line \(line), \(code): \(reason)"
        case .field(let number): "line \(line), field \(number): \(reason)"
        }
    }
}
