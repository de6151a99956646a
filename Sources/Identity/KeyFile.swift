/// The files a key folder may hold.
package enum KeyFile: String, CaseIterable, Sendable {
    case authorityKey = "ca.key"
    case authorityCertificate = "ca.pem"
    case serverKey = "server.key"
    case serverCertificate = "server.pem"
    case sealingKey = "sealing.key"
    case replicaKey = "replica.key"
    case replicaCertificate = "replica.pem"
    /// A replica's, for what comes to it by file.
    case courierKey = "courier.key"
    case webAuthorityKey = "web-ca.key"
    case webAuthorityCertificate = "web-ca.pem"
    case webKey = "web.key"
    case webCertificate = "web.pem"
}
