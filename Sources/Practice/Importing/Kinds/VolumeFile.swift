internal import Fees
internal import Merge
internal import Records

/// How often an office did a procedure in a period; importing the period again corrects it.
enum VolumeFile: ImportedFile {
    static let word = "volumes"
    static let type = RecordType.volume

    static let code = Column(
        "code", Volume.code, "procedure code", .required, also: "procedure_code")
    static let office = Column(
        "office_code", Office.code, "whose count it is", .required, also: "office")
    static let count = Column(
        "count", Volume.procedureCount, "how often", .required, also: "procedure_count", "quantity")
    static let period = Column(
        "period", Volume.period, "such as 2026 or 2026-03; one row per period", .required)

    static let columns: [any ColumnToken] = [code, office, count, period]
    static let shown: [any ColumnToken] = [office, code, period]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let place = try row.required(office)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let typed = try row.required(code)
        let period = try row.required(period)
        let code: String
        do { code = try FeeCode.normalized(typed.text) } catch {
            throw .bad(.fee(error), column: typed.column)
        }
        let known = row.view.known(Volume.office, office, by: [code, period.text]) { id in
            let identity = row.view.row(id, Volume.identity)
            return [[identity[Volume.code] ?? "", identity[Volume.period] ?? ""]]
        }
        let key = [office.description, code, period.text]
        var draft = RecordDraft(Volume.self, known ?? row.newID(.volume, key, of: office))
        draft.set(
            Volume.identity,
            [
                Volume.office(row.reference(office, place)), Volume.code(typed.saying(code)),
                Volume.period(period),
            ])
        draft.set(Volume.procedureCount, try row.required(count))
        return [draft]
    }
}

extension ImportKind {
    package static let volumes = ImportKind(VolumeFile.self)
}
