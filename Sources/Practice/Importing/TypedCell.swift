internal import Merge
internal import Records
internal import Tables

/// A field's text with what it is read as; whether it reads so is asked when somebody needs it.
///
/// A draft takes the cell itself, so that all that is wrong with a row is told at once.
struct TypedCell<Content: FieldContent>: Hashable, Sendable {
    let text: String
    /// Where the text stands in the file.
    let column: String
    private let kind: FieldKind

    init(_ text: String, column: String, as kind: FieldKind) {
        self.text = text
        self.column = column
        self.kind = kind
    }

    /// What the cell says.
    ///
    /// - Throws: where the text cannot be read so.
    var content: Content {
        get throws(RowRefusal) { try read(as: kind) }
    }

    /// What the cell says as a field of that kind.
    func read(as kind: FieldKind) throws(RowRefusal) -> Content {
        let scalar: Scalar
        do { scalar = try FieldParser().scalar(text, as: kind) } catch {
            throw .bad(.invalid(error), column: column)
        }
        guard let content = Content(scalar) else { throw .bad(.blank, column: column) }
        return content
    }

    /// The same cell with another text.
    func saying(_ text: String) -> TypedCell {
        TypedCell(text, column: column, as: kind)
    }

    /// The same cell, for a field that reads it otherwise.
    func retyped<Other: FieldContent>(_ kind: ContentKind<Other>) -> TypedCell<Other> {
        TypedCell<Other>(text, column: column, as: kind.kind)
    }

    var untyped: ImportCell { ImportCell(text: text, column: column) }
}

/// What a draft says of one field, as a file has it.
struct NamedCell {
    let name: String
    /// Nothing where the row is blank.
    let cell: ImportCell?
}

extension FieldToken {
    /// The field with what a row says of it; nothing where the row is blank.
    func callAsFunction(_ cell: TypedCell<Content>?) -> NamedCell {
        NamedCell(name: name, cell: cell?.untyped)
    }
}
