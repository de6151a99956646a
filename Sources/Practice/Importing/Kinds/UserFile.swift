internal import Merge
internal import Records

/// People who work with the records.
enum UserFile: ImportedFile {
    static let word = "users"
    static let type = RecordType.user

    static let login = Column("login", User.login, "unique name", .required)
    static let name = Column(
        "name", User.displayName, "the person's name", .required, also: "display_name", "full_name")
    static let email = Column("email", User.email, "mail address")
    static let roles = Column("roles", User.Roles.role, "separated by |", also: "role")
    static let offices = Column(
        "office_codes", Office.code, "separated by |", also: "office_code", "offices")

    static let columns: [any ColumnToken] = [login, name, email, roles, offices]
    static let shown: [any ColumnToken] = [login]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let login = try row.required(login)
        var draft = try row.target(User.login, login)
        draft.set(User.login, login)
        draft.set(User.displayName, try row.required(name))
        draft.set(User.email, row[email])
        for role in row.list(roles) { draft.insert(User.roles, User.Roles.role(role)) }
        for code in row.list(offices) {
            let office = try row.known(Office.code, code, importFirst: .offices)
            draft.insert(User.offices, User.offices.office(row.reference(office, code)))
        }
        return [draft]
    }
}

extension ImportKind {
    package static let users = ImportKind(UserFile.self)
}
