internal import Crypto
internal import SwiftASN1
internal import X509

/// The three kinds of certificate that exist in a group, told apart by their extensions.
///
/// The authority writes a shape and every reader requires exactly what it writes, so a
/// certificate with one extension too many has no shape at all.
enum CertificateShape: CaseIterable {
    case authority
    case server
    case replica

    /// Reads the shape; call it only once the signature has been found good.
    init?(of certificate: Certificate) {
        guard certificate.version == .v3, certificate.extensions.count <= Self.known.count,
            certificate.extensions.allSatisfy({ Self.known.contains($0.oid) })
        else { return nil }
        do {
            let extensions = certificate.extensions
            let usage = try extensions.extendedKeyUsage
            guard let constraints = try extensions.basicConstraints,
                let keyUsage = try extensions.keyUsage,
                let shape = try Self.allCases.first(where: { try $0.extendedKeyUsage == usage }),
                constraints == shape.basicConstraints, keyUsage == shape.keyUsage
            else { return nil }
            self = shape
        } catch {
            return nil
        }
    }

    /// Every extension of a new certificate for `key`, signed with `issuer`.
    func extensions(
        for key: Certificate.PublicKey, names: [GeneralName], issuer: Certificate.PublicKey
    ) throws -> Certificate.Extensions {
        let identifier = SubjectKeyIdentifier(hash: key)
        let issuerIdentifier = SubjectKeyIdentifier(hash: issuer).keyIdentifier
        var extensions = try Certificate.Extensions {
            Critical(basicConstraints)
            Critical(keyUsage)
            SubjectAlternativeNames(names)
            identifier
            AuthorityKeyIdentifier(keyIdentifier: issuerIdentifier)
        }
        if let usage = try extendedKeyUsage {
            try extensions.append(Certificate.Extension(usage, critical: false))
        }
        return extensions
    }

    /// The alternative names, or none when they cannot be read.
    static func alternativeNames(of certificate: Certificate) -> [GeneralName] {
        do {
            return try certificate.extensions.subjectAlternativeNames.map { Array($0) } ?? []
        } catch {
            return []
        }
    }

    private var basicConstraints: BasicConstraints {
        self == .authority ? .isCertificateAuthority(maxPathLength: 0) : .notCertificateAuthority
    }

    private var keyUsage: KeyUsage {
        self == .authority ? KeyUsage(keyCertSign: true) : KeyUsage(digitalSignature: true)
    }

    private var extendedKeyUsage: ExtendedKeyUsage? {
        get throws {
            switch self {
            case .authority: nil
            case .server: try ExtendedKeyUsage([.serverAuth])
            case .replica: try ExtendedKeyUsage([.clientAuth])
            }
        }
    }

    private static let known: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.keyUsage,
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
        .X509ExtensionID.subjectKeyIdentifier, .X509ExtensionID.authorityKeyIdentifier,
    ]
}
