import Foundation
import Merge
import SwiftASN1
import Testing
import X509

@testable import Identity

/// The authority for the desk on the network: for its hosts alone, and none of the group's.
struct WebAuthorityTests {
    private let group: SmallGroup
    private let made: WebAuthority
    private let scratch: ScratchFolder
    private static let hosts = ["desk.lan", "10.0.0.7"]

    init() throws {
        group = try SmallGroup()
        scratch = try ScratchFolder()
        made = try WebAuthority(for: Self.hosts, group: group.id, now: SmallGroup.now)
    }

    private func der(_ pem: String) throws -> [UInt8] { try #require(PEMText.der(pem)) }

    /// Openssl's word on a leaf under a root.
    private func verify(
        _ leaf: String, under root: String, _ more: [String] = [], purpose: String = "sslserver"
    ) throws -> (code: Int32, output: String) {
        let root = try scratch.write(root, to: "root.pem")
        let leaf = try scratch.write(leaf, to: "leaf.pem")
        let time = String(Int(SmallGroup.now.timeIntervalSince1970))
        return try OpenSSL.run(
            ["verify", "-x509_strict", "-CAfile", root, "-purpose", purpose, "-attime", time]
                + more + [leaf])
    }

    /// A certificate that the web authority's key signs for other names than it may.
    private func abused(_ names: [GeneralName]) throws -> String {
        let key = try Certificate.PrivateKey(pemEncoded: made.authorityKeyPEM)
        let root = try Certificate(pemEncoded: made.rootPEM)
        let own = try Certificate.PrivateKey(pemEncoded: made.keyPEM)
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: own.publicKey,
            notValidBefore: SmallGroup.now - 1, notValidAfter: SmallGroup.now + 1_000,
            issuer: root.subject, subject: DistinguishedName { CommonName("x") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names)
                SubjectKeyIdentifier(hash: own.publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: root.publicKey).keyIdentifier)
            }, issuerPrivateKey: key
        ).serializeAsPEM().pemString
    }

    @Test(.enabled(if: OpenSSL.path != nil))
    func `openssl takes its certificate for its hosts`() throws {
        for host in [["-verify_hostname", "desk.lan"], ["-verify_ip", "10.0.0.7"]] {
            let answer = try verify(made.pem, under: made.rootPEM, host)
            #expect(answer.code == 0, "\(answer.output)")
        }
        #expect(
            try verify(made.pem, under: made.rootPEM, ["-verify_hostname", "bank.example"]).code
                != 0)
        #expect(try verify(made.pem, under: made.rootPEM, purpose: "sslclient").code != 0)
    }

    @Test(.enabled(if: OpenSSL.path != nil))
    func `whoever has its key can stand in for nobody else`() throws {
        let fine = try verify(abused([.dnsName("desk.lan")]), under: made.rootPEM)
        #expect(fine.code == 0, "\(fine.output)")
        for name in [
            GeneralName.dnsName("bank.example"), .dnsName("lan"),
            .ipAddress(.init(contentBytes: [10, 0, 0, 8])),
            .ipAddress(.init(contentBytes: [UInt8](repeating: 0, count: 16)[...])),
        ] {
            let answer = try verify(abused([name]), under: made.rootPEM)
            #expect(
                answer.output.contains("permitted subtree") || answer.output.contains("excluded"))
            #expect(answer.code != 0, "\(name)")
        }
    }

    @Test(.enabled(if: OpenSSL.path != nil))
    func `addresses alone let no name in, and names alone no address`() throws {
        let one = try WebAuthority(for: ["10.0.0.7"], group: group.id, now: SmallGroup.now)
        let text = try OpenSSL.run(
            ["x509", "-noout", "-text", "-in", scratch.write(one.rootPEM, to: "root.pem")]).output
        #expect(text.contains("X509v3 Name Constraints: critical"))
        #expect(text.contains("Permitted:") && text.contains("IP:10.0.0.7/255.255.255.255"))
        #expect(text.contains("Excluded:") && text.contains("DNS:"))
        #expect(text.contains("TLS Web Server Authentication"))
        #expect(text.contains("CA:TRUE, pathlen:0"))
    }

    @Test(.enabled(if: OpenSSL.path != nil))
    func `neither authority vouches for what the other made`() throws {
        let server = try group.server(hosts: ["desk.lan"]).pem
        #expect(try verify(server, under: made.rootPEM).code != 0)
        #expect(try verify(made.pem, under: group.authority.root.pem).code != 0)
    }

    @Test func `no replica and no hub takes it for its own`() throws {
        let policy = group.policy
        for usage in [TrustPolicy.Usage.replica, .hub] {
            #expect(try policy.verify(der(made.pem), as: usage) == .refused(.unknownAuthority))
            #expect(try policy.verify(der(made.rootPEM), as: usage) == .refused(.unknownAuthority))
        }
        #expect(throws: IdentityError.self) { try RootCertificate(pem: made.rootPEM) }
    }

    @Test func `the next certificate is of the same root, for its hosts alone`() throws {
        let next = try WebAuthority(
            renewing: made.rootPEM, authorityKeyPEM: made.authorityKeyPEM, for: ["desk.lan"],
            now: SmallGroup.now + 300 * SmallGroup.day)
        #expect(next.rootPEM == made.rootPEM && next.keyPEM != made.keyPEM)
        #expect(next.fingerprint == made.fingerprint && next.notAfter > made.notAfter)
        #expect(throws: IdentityError.input(.foreignHost(position: 1))) {
            try WebAuthority(
                renewing: made.rootPEM, authorityKeyPEM: made.authorityKeyPEM,
                for: ["desk.lan", "bank.example"], now: SmallGroup.now)
        }
        #expect(throws: IdentityError.credential(.keyMismatch)) {
            try WebAuthority(
                renewing: made.rootPEM, authorityKeyPEM: made.keyPEM, for: ["desk.lan"],
                now: SmallGroup.now)
        }
        let late = SmallGroup.now + 6 * 366 * SmallGroup.day
        #expect(throws: IdentityError.self) {
            try WebAuthority(
                renewing: made.rootPEM, authorityKeyPEM: made.authorityKeyPEM, for: ["desk.lan"],
                now: late)
        }
        #expect(throws: IdentityError.input(.host(position: 0))) {
            try WebAuthority(for: ["no host"], group: group.id, now: SmallGroup.now)
        }
        #expect(!"\(made)".contains("PRIVATE"))
    }

    // MARK: What a desk shows

    private func shown(
        _ pem: String, _ key: String, at now: Date = SmallGroup.now
    ) throws(WebCertificateFault) -> WebCertificate {
        try WebCertificate(chainPEM: pem, keyPEM: key, now: now)
    }

    @Test func `a certificate that would not serve is refused before anybody comes`() throws {
        let good = try shown(made.pem, made.keyPEM)
        #expect(good.hosts == Self.hosts)
        #expect(good.speaks(for: "DESK.lan") && good.speaks(for: "10.0.0.7"))
        #expect(!good.speaks(for: "other.lan") && !good.speaks(for: ""))
        #expect(throws: WebCertificateFault.otherKey) {
            try shown(made.pem, made.authorityKeyPEM)
        }
        #expect(throws: WebCertificateFault.noKey) { try shown(made.pem, made.pem) }
        #expect(throws: WebCertificateFault.noCertificate) { try shown("", made.keyPEM) }
        #expect(throws: WebCertificateFault.noCertificate) { try shown(made.keyPEM, made.keyPEM) }
        #expect(throws: WebCertificateFault.expired(made.notAfter)) {
            try shown(made.pem, made.keyPEM, at: made.notAfter)
        }
        #expect(throws: WebCertificateFault.notYet(SmallGroup.now - 86_400)) {
            try shown(made.pem, made.keyPEM, at: SmallGroup.now - 2 * 86_400)
        }
        #expect(throws: WebCertificateFault.otherUse) {
            try shown(made.rootPEM, made.authorityKeyPEM)
        }
    }

    @Test func `the hub's own certificate is not shown to browsers`() throws {
        let server = try group.server(hosts: ["desk.lan"]).pem
        #expect(throws: WebCertificateFault.registersReplicas) {
            try shown(server, group.request.keyPEM)
        }
        let replica = try group.issued().pem
        #expect(throws: WebCertificateFault.registersReplicas) {
            try shown(replica, group.request.keyPEM)
        }
    }
}
