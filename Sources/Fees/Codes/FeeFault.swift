internal import Merge
package import Tables

/// Why one row of a fee file is not read; constant words, never the value.
package enum FeeFault: Error, Hashable, Sendable {
    case notACode
    /// Three digits: a spreadsheet took the leading zero.
    case lostZero
    case notAnAmount
    case negative
    case grouping
    case decimals(Int)
    case bareShare
    /// The row says a state and figures that do not go with it.
    case stateAndFigure
    /// Another row prices the code differently.
    case contradicts(line: Int)
    case tooManyLines(limit: Int)
    case mixedFacts
    /// The file names another schedule or kind than the one it is imported into.
    case otherSchedule
}

extension FeeFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notACode:
            "no procedure code: D and four digits, five characters of CPT, or a local code"
        case .lostZero: "a code of so few digits lost its zero: write it as D0120"
        case .notAnAmount:
            "not an amount that can be read: write 45.00, or a word such as \"not covered\""
        case .negative: "an amount below zero"
        case .grouping: "commas that do not stand before groups of three digits"
        case .decimals(let count): "\(Counted(count, "decimal")): write at most two"
        case .bareShare: "a percentage that does not say of what: write \"80% of UCR\""
        case .stateAndFigure:
            "state and figures disagree: an amount goes with priced, a percentage with percentOfUcr"
        case .contradicts(let line): "another price for the code than line \(line)"
        case .tooManyLines(let limit): "more than \(limit) lines"
        case .mixedFacts:
            "another schedule, other dates or another code set than the rows above: split the file"
        case .otherSchedule:
            "the file is another schedule's by its schedule_name or kind: import it into that one, "
                + "or correct the column"
        }
    }
}

extension RowProblem.Reason {
    /// What a fee file asks of a row.
    package static func fee(_ fault: FeeFault) -> RowProblem.Reason {
        .told(fault.description)
    }
}
