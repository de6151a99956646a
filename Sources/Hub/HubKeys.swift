import Foundation
import Identity
import Merge
import Store
import Wire

/// The hub's authority and its server certificate.
struct HubKeys: Sendable {
    let authority: CertificateAuthority
    private let keys: KeyFolder

    init(_ keys: KeyFolder, _ authority: CertificateAuthority) {
        self.keys = keys
        self.authority = authority
    }

    init(folder: StoreFolder) throws {
        let keys = KeyFolder(folder.identity)
        self.init(keys, try CertificateAuthority(from: keys))
    }

    var policy: TrustPolicy { TrustPolicy(root: authority.root) }

    /// What the listeners show; issued anew at every start, good for more than a year.
    func server(host: String, replica: ReplicaID, now: Timestamp) throws -> TLSIdentity {
        try issueServer(host: host, replica: replica, now: now)
        return TLSIdentity(
            certificate: try keys.read(.serverCertificate), key: try keys.read(.serverKey))
    }

    func issueServer(host: String, replica: ReplicaID, now: Timestamp) throws {
        let request = try SigningRequest()
        let principal = Principal(group: authority.root.group, seat: .hub, replica: replica)
        let issued = try authority.issueServer(
            for: request.der, hosts: [host], principal: principal, now: now.date)
        try keys.write(request.keyPEM, as: .serverKey)
        try keys.write(issued.pem, as: .serverCertificate)
    }
}
