import Crypto
import Foundation
import SwiftASN1
import X509

@testable import Identity

/// A certificate before it is signed, with every field free; as it stands, it is a good one.
struct CertificateDraft {
    var version = Certificate.Version.v3
    var publicKey: Certificate.PublicKey
    var issuer: DistinguishedName
    var notBefore = SmallGroup.now - 60
    var notAfter = SmallGroup.now + 60
    var constraints: BasicConstraints? = .notCertificateAuthority
    var keyUsage: KeyUsage? = KeyUsage(digitalSignature: true)
    var usages: [ExtendedKeyUsage.Usage]? = [.clientAuth]
    var names: [GeneralName]
    var extra: [Certificate.Extension] = []
    var key: Certificate.PrivateKey

    init(_ group: SmallGroup) throws {
        publicKey = Certificate.PublicKey(P256.Signing.PrivateKey().publicKey)
        issuer = try DistinguishedName { CommonName("bridgework \(group.id)") }
        names = [.uniformResourceIdentifier(group.principal(.office(group.office)).uri)]
        key = group.key
    }

    func signed() throws -> [UInt8] {
        var extensions = Certificate.Extensions()
        if let constraints { try extensions.append(.init(constraints, critical: true)) }
        if let keyUsage { try extensions.append(.init(keyUsage, critical: true)) }
        if let usages { try extensions.append(.init(ExtendedKeyUsage(usages), critical: false)) }
        if !names.isEmpty {
            try extensions.append(.init(SubjectAlternativeNames(names), critical: false))
        }
        for one in extra { try extensions.append(one) }
        let certificate = try Certificate(
            version: version, serialNumber: Certificate.SerialNumber(7), publicKey: publicKey,
            notValidBefore: notBefore, notValidAfter: notAfter, issuer: issuer,
            subject: DistinguishedName { CommonName("draft") }, extensions: extensions,
            issuerPrivateKey: key)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }
}
