internal import Merge
internal import Tables

/// One row in our own format, whatever the file's.
struct ImportRow: Hashable, Sendable {
    let line: Int
    /// By our column names; a blank cell is not there.
    private(set) var cells: [String: ImportCell] = [:]
    /// Columns of ours that the file has and the row leaves blank, or open.
    private(set) var blanks: Set<String> = []

    init(line: Int) {
        self.line = line
    }

    /// What the row says in a column, a year as its day; nothing where it is blank.
    subscript<Content>(column: TypedColumn<Content>) -> TypedCell<Content>? {
        guard let cell = cells[column.name] else { return nil }
        let text = column.declared.year?.text(cell.text) ?? cell.text
        return TypedCell(text, column: cell.column, as: column.declared.kind)
    }

    /// Whether the file has the column and the row says nothing in it.
    func isBlank(_ column: any ColumnToken) -> Bool {
        blanks.contains(column.name)
    }

    /// Whether the row says anything in it.
    func says(_ column: any ColumnToken) -> Bool {
        cells[column.name] != nil
    }

    /// Takes a cell in, its outer white space off; blank is not zero and not a value.
    mutating func set(
        _ column: some ColumnToken, _ text: some StringProtocol, from source: String
    ) {
        set(named: column.name, text, from: source)
    }

    /// The same for a column of whichever kind is read.
    mutating func set(named column: String, _ text: some StringProtocol, from source: String) {
        let trimmed = Self.trimmed(text)
        guard !trimmed.isEmpty else {
            blanks.insert(column)
            return
        }
        cells[column] = ImportCell(text: trimmed, column: source)
    }

    /// Takes a cell out: its text means that there is nothing to say.
    mutating func clear(_ column: String) {
        cells[column] = nil
        blanks.insert(column)
    }

    /// What the cells come to, wherever they stand: two rows that say the same have one.
    var digest: UInt64 {
        var bytes = FieldWriter()
        for (name, cell) in cells.sorted(by: { $0.key < $1.key }) {
            bytes.counted(name.utf8)
            bytes.counted(cell.text.utf8)
        }
        return ContentDigest.short(of: bytes.bytes[...])
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        ASCIIText.shown(String(text))
    }
}
