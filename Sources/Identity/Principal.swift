package import Merge

/// Who a certificate says its holder is: one replica, seated somewhere in one group.
///
/// A certificate carries it as a SPIFFE-style URI:
/// `spiffe://<group>/office/<office>/replica/<replica>` for an office,
/// `spiffe://<group>/coordinator/replica/<replica>` and alike for the centre.
package struct Principal: Hashable, Sendable, CustomStringConvertible {
    /// Where in the group the replica sits.
    package enum Seat: Hashable, Sendable {
        case office(RecordID)
        case coordinator
        case admin
        case hub
    }

    package let group: RecordID
    package let seat: Seat
    package let replica: ReplicaID

    package init(group: RecordID, seat: Seat, replica: ReplicaID) {
        self.group = group
        self.seat = seat
        self.replica = replica
    }

    /// Reads exactly what `uri` writes, byte for byte; every other spelling answers `nil`.
    package init?(uri: String) {
        guard uri.utf8.count <= Self.uriBytesMax else { return nil }
        let parts = uri.split(separator: "/", omittingEmptySubsequences: false)
        guard let seat = Self.seat(of: parts), let last = parts.last,
            let group = RecordID(hexadecimal: parts[2]),
            let replica = ReplicaID(hexadecimal: last)
        else { return nil }
        self.init(group: group, seat: seat, replica: replica)
        guard self.uri.utf8.elementsEqual(uri.utf8) else { return nil }
    }

    package var uri: String {
        "\(Self.trustDomain(of: group))/\(path)/replica/\(replica)"
    }

    package var role: Role {
        switch seat {
        case .office: .office
        case .coordinator: .coordinator
        case .admin: .admin
        case .hub: .hub
        }
    }

    /// The office's record, for an office's replica only.
    package var office: RecordID? {
        guard case .office(let office) = seat else { return nil }
        return office
    }

    package var description: String {
        "\(path) replica \(replica)"
    }

    /// The root's own name: the group and nothing behind it.
    static func trustDomain(of group: RecordID) -> String {
        "spiffe://\(group)"
    }

    private static let uriBytesMax = 200

    private var path: String {
        guard case .office(let office) = seat else { return role.rawValue }
        return "\(role.rawValue)/\(office)"
    }

    /// The seat named by `spiffe:`, nothing, group, role …; the caller compares the spelling.
    private static func seat(of parts: [Substring]) -> Seat? {
        guard parts.count >= 6, let role = Role(rawValue: String(parts[3])) else { return nil }
        switch role {
        case .office: return RecordID(hexadecimal: parts[4]).map(Seat.office)
        case .coordinator: return .coordinator
        case .admin: return .admin
        case .hub: return .hub
        }
    }
}
