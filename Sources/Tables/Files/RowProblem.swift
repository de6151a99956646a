/// Why one row, or the file as a whole, cannot go in: never with a value of the file.
package struct RowProblem: Hashable, Sendable {
    /// The physical line, from 1; what an editor shows.
    package let line: Int
    /// The last line of what is not read because of it; a stray quote swallows whole rows.
    package let lastLine: Int
    package let place: Place?
    package let reason: Reason

    package init(
        line: Int, through lastLine: Int? = nil, place: Place? = nil, reason: Reason
    ) {
        self.line = line
        self.lastLine = max(line, lastLine ?? line)
        self.place = place
        self.reason = reason
    }

    /// The same, about all lines of its row.
    package func within(_ lines: ClosedRange<Int>) -> RowProblem {
        guard lines.lowerBound < lines.upperBound else { return self }
        return RowProblem(
            line: lines.lowerBound, through: lines.upperBound, place: place, reason: reason)
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
        case .none: "\(lines): \(reason)"
        case .column(let name): "\(lines), column \(name): \(reason)"
        case .procedure(let code): "\(lines), \(code): \(reason)"
        case .field(let number): "\(lines), field \(number): \(reason)"
        }
    }

    private var lines: String {
        lastLine > line ? "lines \(line) to \(lastLine)" : "line \(line)"
    }
}
