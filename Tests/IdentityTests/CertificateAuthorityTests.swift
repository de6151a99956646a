import Crypto
import Foundation
import Merge
import SwiftASN1
import Testing
import X509

@testable import Identity

struct CertificateAuthorityTests {
    let group: SmallGroup

    init() throws {
        group = try SmallGroup()
    }

    @Test func `the root names its group and lasts ten years`() throws {
        let root = group.authority.root
        #expect(root.group == group.id)
        #expect(root.notBefore == SmallGroup.now - 86_400)
        #expect(root.notAfter == SmallGroup.now + 3_653 * SmallGroup.day)
        let certificate = try Certificate(derEncoded: root.der)
        let key = try #require(P256.Signing.PublicKey(certificate.publicKey))
        #expect(root.fingerprint == Fingerprint(hashing: key.derRepresentation))
        #expect(try RootCertificate(pem: root.pem) == root)
    }

    @Test func `an authority reads back what it saved`() throws {
        let scratch = try ScratchFolder()
        try group.authority.save(in: scratch.keys)
        let again = try CertificateAuthority(from: scratch.keys)
        #expect(again.root == group.authority.root)
        let issued = try again.issueReplica(
            for: group.request.der, principal: group.principal(.admin), now: SmallGroup.now)
        let verdict = group.policy.judge(
            issued.der, at: SmallGroup.now, registry: group.registry(issued.fingerprint))
        #expect(verdict == .trusted(group.principal(.admin)))
    }

    @Test func `an authority is never overwritten`() throws {
        let scratch = try ScratchFolder()
        try group.authority.save(in: scratch.keys)
        let other = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        let path = scratch.keys.path(of: .authorityKey)
        #expect(throws: IdentityError.file(path: path, .alreadyExists)) {
            try other.save(in: scratch.keys)
        }
        #expect(try CertificateAuthority(from: scratch.keys).root == group.authority.root)
    }

    @Test func `another authority's key is a mismatch`() throws {
        let scratch = try ScratchFolder()
        try group.authority.save(in: scratch.keys)
        let other = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        try scratch.keys.write(other.root.pem, as: .authorityCertificate)
        #expect(throws: IdentityError.credential(.keyMismatch)) {
            try CertificateAuthority(from: scratch.keys)
        }
    }

    @Test func `a replica's certificate lasts forty-five days and starts a day early`()
        throws
    {
        let issued = try group.issued(.office(group.office), now: SmallGroup.now + 0.75)
        let certificate = try Certificate(derEncoded: issued.der)
        #expect(certificate.notValidBefore == SmallGroup.now - 86_400)
        #expect(certificate.notValidAfter == SmallGroup.now + 45 * SmallGroup.day)
        #expect(issued.notAfter == certificate.notValidAfter)
        #expect(issued.fingerprint == Fingerprint(hashing: issued.der))
        #expect(try Certificate(pemEncoded: issued.pem) == certificate)
    }

    @Test func `serial numbers have sixteen bytes, are positive, and differ`() throws {
        let serials = try (0..<20).map { _ in
            try Certificate(derEncoded: group.issued().der).serialNumber
        }
        for serial in serials {
            #expect(serial.bytes.count == 16)
            #expect(serial.bytes.first.map { (0x40...0x7F).contains($0) } == true)
        }
        #expect(Set(serials).count == 20)
    }

    @Test func `no certificate outlives its root`() throws {
        let late = SmallGroup.now + 3_650 * SmallGroup.day
        #expect(try group.issued(now: late).notAfter == group.authority.root.notAfter)
    }

    @Test func `an authority that is not in force issues nothing`() throws {
        let root = group.authority.root
        let fault = IdentityError.credential(
            .notInForce(from: root.notBefore, until: root.notAfter))
        #expect(throws: fault) { try group.issued(now: root.notAfter + 1) }
        #expect(throws: fault) { try group.issued(now: root.notBefore - 1) }
    }

    @Test func `a member of another group gets nothing`() {
        let other = Principal(group: group.office, seat: .admin, replica: group.replica)
        #expect(throws: IdentityError.request(.otherGroup)) {
            try group.authority.issueReplica(
                for: group.request.der, principal: other, now: SmallGroup.now)
        }
    }

    @Test func `replicas and hubs get each their own kind only`() {
        #expect(throws: IdentityError.request(.roleNotIssuable(.hub))) { try group.issued(.hub) }
        #expect(throws: IdentityError.request(.roleNotIssuable(.admin))) {
            try group.authority.issueServer(
                for: group.request.der, hosts: ["hub"], principal: group.principal(.admin),
                now: SmallGroup.now)
        }
    }

    @Test func `a server's certificate carries its hosts`() throws {
        let hosts = ["Hub.example", "10.0.0.7", "::1"]
        let issued = try group.server(hosts: hosts)
        let names = try Certificate(derEncoded: issued.der).extensions.subjectAlternativeNames
        #expect(
            try #require(names).map { $0 } == [
                .uniformResourceIdentifier(group.principal(.hub).uri),
                .dnsName("hub.example"),
                .ipAddress(ASN1OctetString(contentBytes: [10, 0, 0, 7])),
                .ipAddress(ASN1OctetString(contentBytes: Array(repeating: 0, count: 15) + [1])),
            ])
    }

    @Test(arguments: [
        "", " ", "hub example", "hub..example", ".hub", "hub.", "-hub", "hub-", "*.example",
        "hub\0", "hüb", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "hub/x", "hub:1",
        String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "aa",
    ])
    func `what is no host goes into no certificate`(host: String) {
        #expect(throws: IdentityError.input(.host(position: 1))) {
            try group.server(hosts: ["hub", host])
        }
    }

    @Test func `a server has from one to thirty-two hosts`() throws {
        #expect(throws: IdentityError.input(.hostCount(0))) { try group.server(hosts: []) }
        _ = try group.server(hosts: (1...32).map { "h\($0)" })
        #expect(throws: IdentityError.input(.hostCount(33))) {
            try group.server(hosts: (1...33).map { "h\($0)" })
        }
    }

    @Test func `a root is refused unless it is one`() throws {
        let leaf = try group.issued().der
        #expect(throws: IdentityError.credential(.rootNotSelfSigned)) {
            try RootCertificate(der: leaf)
        }
        #expect(throws: IdentityError.credential(.unreadableCertificate)) {
            try RootCertificate(der: [])
        }
        #expect(throws: IdentityError.credential(.unreadableCertificate)) {
            try RootCertificate(der: Array(repeating: 0x30, count: 8_193))
        }
        for text in ["", group.request.pem, String(repeating: "-", count: 16_385)] {
            #expect(throws: IdentityError.credential(.unreadableCertificate)) {
                try RootCertificate(pem: text)
            }
        }
        #expect(throws: IdentityError.credential(.unreadableCertificate)) {
            try RootCertificate(pem: group.authority.root.pem + group.authority.root.pem)
        }
    }

    @Test func `a self-signed leaf is no root, nor is an authority without a group`() throws {
        var draft = try CertificateDraft(group)
        draft.publicKey = draft.key.publicKey
        draft.issuer = try DistinguishedName { CommonName("draft") }
        #expect(throws: IdentityError.credential(.rootNotAuthority)) {
            try RootCertificate(der: draft.signed())
        }
        draft.constraints = .isCertificateAuthority(maxPathLength: 0)
        draft.keyUsage = KeyUsage(keyCertSign: true)
        draft.usages = nil
        #expect(throws: IdentityError.credential(.rootWithoutGroup)) {
            try RootCertificate(der: draft.signed())
        }
        draft.names = [.uniformResourceIdentifier("spiffe://\(group.id)")]
        #expect(try RootCertificate(der: draft.signed()).group == group.id)
    }

    @Test func `a root off P-256 is refused`() throws {
        var draft = try CertificateDraft(group)
        draft.key = Certificate.PrivateKey(P384.Signing.PrivateKey())
        draft.publicKey = draft.key.publicKey
        #expect(throws: IdentityError.credential(.rootKeyUnsupported)) {
            try RootCertificate(der: draft.signed())
        }
    }
}
