package import Merge
internal import Tables

/// A person as the national provider file has one, as far as it concerns us.
package struct NationalProvider: Equatable, Sendable {
    package let npi: String
    package let family: String
    package let given: String
    package let primaryTaxonomy: String
    /// State and number, as in the file.
    package let licences: [Licence]
    package let practice: PracticeAddress
    package let updatedOn: Day?
    /// Blank, or the number that took this one's place.
    package let replacement: String
    package let isDeactivated: Bool
    /// The file has fewer of the fifteen groups of taxonomy and licence columns than the registry,
    /// and this row fills all of them: it may go on where the file was cut.
    package let isCut: Bool

    /// A state licence as the registry has it.
    package struct Licence: Hashable, Sendable, CustomStringConvertible {
        package let state: String
        package let number: String

        package var description: String { "\(state) \(number)" }

        /// `CT 007712`, `ct-7712` and `7712` of Connecticut are one licence.
        var key: String {
            let letters = ImportHeader.key(number)
            let state = ImportHeader.key(state)
            let rest = letters.hasPrefix(state) ? letters.dropFirst(state.count) : letters[...]
            return state + rest.drop { $0 == "0" }
        }
    }

    /// - Parameter groups: how many groups of taxonomy and licence columns the file has; the
    ///   registry fills them from the first on.
    init(_ row: SourceRow, groups: Int) {
        let doctor = row.nationalDoctor
        self.npi = row["NPI"]
        self.family = row["Provider Last Name (Legal Name)"]
        self.given = row["Provider First Name"]
        self.primaryTaxonomy = doctor[DoctorFile.taxonomy]?.text ?? ""
        self.licences = row.nppesLicences.map { licence in
            Licence(
                state: licence[CredentialFile.state]?.text ?? "",
                number: licence[CredentialFile.number]?.text ?? "")
        }
        self.practice = PracticeAddress(
            line1: row["Provider First Line Business Practice Location Address"],
            city: row["Provider Business Practice Location Address City Name"],
            state: row["Provider Business Practice Location Address State Name"],
            zip: row["Provider Business Practice Location Address Postal Code"])
        self.updatedOn = Self.day(row["Last Update Date"])
        self.replacement = row["Replacement NPI"]
        self.isDeactivated = row.isDeactivated
        self.isCut =
            groups < SourceRow.groups.count
            && !row["Healthcare Provider Taxonomy Code_\(groups)"].isEmpty
    }

    /// `05/23/2005`.
    private static func day(_ text: String) -> Day? {
        let parts = text.split(separator: "/")
        return parts.count == 3 ? Day("\(parts[2])-\(parts[0])-\(parts[1])") : nil
    }
}
