internal import Tables

/// The layout of a file: ours, or one that its publisher gives it.
struct ImportShape: Sendable {
    /// By which imports remember whose word it was.
    let name: String
    /// The headers without which a file is none of it; ours has those of its kind.
    private let signature: [String]
    /// Whether it is the national registry's, all in capitals and without accents.
    var isRegistry = false
    /// One source row as rows of ours: none, one, or several for a line that tells of several.
    let rows: @Sendable (SourceRow) -> Translation

    /// What a source row comes to.
    enum Translation {
        case rows([ImportRow])
        case skipped(SkipReason)
    }

    /// - Parameter signature: its own columns, all of which a file must have.
    init(
        _ name: String, _ signature: [String],
        _ rows: @escaping @Sendable (SourceRow) -> Translation
    ) {
        self.name = name
        self.signature = signature
        self.rows = rows
    }

    /// Our own format.
    static func canonical(_ columns: [ImportColumn]) -> ImportShape {
        ImportShape("canonical", []) { .rows([$0.canonical(columns)]) }
    }

    /// The publisher's layout that a header has; `nil` where it has none.
    static func recognised(_ header: ImportHeader, _ kind: ImportKind) -> ImportShape? {
        kind.shapes.first { $0.signature.allSatisfy(header.contains) }
    }
}
