internal import Foundation
package import Merge

/// Who a machine is once it has joined.
package struct Membership: Equatable, Sendable {
    /// The replica's certificate in PEM.
    package let certificate: String
    /// The group's root in PEM.
    package let authority: String
    package let group: RecordID
    package let replica: ReplicaID
    package let role: Role
    /// The office it speaks for; `nil` for a central replica.
    package let office: RecordID?
    package let scopes: [Scope]
    /// What it derives ids with; `nil` for a replica that owns no records.
    package let idSecret: IDSecret?

    package init(
        certificate: String, authority: String, group: RecordID, replica: ReplicaID, role: Role,
        office: RecordID?, scopes: [Scope], idSecret: IDSecret? = nil
    ) {
        self.certificate = certificate
        self.authority = authority
        self.group = group
        self.replica = replica
        self.role = role
        self.office = office
        self.scopes = scopes
        self.idSecret = idSecret
    }
}

extension Membership: Framed {
    package init(frame: Bridgework_V1_Membership) throws(WireError) {
        self.init(
            certificate: try WireField.certificate.text(
                frame.certificate, max: WireLimits.pemBytesMax),
            authority: try WireField.authority.text(frame.authority, max: WireLimits.pemBytesMax),
            group: try RecordID(wire: frame.group, .group),
            replica: try ReplicaID(wire: frame.replica, .replica),
            role: try Role(wire: frame.role),
            office: frame.hasOffice ? try RecordID(wire: frame.office, .office) : nil,
            scopes: try WireField.scopes.scopes(frame.scopes),
            idSecret: frame.hasIDSecret ? try IDSecret(wire: frame.idSecret) : nil)
    }

    package var frame: Bridgework_V1_Membership {
        var frame = Bridgework_V1_Membership()
        frame.certificate = certificate
        frame.authority = authority
        frame.group = group.wire
        frame.replica = replica.wire
        frame.role = role.wire
        if let office { frame.office = office.wire }
        frame.scopes = scopes.map(\.description)
        if let idSecret { frame.idSecret = idSecret.wire }
        return frame
    }
}

extension Role {
    init(wire role: Bridgework_V1_Role) throws(WireError) {
        switch role {
        case .office: self = .office
        case .coordinator: self = .coordinator
        case .admin: self = .admin
        case .hub: self = .hub
        case .unspecified: throw .missing(.role)
        case .UNRECOGNIZED(let code):
            throw .unknown(.role, code: UInt64(UInt32(truncatingIfNeeded: code)))
        }
    }

    var wire: Bridgework_V1_Role {
        switch self {
        case .office: .office
        case .coordinator: .coordinator
        case .admin: .admin
        case .hub: .hub
        }
    }
}
