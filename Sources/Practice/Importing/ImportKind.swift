internal import Merge
internal import Tables

/// One kind of import file: what its rows are, and all that follows from it.
///
/// A kind is a file in `Kinds` and its line in `allCases`.
package struct ImportKind: Sendable {
    /// The word of the command.
    package let rawValue: String
    /// The record type that a row is about.
    package let recordType: String
    /// Our own format, in the order of the documented header.
    package let columns: [ImportColumn]
    /// The columns whose values a report may show: codes and NPIs, never a person's name or number.
    let shownColumns: [ImportColumn]
    /// Layouts that publishers give to files of the kind.
    let shapes: [ImportShape]
    /// The column in the order of whose days rows are taken; that of the file where there is none.
    let order: ImportColumn?
    /// What a row says of which records; the one that it is about comes first.
    let drafts: @Sendable (RowDrafter) throws(RowRefusal) -> [RecordDraft]
    /// What follows beside the drafts, ready for a new file.
    let followUps: @Sendable () -> any FollowUps

    /// - Parameter file: where the kind is declared.
    init<File: ImportedFile>(_ file: File.Type) {
        self.rawValue = File.word
        self.recordType = File.type.name
        self.columns = File.columns.map(\.declared)
        self.shownColumns = File.shown.map(\.declared)
        self.shapes = File.shapes
        self.order = File.order?.declared
        self.drafts = { row throws(RowRefusal) in try File.drafts(of: row) }
        self.followUps = { File.followUps() }
    }

    /// The documented header, as one line of a file.
    package var header: String {
        columns.map(\.name).joined(separator: ",")
    }
}

extension ImportKind: CaseIterable {
    /// Every kind, in the order in which the command names them.
    package static let allCases: [ImportKind] = [
        .offices, .doctors, .credentials, .payors, .plans, .contracts, .contractLocations,
        .assignments, .enrollments, .exclusions, .patients, .coverage, .benefits, .schedule,
        .appointments, .users, .volumes, .receivables, .claims,
    ]
}

extension ImportKind: RawRepresentable {
    /// - Returns: `nil` for a word that names no kind.
    package init?(rawValue: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = kind
    }
}

extension ImportKind: Hashable {
    /// Whether both are called by one word: there is one kind of a word.
    package static func == (one: ImportKind, other: ImportKind) -> Bool {
        one.rawValue == other.rawValue
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rawValue)
    }
}

extension ImportKind: CustomStringConvertible {
    package var description: String { rawValue }
}

extension RowProblem.Reason {
    /// A reference to what another kind of file brings.
    static func unresolved(importFirst kind: ImportKind) -> RowProblem.Reason {
        .told("names nothing known here; import \(kind.rawValue) first")
    }
}
