/// One `FIELD=VALUE` argument of `create` and `edit`, split but not yet checked against a type.
package struct Assignment: Hashable, Sendable {
    package let field: String
    package let change: Change

    package init(field: String, change: Change) {
        self.field = field
        self.change = change
    }

    /// What is asked of the field.
    package enum Change: Hashable, Sendable {
        /// `FIELD=VALUE`; a blank value clears.
        case assign(String)
        /// `SET+=ELEMENT` or `LOG+=VALUE`.
        case add(String)
        /// `SET-=ELEMENT`.
        case remove(String)
        /// `MAP[KEY]=VALUE`; a blank value removes the key.
        case put(key: String, value: String)
    }

    /// Reads one argument.
    ///
    /// - Throws: `EditProblem.notAnAssignment` for any other text.
    package init(parsing text: String) throws(EditProblem) {
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let rest = text[name.endIndex...]
        guard !name.isEmpty else { throw .notAnAssignment }
        self.field = String(name)
        if rest.hasPrefix("+=") {
            self.change = .add(String(rest.dropFirst(2)))
        } else if rest.hasPrefix("-=") {
            self.change = .remove(String(rest.dropFirst(2)))
        } else if rest.hasPrefix("=") {
            self.change = .assign(String(rest.dropFirst()))
        } else if rest.hasPrefix("["), let close = Assignment.close(of: rest) {
            self.change = .put(
                key: String(rest[rest.index(after: rest.startIndex)..<close]),
                value: String(rest[close...].dropFirst(2)))
        } else {
            throw .notAnAssignment
        }
    }

    /// Where the first `]=` stands.
    private static func close(of text: Substring) -> String.Index? {
        text.indices.first { text[$0...].hasPrefix("]=") }
    }
}
