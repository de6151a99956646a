extension Assignment {
    /// A declared field with the text of what it is to say; a blank text clears it.
    package init(_ field: some FieldToken, _ text: String) {
        self.init(field: field.name, change: .assign(text))
    }

    /// A change of a set, map or log.
    package init(of rows: some RowsToken, _ change: Change) {
        self.init(field: rows.name, change: change)
    }

    /// An element of a set, or an entry of a log.
    package init(adding text: String, to rows: some RowsToken) {
        self.init(field: rows.name, change: .add(text))
    }

    /// What stands at a map's key; a blank value takes it away.
    package init(_ rows: some RowsToken, at key: String, _ value: String) {
        self.init(field: rows.name, change: .put(key: key, value: value))
    }

    /// Assignments of the fields of which something is said.
    package static func given(_ texts: KeyValuePairs<any FieldToken, String?>) -> [Assignment] {
        texts.compactMap { field, text in text.map { Assignment(field, $0) } }
    }
}
