import Foundation
import Hub
import Identity
import Merge
import Practice
import Store
import Sync
import Wire

/// Somebody who calls a hub with whatever credentials he has, and notes what it tells him.
struct Stranger {
    let client: HubClient
    let hello: OfficeMessage

    /// - Returns: the hub's messages until it ends the exchange or goes on to a second one.
    func call() async -> [HubMessage] {
        do {
            return try await client.withExchange { exchange in
                try await exchange.send([hello])
                var heard: [HubMessage] = []
                for try await message in exchange.messages {
                    heard.append(message)
                    if heard.count == 2 { break }
                }
                return heard
            }
        } catch {
            return []
        }
    }

    /// Whether the hub told this caller anything but no.
    static func isTold(_ heard: [HubMessage]) -> Bool {
        heard.contains { if case .refused = $0 { false } else { true } }
    }
}

extension Site {
    /// The certificate and key that joining left here.
    var identity: TLSIdentity {
        get throws {
            let keys = KeyFolder(folder + "/identity")
            return TLSIdentity(
                certificate: try keys.read(.replicaCertificate),
                key: try keys.read(.replicaKey))
        }
    }

    var authority: String {
        get throws { try KeyFolder(folder + "/identity").read(.authorityCertificate) }
    }

    /// What this replica says first in an exchange.
    var hello: OfficeMessage {
        get throws {
            try open { store in
                try store.read { transaction in
                    let group = RecordID(hexadecimal: try transaction.required("group"))
                    let replica = ReplicaID(hexadecimal: try transaction.required("replica"))
                    return try OfficeSession(now: Clock.now()).hello(
                        group: group ?? RecordID(bits: 0), replica: replica ?? ReplicaID(bits: 0),
                        schemaVersion: PracticeSchema.current.version, ledger: transaction)
                }
            }
        }
    }

    /// The replica as a certificate names it.
    var principal: Principal {
        get throws {
            try open { store in
                try store.read { transaction in
                    let office = RecordID(hexadecimal: try transaction.meta("office") ?? "")
                    return Principal(
                        group: RecordID(hexadecimal: try transaction.required("group"))
                            ?? RecordID(bits: 0),
                        seat: office.map { .office($0) } ?? .coordinator,
                        replica: ReplicaID(hexadecimal: try transaction.required("replica"))
                            ?? ReplicaID(bits: 0))
                }
            }
        }
    }
}

/// Makes certificates that look like a replica's.
struct Mint {
    let authority: CertificateAuthority

    /// With the key of the hub's own authority, as a thief of its disk would.
    static func stolen(from hub: Site) throws -> Mint {
        Mint(authority: try CertificateAuthority(from: KeyFolder(hub.folder + "/identity")))
    }

    /// An authority of the same name that the hub does not know.
    static func foreign(_ group: RecordID) throws -> Mint {
        Mint(authority: try CertificateAuthority(group: group, now: Clock.now().asDate))
    }

    func identity(
        _ principal: Principal, at now: Date = Clock.now().asDate
    ) throws -> (tls: TLSIdentity, fingerprint: Fingerprint) {
        let request = try SigningRequest()
        let issued = try authority.issueReplica(
            for: request.der, principal: principal, now: now)
        return (TLSIdentity(certificate: issued.pem, key: request.keyPEM), issued.fingerprint)
    }
}

extension Timestamp {
    var asDate: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
