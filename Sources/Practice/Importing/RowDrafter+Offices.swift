internal import Merge

extension RowDrafter {
    /// An office, and its billing entity where the tax number is new.
    func office() throws(RowRefusal) -> [RecordDraft] {
        let code = try cell("office_code")
        var draft = try target(.office, try text(code, as: .code), code)
        draft.set("code", code)
        draft.set("name", try cell("name"))
        let organization = try organization()
        if let organization, let tin = row["tin"] {
            draft.set("organization", reference(organization.id, tin))
        }
        draft.set("physicalAddress", address("physical"))
        draft.set("phone", row["phone"])
        draft.set("fax", row["fax"])
        draft.set("locationNpi2", row["npi2"])
        draft.set("operation", ["openedOn": row["opened_on"], "closesOn": row["closes_on"]])
        draft.mayBlank("closes_on", of: row, "operation", "closesOn")
        draft.set("region", row["region"])
        draft.set("timeZone", row["time_zone"])
        return [draft] + (organization.map { [$0] } ?? [])
    }

    private func organization() throws(RowRefusal) -> RecordDraft? {
        guard let tin = row["tin"] else { return nil }
        let key = try text(tin, as: .tin)
        var draft = try target(.organization, key, tin)
        draft.set("taxIdentity", ["tin": tin])
        let isNew = !view.isPending(draft.id) && !view.isStored(draft.id)
        draft.set("legalName", row["legal_name"] ?? (isNew ? row["name"] : nil))
        return draft
    }

    func user() throws(RowRefusal) -> [RecordDraft] {
        let login = try cell("login")
        var draft = try target(.user, try text(login, as: .login), login)
        draft.set("login", login)
        draft.set("displayName", try cell("name"))
        draft.set("email", row["email"])
        draft.insert("roles", each: list("roles"))
        for code in list("office_codes") {
            let office = try known(.office, code, .code, importFirst: .offices)
            draft.insert("offices", reference(office, code))
        }
        return [draft]
    }
}
