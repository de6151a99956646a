package import Merge

extension StoreTransaction {
    /// The meta key of what ids are derived with, at a hub and at a replica; backups carry it.
    package static var idSecretKey: String { "id-secret" }

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
}
