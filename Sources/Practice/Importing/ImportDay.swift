/// Dates of which a file knows only the year.
enum ImportDay {
    /// A year becomes the first or last day that the field can mean by it.
    ///
    /// A birth date or a signature has no such sense: there, a year stays a year and is refused.
    static func text(_ text: String, _ field: String) -> String {
        guard text.utf8.count == 4, text.utf8.allSatisfy(ASCIIText.isDigit) else { return text }
        if firstDays.contains(field) { return text + "-01-01" }
        return lastDays.contains(field) ? text + "-12-31" : text
    }

    private static let firstDays: Set = [
        "effectiveFrom", "openedOn", "hireOn", "issuedOn", "startsOn", "excludedFrom",
        "reinstatedOn",
    ]
    private static let lastDays: Set = [
        "effectiveThrough", "closesOn", "departOn", "expiresOn", "endsOn",
    ]
}
