internal import Merge

extension RowDrafter {
    /// How often an office did a procedure in a period; importing the period again corrects it.
    func volume() throws(RowRefusal) -> [RecordDraft] {
        let place = try cell("office_code")
        let office = try known(.office, place, .code, importFirst: .offices)
        let typed = try cell("code")
        let period = try cell("period")
        let code: String
        do { code = try FeeCode.normalized(typed.text) } catch {
            throw .bad(.fee(error), column: typed.column)
        }
        let known = view.known(.volume, of: office, in: "office", by: [code, period.text]) { id in
            let identity = view.row(id, Volume.identity)
            return [[identity[Volume.code] ?? "", identity[Volume.period] ?? ""]]
        }
        let key = [office.description, code, period.text]
        var draft = RecordDraft(.volume, known ?? newID(.volume, key, of: office))
        draft.set(
            "identity",
            [
                "office": reference(office, place), "code": word(code, for: typed.column),
                "period": period,
            ])
        draft.set("procedureCount", try cell("count"))
        return [draft]
    }
}

extension ImportKind {
    static var volumeColumns: [ImportColumn] {
        [
            .required("code", "procedure code", also: "procedure_code"),
            .required("office_code", "whose count it is", also: "office"),
            .required("count", "how often", also: "procedure_count", "quantity"),
            .required("period", "such as 2026 or 2026-03; one row per period"),
        ]
    }
}
