import Foundation
import Identity
import Merge
import Wire

/// The hub's authority and its server certificate.
struct HubKeys: Sendable {
    let authority: CertificateAuthority
    private let keys: KeyFolder

    init(_ keys: KeyFolder, _ authority: CertificateAuthority) {
        self.keys = keys
        self.authority = authority
    }

    init(in home: HubHome) throws {
        let keys = KeyFolder(home.identity)
        self.init(keys, try CertificateAuthority(from: keys))
    }

    var policy: TrustPolicy { TrustPolicy(root: authority.root) }

    /// What the listeners show; issued anew at every start, good for more than a year.
    ///
    /// - Parameter hosts: the names and addresses that offices may call it by.
    func server(hosts: [String], replica: ReplicaID, now: Timestamp) throws -> TLSIdentity {
        try issueServer(hosts: hosts, replica: replica, now: now)
        return TLSIdentity(
            certificate: try keys.read(.serverCertificate), key: try keys.read(.serverKey))
    }

    /// When the certificate ends that the listeners show; `nil` where it is none of the group's or
    /// does not hold at that time.
    static func serverCertificateEnd(in home: HubHome, at now: Timestamp) -> Timestamp? {
        let keys = KeyFolder(home.identity)
        do {
            let root = try RootCertificate(pem: keys.read(.authorityCertificate))
            guard let der = PEMText.der(try keys.read(.serverCertificate)),
                case .trusted = TrustPolicy(root: root).judgeHub(der, at: now.date),
                case .verified(let certificate) = TrustPolicy(root: root).verify(der, as: .hub)
            else { return nil }
            return Timestamp(date: certificate.notAfter)
        } catch { return nil }
    }

    /// SHA-256 of the public key in a certificate of ours; empty where it cannot be read.
    func fingerprint(ofKeyIn issued: IssuedCertificate) -> Bytes {
        guard case .verified(let certificate) = policy.verify(issued.der, as: .replica) else {
            return []
        }
        return certificate.keyFingerprint.bytes[...]
    }

    /// The files of a hub's folder of keys, as a backup carries them: the listeners' certificate is
    /// made anew at every start.
    static func files(in home: HubHome) throws -> [(name: String, text: String)] {
        let keys = KeyFolder(home.identity)
        return try [KeyFile.authorityKey, .authorityCertificate, .sealingKey]
            .filter { try keys.contains($0) }
            .map { ($0.rawValue, try keys.read($0)) }
    }

    func issueServer(hosts: [String], replica: ReplicaID, now: Timestamp) throws {
        let request = try SigningRequest()
        let principal = Principal(group: authority.root.group, seat: .hub, replica: replica)
        let issued = try authority.issueServer(
            for: request.der, hosts: hosts, principal: principal, now: now.date)
        try keys.write(request.keyPEM, as: .serverKey)
        try keys.write(issued.pem, as: .serverCertificate)
    }
}
