internal import Merge
internal import Records

/// The merge bases of the records that an import touches, with what its rows so far said.
struct ImportBases {
    /// Whose word it is: a file of another kind, shape or office is another source.
    var source = ""
    /// Whether it is the national registry's, all in capitals and without accents.
    var isRegistry = false
    private var touched: [RecordID: Touched] = [:]

    /// A record's base, and the first row that is about it.
    private struct Touched {
        let type: String
        let row: Int
        /// Both encoded: there is one for each record of a long file.
        let before: Bytes
        let base: Bytes
    }

    /// What a row's draft adds.
    struct Change {
        let record: RecordID
        let type: String
        let before: ImportBase
        let base: ImportBase
    }

    static func source(_ kind: ImportKind, _ shape: ImportShape, _ office: RecordID?) -> String {
        [kind.rawValue, shape.name, office?.description ?? ""].joined(separator: "/")
    }

    /// - Parameters:
    ///   - state: the record as it stands, with the rows so far.
    ///   - former: the record that the row names, where that one yielded.
    func base(
        of record: RecordID, _ state: RecordState?, after former: RecordState?
    ) -> ImportBase {
        touched[record].map { ImportBase(encoded: $0.base) }
            ?? ImportBase(of: state, after: former)
    }

    mutating func note(_ changes: [Change], row: Int) {
        for change in changes {
            let known = touched[change.record]
            touched[change.record] = Touched(
                type: change.type, row: known?.row ?? row,
                before: known?.before ?? change.before.value.encoded,
                base: change.base.value.encoded)
        }
    }

    /// The rows, each with the write that remembers what the file said of its records: one for
    /// each record, however many rows are about it.
    func completed(_ rows: [RowOutcome]) -> [RowOutcome] {
        var rows = rows
        let byRow = Dictionary(
            grouping: touched.filter { $1.base != $1.before }, by: \.value.row)
        for (row, records) in byRow where rows.indices.contains(row) {
            let memory = records.sorted { $0.key < $1.key }.map { record, touched in
                Write(
                    record: record, type: touched.type, attribute: AnyRecord.imported.name,
                    value: touched.base)
            }
            rows[row] = rows[row].remembering(memory)
        }
        return rows
    }
}
