package import Merge

/// Where the national registry and our records say different things of a doctor.
package struct RegistryDifference: Equatable, Sendable {
    package let npi: String
    package let topic: Topic
    package let ours: String
    package let theirs: String
    /// The day until which the registry must hear of our last change of place: 45 CFR
    /// 162.410(a)(4).
    package let dueOn: Day?

    /// In what the registry and we differ.
    package enum Topic: String, CaseIterable, Sendable {
        /// The file has no row of the doctor.
        case absent
        /// The number is an organization's, not a person's.
        case organization
        case deactivated, replaced, name, taxonomy, licence
        /// The first practice address is none of the doctor's offices, or not the primary one.
        case practiceAddress
        /// An office of the doctor's that the registry does not list at all.
        case location
        /// An office that the doctor has left and that the registry lists still.
        case formerLocation

        /// What the registry's file has fifteen groups of columns for.
        static let inGroups: Set<Topic> = [.taxonomy, .licence]
    }
}
