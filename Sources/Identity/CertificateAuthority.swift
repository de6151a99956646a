internal import Crypto
package import Foundation
package import Merge
internal import SwiftASN1
internal import X509

/// The hub's power to say who is who: a root and its private key.
package struct CertificateAuthority: Sendable, CustomStringConvertible {
    package let root: RootCertificate

    let key: P256.Signing.PrivateKey

    /// Makes a new key and a root for `group` that signs itself.
    package init(group: RecordID, now: Date) throws(IdentityError) {
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let name = Principal.trustDomain(of: group)
        let root: [UInt8]
        do {
            let subject = try DistinguishedName { CommonName("bridgework \(group)") }
            root = try Self.signed(
                with: key, for: publicKey, subject: subject, issuer: subject,
                validity: (now - IdentityLimits.backdate, now + IdentityLimits.rootLifetime),
                extensions: CertificateShape.authority.extensions(
                    for: publicKey, names: [.uniformResourceIdentifier(name)], issuer: publicKey))
        } catch {
            throw .credential(.signingFailed)
        }
        self.key = key
        self.root = try RootCertificate(der: root)
    }

    /// Reads back what `save` wrote.
    package init(from folder: KeyFolder) throws(IdentityError) {
        root = try RootCertificate(pem: folder.read(.authorityCertificate))
        key = try SigningRequest.key(pem: folder.read(.authorityKey))
        guard Certificate.PublicKey(key.publicKey) == root.publicKey else {
            throw .credential(.keyMismatch)
        }
    }

    /// Writes the root, then the key; an authority that is already there stays.
    package func save(in folder: KeyFolder) throws(IdentityError) {
        guard try !folder.contains(.authorityKey) else {
            throw .file(path: folder.path(of: .authorityKey), .alreadyExists)
        }
        try folder.write(root.pem, as: .authorityCertificate)
        try folder.write(key.pemRepresentation + "\n", as: .authorityKey)
    }

    /// A client certificate for an office or the centre, first or next.
    ///
    /// The request is PKCS#10 DER; of its fields only the public key counts, and the principal
    /// is whom the hub knows the requester to be, from its invite or its present certificate.
    package func issueReplica(
        for request: [UInt8], principal: Principal, now: Date
    ) throws(IdentityError) -> IssuedCertificate {
        switch principal.role {
        case .office, .coordinator, .admin: break
        case .hub: throw .request(.roleNotIssuable(.hub))
        }
        return try issue(
            .replica, for: request, principal: principal, hosts: [],
            from: now, lifetime: IdentityLimits.replicaLifetime)
    }

    /// The certificate of the hub's own listeners, for the names and addresses they answer to.
    package func issueServer(
        for request: [UInt8], hosts: [String], principal: Principal, now: Date
    ) throws(IdentityError) -> IssuedCertificate {
        guard principal.role == .hub else { throw .request(.roleNotIssuable(principal.role)) }
        guard (1...IdentityLimits.hostsMax).contains(hosts.count) else {
            throw .input(.hostCount(hosts.count))
        }
        var names: [GeneralName] = []
        for (position, host) in hosts.enumerated() {
            guard let name = HostName(host) else { throw .input(.host(position: position)) }
            names.append(name.alternativeName)
        }
        return try issue(
            .server, for: request, principal: principal, hosts: names,
            from: now, lifetime: IdentityLimits.serverLifetime)
    }

    package var description: String { "authority with \(root)" }
}

extension CertificateAuthority: CustomReflectable {
    /// Keeps the key out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: ["root": root])
    }
}

extension CertificateAuthority {
    private func issue(
        _ shape: CertificateShape, for request: [UInt8], principal: Principal,
        hosts: [GeneralName], from now: Date, lifetime: TimeInterval
    ) throws(IdentityError) -> IssuedCertificate {
        guard principal.group == root.group else { throw .request(.otherGroup) }
        guard root.isInForce(at: now) else {
            throw .credential(.notInForce(from: root.notBefore, until: root.notAfter))
        }
        let publicKey = try Self.provenKey(of: request)
        let names = [GeneralName.uniformResourceIdentifier(principal.uri)] + hosts
        let notAfter = min((now + lifetime).wholeSecond, root.notAfter)
        let der: [UInt8]
        do {
            let name = "\(principal.role.rawValue) \(principal.replica)"
            der = try Self.signed(
                with: key, for: publicKey, subject: DistinguishedName { CommonName(name) },
                issuer: root.subject, validity: (now - IdentityLimits.backdate, notAfter),
                extensions: shape.extensions(
                    for: publicKey, names: names, issuer: root.publicKey))
        } catch {
            throw .credential(.signingFailed)
        }
        let type = Certificate.defaultPEMDiscriminator
        return IssuedCertificate(
            principal: principal, der: der,
            pem: PEMDocument(type: type, derBytes: der).pemString + "\n",
            fingerprint: Fingerprint(hashing: der), notAfter: notAfter)
    }

    /// The request's public key, once the request's own signature proves possession.
    private static func provenKey(
        of request: [UInt8]
    ) throws(IdentityError) -> Certificate.PublicKey {
        guard request.count <= IdentityLimits.derBytesMax else {
            throw .request(.unreadable(bytes: request.count))
        }
        let parsed: CertificateSigningRequest
        do {
            parsed = try CertificateSigningRequest(derEncoded: request)
        } catch {
            throw .request(.unreadable(bytes: request.count))
        }
        guard P256.Signing.PublicKey(parsed.publicKey) != nil else {
            throw .request(.keyUnsupported)
        }
        guard parsed.publicKey.isValidSignature(parsed.signature, for: parsed) else {
            throw .request(.notProven)
        }
        return parsed.publicKey
    }

    private static func signed(
        with key: P256.Signing.PrivateKey, for publicKey: Certificate.PublicKey,
        subject: DistinguishedName, issuer: DistinguishedName,
        validity: (from: Date, until: Date), extensions: Certificate.Extensions
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            version: .v3, serialNumber: serialNumber(), publicKey: publicKey,
            notValidBefore: validity.from.wholeSecond, notValidAfter: validity.until.wholeSecond,
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions, issuerPrivateKey: Certificate.PrivateKey(key))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    /// Sixteen random bytes, of which the first two bits are fixed: positive, and never shorter.
    private static func serialNumber() -> Certificate.SerialNumber {
        let random = UInt128.random(in: 0..<UInt128(1) << 126) | UInt128(1) << 126
        return Certificate.SerialNumber(random)
    }
}

extension Date {
    /// The second it falls in: certificates and tokens carry no fractions.
    var wholeSecond: Date {
        Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down))
    }
}
