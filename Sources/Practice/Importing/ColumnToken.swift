internal import Merge
internal import Records
internal import Tables

/// A column of an import kind, whatever its cells are read as.
protocol ColumnToken<Content>: Sendable {
    associatedtype Content: FieldContent

    var declared: ImportColumn { get }
}

extension ColumnToken {
    var name: String { declared.name }
}

/// A column with the Swift type as which its cells are read.
///
///     static let npi = Column("npi", Practitioner.npi, "individual NPI", .required, also: "npi1")
///
/// A draft takes `row[npi]` into a field of the same type and of no other.
struct TypedColumn<Content: FieldContent>: ColumnToken {
    let declared: ImportColumn

    /// A column that is read as a field is.
    ///
    /// - Parameter year: what a year alone means in it.
    init<F: FieldToken>(
        _ name: String, _ field: F, _ summary: String, _ need: ImportColumn.Need = .optional,
        year: YearDay? = nil, also aliases: String...
    ) where F.Content == Content {
        self.declared = ImportColumn(
            name: name, need: need, summary: summary, aliases: aliases, kind: field.declared.kind,
            year: year)
    }

    /// A column of which no field holds what it says.
    init(
        _ name: String, as kind: ContentKind<Content>, _ summary: String,
        _ need: ImportColumn.Need = .optional, also aliases: String...
    ) {
        self.declared = ImportColumn(
            name: name, need: need, summary: summary, aliases: aliases, kind: kind.kind, year: nil)
    }
}
