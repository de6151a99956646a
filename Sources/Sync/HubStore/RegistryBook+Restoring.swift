package import Merge

// A hub that was made of a backup does not know whom it shut out since. Its replicas do: each keeps
// the list of who was shut out, as the hub's authority signed it. So at first it hears every
// replica that it knows, takes lists in, and serves nobody.

extension SettingName {
    static let awaited = "restoring.awaited"
    static let strangers = "revoked-strangers"
    static let restoredFrom = "restored-from"
}

extension SettingsBook {
    /// Replicas that this hub has to hear before it serves anybody.
    package var awaited: Set<ReplicaID> {
        get throws { try replicas(SettingName.awaited) }
    }

    /// Those on a list that this registry never knew.
    package var strangers: Set<ReplicaID> {
        get throws { try replicas(SettingName.strangers) }
    }

    /// When the backup was made that this hub was restored from last: what its authority signed
    /// since is not in its registry.
    package var restoredFrom: Timestamp? {
        get throws { try metaTime(SettingName.restoredFrom) }
    }

    private func replicas(_ key: String) throws -> Set<ReplicaID> {
        Set(try metaList(key) { ReplicaID(hexadecimal: $0) })
    }

    fileprivate mutating func keep(_ replicas: Set<ReplicaID>, as key: String) throws {
        let words = replicas.sorted().map(\.hexadecimal)
        try setMeta(key, words.joined(separator: " "))
    }
}

extension RegistryBook {
    /// From now on the hub waits until it has heard all that may connect.
    ///
    /// - Parameter backup: when what it was made of was written.
    package mutating func beginRestoring(from backup: Timestamp, at now: Timestamp) throws {
        let active = try registrations().filter { $0.revokedAt == nil }.map(\.peer.replica)
        try keep(Set(active), as: SettingName.awaited)
        try setMeta(SettingName.restoredFrom, String(backup.milliseconds))
    }

    /// Everybody who was ever shut out, ascending.
    package var shutOut: [ReplicaID] {
        get throws {
            let known = try registrations().filter { $0.revokedAt != nil }.map(\.peer.replica)
            return try Set(known).union(strangers).sorted()
        }
    }

    /// Takes in who was shut out, as a list says; whoever is already is not told of again.
    package mutating func shutOut(_ replicas: [ReplicaID], at now: Timestamp) throws {
        let news = Set(replicas).subtracting(try shutOut)
        guard !news.isEmpty else { return }
        var strangers = try strangers
        for replica in news.sorted() {
            if try registration(of: replica) == nil {
                strangers.insert(replica)
                try audit(
                    at: now, "replica-revoked", subject: replica,
                    detail: "by a list that was signed before; never known here")
            } else {
                try revoke(replica, at: now, detail: "by a list that was signed before")
            }
        }
        try keep(strangers, as: SettingName.strangers)
        try stopAwaiting(news, at: now)
    }

    /// A replica has said whom it knows to be shut out.
    package mutating func heard(_ replica: ReplicaID, at now: Timestamp) throws {
        try stopAwaiting([replica], at: now)
    }

    /// These are not waited for any longer; with the last of them the hub serves again.
    package mutating func stopAwaiting(_ replicas: Set<ReplicaID>, at now: Timestamp) throws {
        let before = try awaited
        let left = before.subtracting(replicas)
        guard left != before else { return }
        try keep(left, as: SettingName.awaited)
        if left.isEmpty { try audit(at: now, "restored-open") }
    }
}
