package import Merge

extension StoreTransaction {
    /// The meta key of what ids are derived with, at a hub and at a replica; backups carry it.
    package static var idSecretKey: String { "id-secret" }

    private static var formerIDSecretsKey: String { "id-secrets-former" }
    private static var idSecretRenewedKey: String { "id-secret-renewed-at" }

    package mutating func keep(idSecret: IDSecret) throws {
        guard try meta(Self.idSecretKey) != idSecret.stored else { return }
        try setMeta(Self.idSecretKey, idSecret.stored)
    }

    /// What this store derives ids with; `nil` where the hub has not handed it over yet.
    package var idSecret: IDSecret? {
        get throws {
            guard let text = try meta(Self.idSecretKey) else { return nil }
            let office = try meta("office").flatMap { RecordID(hexadecimal: $0) }
            guard let secret = IDSecret(stored: text, office.map { .office($0) } ?? .centre) else {
                throw StoreError.damagedMeta(key: Self.idSecretKey)
            }
            return secret
        }
    }

    /// What this hub derived ids with before, the last one first.
    package var formerIDSecrets: [IDSecret] {
        get throws {
            let texts = try (meta(Self.formerIDSecretsKey) ?? "").split(separator: " ")
            return try texts.map { text in
                guard let secret = IDSecret(stored: String(text), .centre) else {
                    throw StoreError.damagedMeta(key: Self.formerIDSecretsKey)
                }
                return secret
            }
        }
    }

    /// When this hub drew the secret it has; `nil` for its first.
    package var idSecretRenewedAt: Timestamp? {
        get throws {
            try meta(Self.idSecretRenewedKey).flatMap { Int64($0) }.map {
                Timestamp(milliseconds: $0)
            }
        }
    }

    /// From now on this hub derives with `next`; what it derived before is still found.
    package mutating func renew(idSecret next: IDSecret, at now: Timestamp) throws {
        let former = try [idSecret].compactMap(\.self) + formerIDSecrets
        let kept = former.prefix(MergeLimits.formerSecretsMax)
        try setMeta(Self.formerIDSecretsKey, kept.map(\.stored).joined(separator: " "))
        try setMeta(Self.idSecretRenewedKey, String(now.milliseconds))
        try keep(idSecret: next)
        try audit(at: now, "id-secret-renewed", detail: "version \(next.version)")
    }
}
