internal import Crypto
package import Foundation
package import Merge
internal import SwiftASN1
internal import X509

/// An authority for the desk in a browser, and for nothing else.
///
/// A browser that takes a root in believes it about every site that it may speak for. So this root
/// is none of the group's: it says in itself that it speaks for these names and addresses alone
/// (RFC 5280, 4.2.1.10) and for servers alone, and no replica and no hub knows it. The root that
/// registers replicas goes into no browser, and would be refused here.
package struct WebAuthority: Sendable {
    /// How long a browser may go on with the root: a change of it is a walk to every machine.
    static let rootLifetime: TimeInterval = 5 * 365 * 86_400
    /// Browsers refuse certificates of more than 825 days, whoever made them (Apple HT210176).
    static let lifetime: TimeInterval = 397 * 86_400

    /// The root as a browser takes it in.
    package let rootPEM: String
    /// The desk's own certificate.
    package let pem: String
    /// The desk's private key, PKCS#8.
    package let keyPEM: String
    /// The root's private key, PKCS#8.
    package let authorityKeyPEM: String
    /// SHA-256 of the root, for people to compare.
    package let fingerprint: Fingerprint
    package let notAfter: Date

    /// A root for those names and addresses, and a first certificate of all of them.
    ///
    /// - Parameter group: what the root is called by where browsers list it.
    package init(
        for hosts: [String], group: RecordID, now: Date
    ) throws(IdentityError) {
        let names = try WebAuthority.names(hosts)
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let root: Certificate
        do {
            let subject = try DistinguishedName {
                CommonName("Bridgework desk \(group.hexadecimal.prefix(8))")
            }
            root = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: publicKey,
                notValidBefore: now - IdentityLimits.backdate,
                notValidAfter: now + WebAuthority.rootLifetime, issuer: subject,
                subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true))
                    try ExtendedKeyUsage([.serverAuth])
                    Critical(WebAuthority.constraints(names))
                    SubjectKeyIdentifier(hash: publicKey)
                }, issuerPrivateKey: Certificate.PrivateKey(key))
        } catch {
            throw .credential(.signingFailed)
        }
        try self.init(names, key: key, root: root, now: now)
    }

    /// The next certificate of a root that stands.
    ///
    /// - Throws: `IdentityError.input` for a name for which the root may not speak.
    package init(
        renewing rootPEM: String, authorityKeyPEM: String, for hosts: [String], now: Date
    ) throws(IdentityError) {
        let names = try WebAuthority.names(hosts)
        let key: P256.Signing.PrivateKey
        let root: Certificate
        do {
            key = try P256.Signing.PrivateKey(pemRepresentation: authorityKeyPEM)
            root = try Certificate(pemEncoded: rootPEM)
        } catch {
            throw .credential(.unreadableKey)
        }
        guard Certificate.PublicKey(key.publicKey) == root.publicKey else {
            throw .credential(.keyMismatch)
        }
        guard root.notValidBefore <= now, now < root.notValidAfter else {
            throw .credential(.notInForce(from: root.notValidBefore, until: root.notValidAfter))
        }
        try WebAuthority.check(names, against: root)
        try self.init(names, key: key, root: root, now: now)
    }

    private static func check(
        _ names: [GeneralName], against root: Certificate
    ) throws(IdentityError) {
        let allowed: NameConstraints?
        do { allowed = try root.extensions.nameConstraints } catch {
            throw .credential(.unreadableCertificate)
        }
        for (position, name) in names.enumerated() {
            let isAllowed: Bool
            switch name {
            case .dnsName(let domain):
                isAllowed = allowed?.permittedDNSDomains.contains(domain) ?? false
            case .ipAddress(let address):
                isAllowed = allowed?.permittedIPRanges.contains(range(address)) ?? false
            default: isAllowed = false
            }
            guard isAllowed else { throw .input(.foreignHost(position: position)) }
        }
    }

    /// The range of that address alone.
    private static func range(_ address: ASN1OctetString) -> ASN1OctetString {
        let mask = [UInt8](repeating: 255, count: address.bytes.count)
        return ASN1OctetString(contentBytes: (Array(address.bytes) + mask)[...])
    }

    private init(
        _ names: [GeneralName], key: P256.Signing.PrivateKey, root: Certificate, now: Date
    ) throws(IdentityError) {
        let own = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(own.publicKey)
        let end = min(now + WebAuthority.lifetime, root.notValidAfter)
        do {
            let leaf = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(),
                publicKey: publicKey, notValidBefore: now - IdentityLimits.backdate,
                notValidAfter: end, issuer: root.subject,
                subject: DistinguishedName { CommonName("Bridgework desk") },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([.serverAuth])
                    SubjectAlternativeNames(names)
                    SubjectKeyIdentifier(hash: publicKey)
                    AuthorityKeyIdentifier(
                        keyIdentifier: SubjectKeyIdentifier(hash: root.publicKey).keyIdentifier)
                }, issuerPrivateKey: Certificate.PrivateKey(key))
            rootPEM = try root.serializeAsPEM().pemString + "\n"
            pem = try leaf.serializeAsPEM().pemString + "\n"
            var serializer = DER.Serializer()
            try serializer.serialize(root)
            fingerprint = Fingerprint(hashing: serializer.serializedBytes)
        } catch {
            throw .credential(.signingFailed)
        }
        keyPEM = own.pemRepresentation + "\n"
        authorityKeyPEM = key.pemRepresentation + "\n"
        notAfter = end
    }

    private static func names(_ hosts: [String]) throws(IdentityError) -> [GeneralName] {
        guard (1...IdentityLimits.hostsMax).contains(hosts.count) else {
            throw .input(.hostCount(hosts.count))
        }
        var names: [GeneralName] = []
        for (position, host) in hosts.enumerated() {
            guard let name = HostName(host) else { throw .input(.host(position: position)) }
            names.append(name.alternativeName)
        }
        return names
    }

    /// These names alone.
    ///
    /// A kind of name that no constraint mentions would be free: so what is not named is forbidden
    /// by its kind.
    private static func constraints(_ names: [GeneralName]) -> NameConstraints {
        var domains: [String] = []
        var ranges: [ASN1OctetString] = []
        for name in names {
            switch name {
            case .dnsName(let domain): domains.append(domain)
            case .ipAddress(let address): ranges.append(range(address))
            default: continue
            }
        }
        // A range of no bits is every address of its kind.
        let everywhere = [4, 16].filter { size in
            !ranges.contains { $0.bytes.count == 2 * size }
        }.map { ASN1OctetString(contentBytes: [UInt8](repeating: 0, count: 2 * $0)[...]) }
        return NameConstraints(
            permittedDNSDomains: domains, excludedDNSDomains: domains.isEmpty ? [""] : [],
            permittedIPRanges: ranges, excludedIPRanges: everywhere)
    }
}

extension WebAuthority: CustomReflectable, CustomStringConvertible {
    /// Keeps the keys out of `dump`.
    package var customMirror: Mirror { Mirror(self, children: ["fingerprint": fingerprint]) }

    package var description: String { "an authority for the desk in a browser, \(fingerprint)" }
}
