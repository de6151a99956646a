import Foundation
import Identity
package import Merge
import Rulebook
package import Store
import Sync
import Wire

/// Makes a machine a replica: a key that never leaves it, a certificate, and an empty store.
package struct Joining: Sendable {
    private let folder: StoreFolder
    private let schema: Schema
    private let clock: @Sendable () -> Timestamp

    package init(
        _ folder: StoreFolder, schema: Schema, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.folder = folder
        self.schema = schema
        self.clock = clock
    }

    /// Whether the folder has a store and a certificate to go with it.
    package static func isJoined(_ folder: StoreFolder) throws -> Bool {
        guard folder.holdsStore else { return false }
        return try KeyFolder(folder.identity).contains(.replicaCertificate)
    }

    /// Trades a one-time token for a seat in its group.
    ///
    /// A store that is there keeps all it holds: whoever's certificate has expired joins again.
    ///
    /// - Parameter again: whether a store whose certificate still holds may take another seat; the
    ///   hub goes on expecting the replica that it was.
    /// - Returns: the new replica, and the one that the store was before.
    package func join(
        token text: String, again: Bool = false
    ) async throws -> (replica: ReplicaID, before: ReplicaID?) {
        let now = clock()
        let token = try InviteToken(text: text)
        try token.checkExpiry(at: now.date)
        try folder.prepare()
        // A store that is there is locked first: a token is not spent on what cannot be kept.
        let store = try existingStore(of: token)
        defer { store?.closeQuietly() }
        let keys = KeyFolder(folder.identity)
        if store != nil, !again, let days = daysLeft(keys, now) {
            throw ReplicaError.alreadyJoined(days: days)
        }
        let before = try store?.read { try $0.madeOf ?? $0.meta("replica") }
        try keys.create()
        let request =
            try keys.contains(.replicaKey)
            ? SigningRequest(keyPEM: keys.read(.replicaKey)) : SigningRequest()
        try keys.write(request.keyPEM, as: .replicaKey)
        let client = RegistrationClient(
            host: token.host, port: token.registrationPort, authority: token.root.pem)
        let membership = try await client.register(
            RegistrationRequest(
                tokenSecret: token.secret.bytes, signingRequest: request.pem,
                schemaVersion: schema.version, software: "bridgework \(schema.version)"))
        try check(membership.certificate, request, token, now)
        if let store { try seat(membership, token, in: store) }
        try keys.write(token.root.pem, as: .authorityCertificate)
        try keys.write(membership.certificate, as: .replicaCertificate)
        // A new store comes last: where there is one, there is a certificate to go with it.
        if store == nil { try create(membership, token) }
        return (membership.replica, before.flatMap { ReplicaID(hexadecimal: $0) })
    }

    /// How long the certificate that is there still holds; `nil` where it does not.
    private func daysLeft(_ keys: KeyFolder, _ now: Timestamp) -> Int? {
        do {
            guard try keys.contains(.replicaCertificate),
                let der = PEMText.der(try keys.read(.replicaCertificate)),
                case .verified(let certificate) = TrustPolicy(
                    root: try RootCertificate(pem: keys.read(.authorityCertificate))
                ).verify(der, as: .replica),
                certificate.notAfter > now.date
            else { return nil }
            return Int(certificate.notAfter.timeIntervalSince(now.date) / 86_400)
        } catch { return nil }
    }

    private func existingStore(of token: InviteToken) throws -> Store? {
        guard folder.holdsStore else { return nil }
        let store = try Store(
            opening: folder, kind: .replica, schema: schema, checks: .practice(schema))
        guard try store.read({ try $0.required("group") }) == token.group.hexadecimal else {
            store.closeQuietly()
            throw ReplicaError.otherGroup
        }
        return store
    }

    private func check(
        _ certificate: String, _ request: SigningRequest, _ token: InviteToken, _ now: Timestamp
    ) throws {
        guard let der = PEMText.der(certificate) else {
            throw ReplicaError.untrustedCertificate("unreadable")
        }
        let verdict = TrustPolicy(root: token.root).judgeIssued(der, for: request, at: now.date)
        if case .refused(let refusal) = verdict {
            throw ReplicaError.untrustedCertificate(refusal.rawValue)
        }
    }

    private func meta(_ membership: Membership, _ token: InviteToken) -> [String: String] {
        var meta = [
            "replica": membership.replica.hexadecimal, "group": membership.group.hexadecimal,
            "role": membership.role.rawValue, "host": token.host, "port": String(token.syncPort),
        ]
        if let office = membership.office { meta["office"] = office.hexadecimal }
        if let secret = membership.idSecret { meta[SettingName.idSecret] = secret.stored }
        return meta
    }

    private func create(_ membership: Membership, _ token: InviteToken) throws {
        var meta = meta(membership, token)
        meta["scopes"] = membership.scopes.map(\.description).joined(separator: " ")
        try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema), meta: meta
        ).close()
    }

    private func seat(_ membership: Membership, _ token: InviteToken, in store: Store) throws {
        let meta = meta(membership, token)
        try store.write { transaction in
            let isSameSeat =
                try transaction.required("role") == meta["role"]
                && transaction.meta("office") == meta["office"]
            guard isSameSeat else { throw ReplicaError.otherSeat }
            for (key, value) in meta { try transaction.setMeta(key, value) }
            try transaction.forgetMadeOf()
        }
    }
}
