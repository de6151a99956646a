internal import Crypto
package import Foundation
internal import SwiftASN1
internal import X509

/// The certificate and key that a desk on the network shows, looked at before it listens.
package struct WebCertificate: Sendable {
    /// The certificate first, then those between it and a root.
    package let chainPEM: String
    package let keyPEM: String
    package let notAfter: Date
    /// The names and addresses that it speaks for, as people type them; no `*.` ones.
    package let hosts: [String]
    /// Of `*.example.org`, `example.org`.
    private let wildcards: [String]

    /// - Throws: why it would not serve, or not safely.
    package init(
        chainPEM: String, keyPEM: String, now: Date
    ) throws(WebCertificateFault) {
        let leaf: Certificate
        let key: Certificate.PrivateKey
        do {
            let documents = try PEMDocument.parseMultiple(pemString: chainPEM)
            guard let first = documents.first else { throw WebCertificateFault.noCertificate }
            leaf = try Certificate(pemDocument: first)
        } catch {
            throw .noCertificate
        }
        do { key = try Certificate.PrivateKey(pemEncoded: keyPEM) } catch { throw .noKey }
        guard key.publicKey == leaf.publicKey else { throw .otherKey }
        guard leaf.notValidBefore <= now else { throw .notYet(leaf.notValidBefore) }
        guard now < leaf.notValidAfter else { throw .expired(leaf.notValidAfter) }
        let names = CertificateShape.alternativeNames(of: leaf)
        try WebCertificate.check(leaf, names)
        self.chainPEM = chainPEM
        self.keyPEM = keyPEM
        notAfter = leaf.notValidAfter
        hosts = WebCertificate.hosts(names)
        wildcards = names.compactMap { name in
            guard case .dnsName(let domain) = name, domain.hasPrefix("*.") else { return nil }
            return String(domain.dropFirst(2)).lowercased()
        }
    }

    /// For whom a certificate speaks, whether it holds or not.
    package static func hosts(in pem: String) throws(WebCertificateFault) -> [String] {
        do {
            let certificate = try Certificate(pemEncoded: pem)
            return hosts(CertificateShape.alternativeNames(of: certificate))
        } catch {
            throw .noCertificate
        }
    }

    /// When a certificate ends, whether it holds or not.
    package static func end(of pem: String) throws(WebCertificateFault) -> Date {
        do { return try Certificate(pemEncoded: pem).notValidAfter } catch {
            throw .noCertificate
        }
    }

    private static func hosts(_ names: [GeneralName]) -> [String] {
        names.compactMap { name in
            switch name {
            case .dnsName(let domain) where !domain.hasPrefix("*."): domain.lowercased()
            case .ipAddress(let address): HostName.text(ofAddress: address.bytes)
            default: nil
            }
        }
    }

    /// Whether a browser takes it for a desk at that name or address.
    package func speaks(for host: String) -> Bool {
        let host = host.lowercased()
        if hosts.contains(host) { return true }
        guard let dot = host.firstIndex(of: "."), HostName.isName(host) else { return false }
        return wildcards.contains(String(host[host.index(after: dot)...]))
    }

    /// A certificate of the group's own authority, or one that says what else it is for.
    private static func check(
        _ leaf: Certificate, _ names: [GeneralName]
    ) throws(WebCertificateFault) {
        let isGroups = names.contains { name in
            guard case .uniformResourceIdentifier(let uri) = name else { return false }
            return uri.hasPrefix("spiffe:")
        }
        guard !isGroups else { throw .registersReplicas }
        do {
            if let usage = try leaf.extensions.extendedKeyUsage, !usage.contains(.serverAuth) {
                throw WebCertificateFault.otherUse
            }
            if case .isCertificateAuthority = try leaf.extensions.basicConstraints {
                throw WebCertificateFault.otherUse
            }
        } catch {
            throw .otherUse
        }
    }
}

extension WebCertificate: CustomReflectable {
    /// Keeps the key out of `dump`.
    package var customMirror: Mirror { Mirror(self, children: ["hosts": hosts]) }
}

/// Why a certificate does not serve the desk.
package enum WebCertificateFault: Error, Equatable, Sendable, CustomStringConvertible {
    case noCertificate
    case noKey
    case otherKey
    case notYet(Date)
    case expired(Date)
    /// It is of the authority that lets replicas in.
    case registersReplicas
    /// An authority, or for clients alone.
    case otherUse
    case notFor(String)
    case namesNobody

    package var description: String {
        switch self {
        case .noCertificate:
            "--certificate is no certificate in PEM: give the file with the desk's own "
                + "certificate first, then those between it and its root"
        case .noKey:
            "--key is no private key in PEM: give the certificate's own, without a password"
        case .otherKey: "the key and the certificate do not belong together: give both of one"
        case .notYet(let date):
            "the certificate holds from \(date.formatted(.iso8601)) on: check this machine's clock"
        case .expired(let date):
            "the certificate expired at \(date.formatted(.iso8601)): have it renewed; one that "
                + "was made here by `bridgework desk authority --renew`"
        case .registersReplicas:
            "that certificate is of the authority that lets replicas in, which no browser is to "
                + "trust: make another with `bridgework desk authority`"
        case .otherUse: "that certificate is not for a server: give one that is"
        case .notFor(let host):
            "the certificate does not speak for \(host): name only hosts that it names, or have "
                + "one made that does"
        case .namesNobody:
            "the certificate names no host, so no address of this desk could be told from "
                + "another's: give --host NAME for each that people type"
        }
    }
}
