import Crypto
import Foundation
import Merge
import SwiftASN1
import Testing
import X509

@testable import Identity

struct SigningRequestTests {
    let group: SmallGroup

    init() throws {
        group = try SmallGroup()
    }

    @Test func `a key that is read back makes a request for the same key`() throws {
        let again = try SigningRequest(keyPEM: group.request.keyPEM)
        #expect(again.keyFingerprint == group.request.keyFingerprint)
        #expect(group.request.keyPEM.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    }

    @Test(arguments: ["", "key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func `what is no key is refused`(text: String) {
        #expect(throws: IdentityError.credential(.unreadableKey)) {
            try SigningRequest(keyPEM: text)
        }
    }

    @Test func `a request for another office's name is granted for one's own`() throws {
        let other = Principal(group: group.id, seat: .admin, replica: ReplicaID(bits: 99))
        let wish = try ExtensionRequest(
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                try ExtendedKeyUsage([.serverAuth, .any])
                SubjectAlternativeNames([.uniformResourceIdentifier(other.uri)])
            })
        let request = try CertificateSigningRequest(
            version: .v1, subject: DistinguishedName { CommonName("admin") },
            privateKey: Certificate.PrivateKey(P256.Signing.PrivateKey()),
            attributes: .init([.init(wish)]))
        let own = group.principal(.office(group.office))
        let issued = try group.authority.issueReplica(
            for: request.encoded(), principal: own, now: SmallGroup.now)
        let verdict = group.policy.judge(
            issued.der, at: SmallGroup.now, registry: group.registry(issued.fingerprint))
        #expect(verdict == .trusted(own))
        let certificate = try Certificate(derEncoded: issued.der)
        #expect(certificate.publicKey == request.publicKey)
        #expect(CertificateShape(of: certificate) == .replica)
    }

    @Test func `a request for a key that its maker does not hold is refused`() throws {
        let honest = try CertificateSigningRequest(derEncoded: group.request.der)
        let forged = try CertificateSigningRequest(
            version: .v1, subject: honest.subject, publicKey: honest.publicKey,
            attributes: .init(), signatureAlgorithm: .ecdsaWithSHA256,
            signature: CertificateSigningRequest(derEncoded: SigningRequest().der).signature)
        #expect(throws: IdentityError.request(.notProven)) {
            try group.authority.issueReplica(
                for: forged.encoded(), principal: group.principal(.admin), now: SmallGroup.now)
        }
    }

    @Test func `a key off P-256 is refused`() throws {
        let request = try CertificateSigningRequest(
            version: .v1, subject: DistinguishedName { CommonName("x") },
            privateKey: Certificate.PrivateKey(P384.Signing.PrivateKey()), attributes: .init())
        #expect(throws: IdentityError.request(.keyUnsupported)) {
            try group.authority.issueReplica(
                for: request.encoded(), principal: group.principal(.admin), now: SmallGroup.now)
        }
    }

    @Test func `a request that is cut, changed or prolonged gets nothing for another key`()
        throws
    {
        let der = group.request.der
        var spoilt = der.indices.map { Array(der[..<$0]) }
        for position in der.indices {
            for bit in [UInt8(0x01), 0x10, 0x80] {
                var changed = der
                changed[position] ^= bit
                spoilt.append(changed)
            }
        }
        spoilt.append(der + [0])
        spoilt.append(Array(repeating: 0x30, count: IdentityLimits.derBytesMax + 1))
        for request in spoilt {
            let answer = Result { () throws(IdentityError) in
                try group.authority.issueReplica(
                    for: request, principal: group.principal(.admin), now: SmallGroup.now)
            }
            switch answer {
            case .success(let issued):
                // The library overlooks padding bits of a signature; the key stays what it was.
                let verdict = group.policy.judgeIssued(
                    issued.der, for: group.request, at: SmallGroup.now)
                #expect(verdict == .trusted(group.principal(.admin)))
            case .failure(let error):
                #expect(error.remedy == .askOperator)
            }
        }
    }

    @Test func `the joining machine takes only a certificate for its own key`() throws {
        let issued = try group.issued()
        let (policy, now) = (group.policy, SmallGroup.now)
        #expect(
            policy.judgeIssued(issued.der, for: group.request, at: now)
                == .trusted(group.principal(.coordinator)))
        #expect(
            policy.judgeIssued(issued.der, for: try SigningRequest(), at: now)
                == .refused(.wrongKey))
        #expect(
            policy.judgeIssued(issued.der, for: group.request, at: issued.notAfter + 1)
                == .refused(.expired))
        #expect(
            policy.judgeIssued(try group.server().der, for: group.request, at: now)
                == .refused(.wrongUsage))
    }
}

extension CertificateSigningRequest {
    fileprivate func encoded() throws -> [UInt8] {
        var serializer = DER.Serializer()
        try serializer.serialize(self)
        return serializer.serializedBytes
    }
}
