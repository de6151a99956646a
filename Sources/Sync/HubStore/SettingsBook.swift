package import Merge

/// What a store keeps by name beside its records, in one transaction.
package protocol SettingsBook {
    func meta(_ key: String) throws -> String?
    mutating func setMeta(_ key: String, _ value: String) throws
    /// What this store throws where an entry is missing, or holds what nobody can have written.
    func damaged(_ key: String) -> any Error
}

extension SettingsBook {
    /// A setting the store cannot be without.
    package func required(_ key: String) throws -> String {
        guard let value = try meta(key) else { throw damaged(key) }
        return value
    }

    /// What is kept under a name; `nil` where nothing is, and never for what cannot be read.
    package func meta<Value>(
        _ key: String, as read: (String) throws -> Value?
    ) throws -> Value? {
        guard let text = try meta(key), !text.isEmpty else { return nil }
        guard let value = try read(text) else { throw damaged(key) }
        return value
    }

    /// A count or a position; 0 where nothing is kept.
    package func metaNumber(_ key: String) throws -> UInt64 {
        try meta(key) { UInt64($0) } ?? 0
    }

    /// A time, kept in milliseconds.
    package func metaTime(_ key: String) throws -> Timestamp? {
        try meta(key) { Int64($0).map { Timestamp(milliseconds: $0) } }
    }

    /// Values side by side, a space between two; none where nothing is kept.
    package func metaList<Value>(
        _ key: String, of read: (String) -> Value?
    ) throws -> [Value] {
        try (meta(key) ?? "").split(separator: " ").map { word in
            guard let value = read(String(word)) else { throw damaged(key) }
            return value
        }
    }

    /// The replica whose store this is; the hub's own at a hub.
    package var ownReplica: ReplicaID? {
        get throws { try meta("replica") { ReplicaID(hexadecimal: $0) } }
    }

    /// The office that a replica speaks for; `nil` at the centre and at a hub.
    package var ownOffice: RecordID? {
        get throws { try meta("office") { RecordID(hexadecimal: $0) } }
    }
}

/// Names of settings; whoever makes a store writes some of them.
package enum SettingName {
    /// What ids are derived with, at a hub and at a replica; backups carry it.
    package static let idSecret = "id-secret"
    /// Where the hub is reached beside its first address.
    package static let otherAddresses = "addresses"
    /// When the hub's addresses were last changed, in milliseconds.
    package static let addressesChanged = "addresses-changed-at"
    /// Where a replica heard that the hub is reached.
    package static let heardAddresses = "hub.addresses"
    static let formerIDSecrets = "id-secrets-former"
    static let idSecretRenewed = "id-secret-renewed-at"
}

/// What the ids of new records are derived with.
extension SettingsBook {
    /// From now on this store derives with it.
    package mutating func set(idSecret: IDSecret) throws {
        guard try meta(SettingName.idSecret) != idSecret.stored else { return }
        try setMeta(SettingName.idSecret, idSecret.stored)
    }

    /// What this store derives ids with; `nil` where the hub has not handed it over yet.
    package var idSecret: IDSecret? {
        get throws {
            guard let text = try meta(SettingName.idSecret) else { return nil }
            let office = try ownOffice
            guard let secret = IDSecret(stored: text, office.map { .office($0) } ?? .centre) else {
                throw damaged(SettingName.idSecret)
            }
            return secret
        }
    }

    /// What this hub derived ids with before, the last one first.
    package var formerIDSecrets: [IDSecret] {
        get throws {
            try metaList(SettingName.formerIDSecrets) { IDSecret(stored: $0, .centre) }
        }
    }

    /// When this hub drew the secret it has; `nil` for its first.
    package var idSecretRenewedAt: Timestamp? {
        get throws { try metaTime(SettingName.idSecretRenewed) }
    }
}

extension EventBook {
    /// From now on this hub derives with `next`; what it derived before is still found.
    package mutating func renew(idSecret next: IDSecret, at now: Timestamp) throws {
        let former = try [idSecret].compactMap(\.self) + formerIDSecrets
        let kept = former.prefix(MergeLimits.formerSecretsMax)
        try setMeta(SettingName.formerIDSecrets, kept.map(\.stored).joined(separator: " "))
        try setMeta(SettingName.idSecretRenewed, String(now.milliseconds))
        try set(idSecret: next)
        try audit(at: now, "id-secret-renewed", detail: "version \(next.version)")
    }
}

/// Records that are too large for any message: at the hub, those it cannot send; at an office,
/// those it has heard of.
extension SettingsBook {
    private static var withheldKey: String { "withheld" }

    /// The records that the hub hands to nobody, since their bytes are damaged.
    package func withheld() throws -> [RecordID] {
        try metaList(Self.withheldKey) { RecordID(hexadecimal: $0) }
    }

    package mutating func withhold(_ records: [RecordID]) throws -> [RecordID] {
        guard !records.isEmpty else { return [] }
        let known = try withheld()
        let news = records.filter { !known.contains($0) }
        if !news.isEmpty { try keepWithheld(known + news) }
        return news
    }

    /// These can travel again.
    package mutating func release(withheld records: [RecordID]) throws {
        let known = try withheld()
        let left = known.filter { !records.contains($0) }
        if left.count < known.count { try keepWithheld(left) }
    }

    private mutating func keepWithheld(_ records: [RecordID]) throws {
        let names = records.prefix(SyncLimits.withheldMax).map(\.hexadecimal)
        try setMeta(Self.withheldKey, names.joined(separator: " "))
    }
}
