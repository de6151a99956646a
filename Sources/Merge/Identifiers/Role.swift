/// In which capacity a replica speaks; it rides in the replica's certificate.
package enum Role: String, CaseIterable, Sendable {
    case office
    case coordinator
    case admin
    case hub
}
