/// What an import file holds; the raw name is the word of the command.
package enum ImportKind: String, CaseIterable, Sendable {
    case offices
    case doctors
    case credentials
    case payors
    case plans
    case contracts
    case contractLocations = "contract-locations"
    case assignments
    case enrollments
    case exclusions
    case patients
    case coverage
    case benefits
    case schedule
    case users
    case volumes
}
