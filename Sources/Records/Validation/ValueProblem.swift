package import Tables

/// Which field of a unit does not fit, and why.
package struct ValueProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// `nil` when the value as a whole is wrong.
    package let field: String?
    package let problem: FieldProblem

    package init(field: String?, problem: FieldProblem) {
        self.field = field
        self.problem = problem
    }

    package var description: String {
        field.map { "\($0): \(problem)" } ?? problem.description
    }
}
