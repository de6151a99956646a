internal import Records

/// Who does a hygienist's work: whom a contract enrols only where it enrols hygienists.
enum Hygienist {
    /// The taxonomy code of a dental hygienist.
    private static let taxonomy = "124Q00000X"

    /// The attributes of a practitioner that say so.
    static let attributes = [Practitioner.degree.name, Practitioner.primaryTaxonomy.name]

    /// By training, wherever such a one works.
    static func isOne(_ person: RecordView) -> Bool {
        person[Practitioner.degree] == "RDH" || person[Practitioner.primaryTaxonomy] == taxonomy
    }

    /// By every role that somebody has at one office.
    static func isWork(_ roles: [String?]) -> Bool {
        !roles.isEmpty && roles.allSatisfy { $0 == "hygienist" }
    }
}
