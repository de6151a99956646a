import Crypto
import Foundation
import Merge
import SwiftASN1
import X509

@testable import Identity

/// One group with fixed ids, a fixed clock, and a mint that also strikes false coins.
struct SmallGroup {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let day: TimeInterval = 86_400

    let id = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_00A1)
    let office = RecordID(bits: 0x0190_0000_0000_7000_8000_0000_0000_00B2)
    let replica = ReplicaID(bits: 0x0190_0000_0000_7000_8000_0000_0000_00C3)
    let authority: CertificateAuthority
    let request: SigningRequest
    let key: Certificate.PrivateKey

    init() throws {
        let scratch = try ScratchFolder()
        authority = try CertificateAuthority(group: id, now: Self.now)
        try authority.save(in: scratch.keys)
        key = try Certificate.PrivateKey(pemEncoded: scratch.keys.read(.authorityKey))
        request = try SigningRequest()
    }

    var policy: TrustPolicy { TrustPolicy(root: authority.root) }

    func principal(_ seat: Principal.Seat) -> Principal {
        Principal(group: id, seat: seat, replica: replica)
    }

    func issued(
        _ seat: Principal.Seat = .coordinator, now: Date = now
    ) throws -> IssuedCertificate {
        try authority.issueReplica(for: request.der, principal: principal(seat), now: now)
    }

    func server(hosts: [String] = ["hub.example"]) throws -> IssuedCertificate {
        try authority.issueServer(
            for: request.der, hosts: hosts, principal: principal(.hub), now: Self.now)
    }

    func token() throws -> InviteToken {
        try InviteToken(
            host: "hub.example", registrationPort: 7_444, syncPort: 7_443, root: authority.root,
            secret: .generate(), expiry: Self.now + Self.day)
    }

    /// A registry in which every replica has just this certificate.
    func registry(_ fingerprint: Fingerprint) -> (ReplicaID) -> RegistryEntry? {
        { _ in RegistryEntry(fingerprint: fingerprint) }
    }

    /// The verdict at `now` on a certificate that is good but for one change to its draft.
    func verdict(_ change: (inout CertificateDraft) throws -> Void) throws -> TrustVerdict {
        var draft = try CertificateDraft(self)
        try change(&draft)
        let der = try draft.signed()
        return policy.judge(
            der, at: Self.now, registry: registry(Fingerprint(hashing: der)))
    }
}
