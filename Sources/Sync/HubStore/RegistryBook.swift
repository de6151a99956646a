package import Merge

/// Who may connect: replicas and the permissions to become one.
///
/// Nobody ever leaves it.
///
/// What stands for a replica is logged as the hub writes it, so that another hand's change is
/// found.
package protocol RegistryBook: EventBook {
    /// The registry's entry for a replica; `nil` for one never registered.
    func registration(of replica: ReplicaID) throws -> Registration?
    /// All of them, by when they were registered, then by id.
    func registrations() throws -> [Registration]
    /// Adds a replica, which has nothing to purge of what left before; or replaces its certificate
    /// as it renews: fingerprint, end, and key if one is given. All else of it stays.
    ///
    /// - Parameter now: when an entry that another hand had changed is noted.
    mutating func register(_ registration: Registration, at now: Timestamp) throws
    /// Shuts a replica out, since the first time; the audit has every time.
    ///
    /// - Parameter detail: why, in our own words.
    mutating func revoke(_ replica: ReplicaID, at now: Timestamp, detail: String) throws
    /// Keeps when a replica was on the line last, and from where.
    ///
    /// - Parameter address: `nil` where it is the one that is known.
    mutating func saw(_ replica: ReplicaID, at now: Timestamp, address: String?) throws
    /// Replicas whose entries are not what the hub wrote, in words.
    func foreignReplicas() throws -> [String]

    mutating func invite(_ invitation: Invitation) throws
    func invitation(secretHash: Bytes) throws -> Invitation?
    /// Spends a permission to register.
    ///
    /// - Throws: `SpentInvitation` when it was used before or never given.
    mutating func use(invitation secretHash: Bytes, by replica: ReplicaID, at now: Timestamp) throws
}

/// A permission to register works once.
package struct SpentInvitation: Error, Equatable, Sendable, CustomStringConvertible {
    package init() {}

    package var description: String {
        "the invitation was used before, or was never given: ask for a new one"
    }
}

extension RegistryBook {
    /// Adds a replica, or replaces its certificate, as of when it was registered.
    package mutating func register(_ registration: Registration) throws {
        try register(registration, at: registration.registeredAt)
    }

    package mutating func revoke(_ replica: ReplicaID, at now: Timestamp) throws {
        try revoke(replica, at: now, detail: "")
    }

    /// Remembers where a replica called from.
    ///
    /// Another machine's address goes to the audit with the one before: beside `copied-disk` it
    /// tells an operator which two machines to look at.
    package mutating func noteSeen(
        _ replica: ReplicaID, at now: Timestamp, address: String
    ) throws {
        let before = try registration(of: replica)?.lastAddress
        if let before, Self.host(before) != Self.host(address) {
            try auditRepeatable(
                at: now, "replica-moved", subject: replica,
                detail: "from \(before) to \(address)")
        }
        try saw(replica, at: now, address: address)
    }

    /// Remembers that replicas are on the line, which may say nothing for days.
    package mutating func noteOnline(_ replicas: [ReplicaID], at now: Timestamp) throws {
        for replica in replicas { try saw(replica, at: now, address: nil) }
    }

    /// An address without its port: `ipv4:192.0.2.1:50123` comes from the host `ipv4:192.0.2.1`.
    private static func host(_ address: String) -> Substring {
        address.lastIndex(of: ":").map { address[..<$0] } ?? address[...]
    }

    /// The machine that may connect and has this name; the last of several, which older releases
    /// let be.
    package func machine(named name: String) throws -> Registration? {
        try registrations().last { $0.name == name && $0.revokedAt == nil }
    }

    /// That replica, if it may connect and has that seat.
    package func seated(
        _ replica: ReplicaID, _ role: Role, _ office: RecordID?
    ) throws -> ReplicaID? {
        guard let known = try registration(of: replica), known.revokedAt == nil,
            known.peer.role == role, known.peer.office == office
        else { return nil }
        return replica
    }

    /// The name, or with the lowest number that makes it nobody else's.
    package func freeName(like name: String) throws -> String {
        let taken = Set(try registrations().filter { $0.revokedAt == nil }.map(\.name))
        guard taken.contains(name) else { return name }
        // One of so many is free.
        let numbers = 2...taken.count + 2
        return numbers.lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
    }
}
