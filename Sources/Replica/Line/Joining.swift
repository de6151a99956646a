import Foundation
import Identity
package import Merge
package import Store
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

    /// Trades a one-time token for a seat in its group.
    ///
    /// A store that is there keeps all it holds: whoever's certificate has expired joins again.
    package func join(token text: String) async throws -> ReplicaID {
        let now = clock()
        let token = try InviteToken(text: text)
        try token.checkExpiry(at: now.date)
        try folder.prepare()
        let keys = KeyFolder(folder.identity)
        try keys.create()
        let request =
            try keys.contains(.replicaKey)
            ? SigningRequest(keyPEM: keys.read(.replicaKey)) : SigningRequest()
        try keys.write(request.keyPEM, as: .replicaKey)
        let client = EnrolmentClient(
            host: token.host, port: token.enrolmentPort, authority: token.root.pem)
        let membership = try await client.enrol(
            EnrolmentRequest(
                tokenSecret: token.secret.bytes, signingRequest: request.pem,
                schemaVersion: schema.version, software: "bridgework \(schema.version)"))
        try check(membership.certificate, request, token, now)
        try seat(membership, token)
        try keys.write(token.root.pem, as: .authorityCertificate)
        try keys.write(membership.certificate, as: .replicaCertificate)
        return membership.replica
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

    private func seat(_ membership: Membership, _ token: InviteToken) throws {
        var meta = [
            "replica": membership.replica.hexadecimal, "group": membership.group.hexadecimal,
            "role": membership.role.rawValue, "host": token.host, "port": String(token.syncPort),
        ]
        if let office = membership.office { meta["office"] = office.hexadecimal }
        guard folder.holdsStore else {
            meta["scopes"] = membership.scopes.map(\.description).joined(separator: " ")
            try Store(creating: folder, kind: .replica, schema: schema, meta: meta).close()
            return
        }
        let store = try Store(opening: folder, kind: .replica, schema: schema)
        try store.write { transaction in
            guard try transaction.required("group") == meta["group"] else {
                throw ReplicaError.otherGroup
            }
            let isSameSeat =
                try transaction.required("role") == meta["role"]
                && transaction.meta("office") == meta["office"]
            guard isSameSeat else { throw ReplicaError.otherSeat }
            for (key, value) in meta { try transaction.setMeta(key, value) }
        }
        try store.close()
    }
}

extension Timestamp {
    var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
