package import Tables

/// Why assignments cannot be turned into writes.
///
/// Field names may show, values never do.
package enum EditProblem: Error, Hashable, Sendable {
    /// None of the five forms an assignment may have.
    case notAnAssignment
    /// The type has no such field; `closest` is what may have been meant.
    case unknownField(String, type: String, closest: String?)
    /// The field exists, but is written in another form.
    case wrongForm(field: String, expected: String)
    case assignedTwice(field: String)
    case tooManyParts(field: String, limit: Int)
    case invalid(field: String, FieldProblem)
    /// A new record lacks these required fields.
    case missing(fields: [String])
    /// A blocking conflict stands on the unit and not all of its fields are given.
    case unresolved(unit: String, fields: [String])
}

extension EditProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnAssignment:
            "expected FIELD=VALUE, SET+=ELEMENT, SET-=ELEMENT, MAP[KEY]=VALUE or LOG+=VALUE"
        case .unknownField(let name, let type, let closest?):
            "\(type) has no field \(name); did you mean \(closest)?"
        case .unknownField(let name, let type, nil):
            "\(type) has no field \(name)"
        case .wrongForm(let field, let expected): "\(field) is written as \(expected)"
        case .assignedTwice(let field): "\(field) is given twice"
        case .tooManyParts(let field, let limit):
            "\(field) takes at most \(limit) parts separated by semicolons"
        case .invalid(let field, let problem): "\(field): \(problem)"
        case .missing(let fields): "required: \(fields.joined(separator: ", "))"
        case .unresolved(let unit, let fields):
            "a conflict on \(unit) (\(fields.joined(separator: ", "))) blocks the edit: "
                + "`bridgework conflicts list` names it, `bridgework conflicts resolve` settles it"
        }
    }
}
