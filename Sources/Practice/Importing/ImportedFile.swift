internal import Merge
internal import Records

/// Where a kind of import file is declared: its columns, and what a row of it says.
///
/// The columns are the format: header, help and reading are made from them.
protocol ImportedFile: Sendable {
    /// The word of the command.
    static var word: String { get }
    /// What a row is about.
    static var type: RecordType { get }
    /// In the order of the documented header.
    static var columns: [any ColumnToken] { get }
    /// The columns whose values a report may show: codes and NPIs, never a person's name or number.
    static var shown: [any ColumnToken] { get }
    /// Layouts of publishers, beside our own.
    static var shapes: [ImportShape] { get }
    /// The column in the order of whose days rows are taken.
    static var order: TypedColumn<Day>? { get }

    /// What a row says of which records; the one that it is about comes first.
    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft]
    /// What follows from the rows beside their drafts.
    static func followUps() -> any FollowUps
}

extension ImportedFile {
    typealias Column<Content: FieldContent> = TypedColumn<Content>

    static var shapes: [ImportShape] { [] }
    static var order: TypedColumn<Day>? { nil }

    static func followUps() -> any FollowUps { NoFollowUps() }
}
