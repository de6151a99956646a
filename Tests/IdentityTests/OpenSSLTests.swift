import Foundation
import Merge
import Testing

@testable import Identity

@Suite(.enabled(if: OpenSSL.path != nil))
struct OpenSSLTests {
    let group: SmallGroup
    let scratch: ScratchFolder
    let root: String

    init() throws {
        group = try SmallGroup()
        scratch = try ScratchFolder()
        root = try scratch.write(group.authority.root.pem, to: "ca.pem")
    }

    private func verify(
        _ pem: String, purpose: String, at now: Date = SmallGroup.now, _ more: [String] = []
    ) throws -> (code: Int32, output: String) {
        let leaf = try scratch.write(pem, to: "leaf.pem")
        let time = String(Int(now.timeIntervalSince1970))
        return try OpenSSL.run(
            ["verify", "-x509_strict", "-CAfile", root, "-purpose", purpose, "-attime", time]
                + more + [leaf])
    }

    @Test func `a replica's certificate verifies as a client's and not as a server's`() throws {
        let pem = try group.issued(.office(group.office)).pem
        let client = try verify(pem, purpose: "sslclient")
        #expect(client.code == 0, "\(client.output)")
        #expect(try verify(pem, purpose: "sslserver").code != 0)
        #expect(
            try verify(pem, purpose: "sslclient", at: SmallGroup.now + 46 * SmallGroup.day)
                .output.contains("expired"))
    }

    @Test func `the hub's certificate verifies for its hosts and not as a client's`() throws {
        let pem = try group.server(hosts: ["hub.example", "10.0.0.7", "::1"]).pem
        for host in [["-verify_hostname", "hub.example"], ["-verify_ip", "10.0.0.7"]] {
            let server = try verify(pem, purpose: "sslserver", host)
            #expect(server.code == 0, "\(server.output)")
        }
        let other = ["-verify_hostname", "other.example"]
        #expect(try verify(pem, purpose: "sslserver", other).code != 0)
        #expect(try verify(pem, purpose: "sslclient").code != 0)
    }

    @Test func `another authority of the same name does not verify`() throws {
        let other = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        let issued = try other.issueReplica(
            for: group.request.der, principal: group.principal(.admin), now: SmallGroup.now)
        #expect(try verify(issued.pem, purpose: "sslclient").code != 0)
    }

    @Test func `openssl reads in a certificate what we wrote`() throws {
        let issued = try group.issued(.office(group.office))
        let leaf = try scratch.write(issued.pem, to: "leaf.pem")
        let arguments = ["x509", "-in", leaf, "-noout", "-text", "-fingerprint", "-sha256"]
        let text = try OpenSSL.run(arguments).output
        for expected in [
            "URI:\(issued.principal.uri)\n", "CA:FALSE", "TLS Web Client Authentication\n",
            "Digital Signature\n", "ecdsa-with-SHA256", "prime256v1", "Version: 3 (0x2)",
        ] {
            #expect(text.contains(expected), "\(expected)\n\(text)")
        }
        let digits = text.lowercased().filter { $0 != ":" }
        #expect(digits.contains(issued.fingerprint.description))
    }

    @Test func `openssl finds the root's fingerprint as we print it`() throws {
        let key = "\(scratch.path)/root.pub"
        _ = try OpenSSL.run(["x509", "-in", root, "-noout", "-pubkey", "-out", key])
        let der = "\(scratch.path)/root.der"
        _ = try OpenSSL.run(["pkey", "-pubin", "-in", key, "-outform", "DER", "-out", der])
        let digest = try OpenSSL.run(["dgst", "-sha256", der]).output
        #expect(digest.contains(group.authority.root.fingerprint.description))
        let text = try OpenSSL.run(["x509", "-in", root, "-noout", "-text"]).output
        #expect(text.contains("CA:TRUE, pathlen:0") && text.contains("Certificate Sign"))
        #expect(text.contains("URI:spiffe://\(group.id)\n"))
    }

    @Test func `openssl accepts our request and our key`() throws {
        let request = try scratch.write(group.request.pem, to: "request.pem")
        let key = try scratch.write(group.request.keyPEM, to: "key.pem")
        let verified = try OpenSSL.run(["req", "-in", request, "-noout", "-verify"])
        #expect(verified.code == 0 && verified.output.contains("OK"), "\(verified.output)")
        let checked = try OpenSSL.run(["pkey", "-in", key, "-noout", "-check"])
        #expect(checked.code == 0 && checked.output.contains("valid"), "\(checked.output)")
    }

    @Test func `we certify a request that openssl made, and refuse an RSA one`() throws {
        for (kind, isAccepted) in [("ec:prime256v1", true), ("rsa", false)] {
            let der = "\(scratch.path)/\(isAccepted).csr"
            let key: [String] =
                isAccepted
                ? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
                : ["-newkey", "rsa:2048"]
            let made = try OpenSSL.run(
                ["req", "-new"] + key + [
                    "-nodes", "-keyout", der + ".key", "-subj", "/CN=\(kind.prefix(2))",
                    "-outform", "DER", "-out", der,
                ])
            try #require(made.code == 0, "\(made.output)")
            let request = try Array(Data(contentsOf: URL(filePath: der)))
            let principal = group.principal(.admin)
            if isAccepted {
                let issued = try group.authority.issueReplica(
                    for: request, principal: principal, now: SmallGroup.now)
                #expect(try verify(issued.pem, purpose: "sslclient").code == 0)
            } else {
                #expect(throws: IdentityError.request(.keyUnsupported)) {
                    try group.authority.issueReplica(
                        for: request, principal: principal, now: SmallGroup.now)
                }
            }
        }
    }
}
