import Foundation
import Merge
import Testing

@testable import Identity

struct RegistryTests {
    let group: SmallGroup
    let issued: IssuedCertificate
    let certificate: VerifiedCertificate

    init() throws {
        group = try SmallGroup()
        issued = try group.issued()
        guard case .verified(let certificate) = group.policy.verify(issued.der, as: .replica)
        else { throw IdentityError.credential(.unreadableCertificate) }
        self.certificate = certificate
    }

    private func verdict(_ entry: RegistryEntry?, at now: Date = SmallGroup.now) -> TrustVerdict {
        certificate.recheck(at: now) { _ in entry }
    }

    @Test func `the registry is asked for the replica in the name`() {
        var asked: [ReplicaID] = []
        _ = certificate.recheck(at: SmallGroup.now) { replica in
            asked.append(replica)
            return nil
        }
        #expect(asked == [group.replica])
    }

    @Test func `a replica that is not registered is refused`() {
        #expect(verdict(nil) == .refused(.notRegistered))
    }

    @Test func `a revocation counts from the next message on`() {
        var isRevoked = false
        let registry = { (_: ReplicaID) in
            RegistryEntry(fingerprint: issued.fingerprint, isRevoked: isRevoked)
        }
        #expect(
            certificate.recheck(at: SmallGroup.now, registry: registry)
                == .trusted(certificate.principal))
        isRevoked = true
        #expect(
            certificate.recheck(at: SmallGroup.now, registry: registry) == .refused(.revoked))
    }

    @Test func `a certificate expires in the middle of a stream`() {
        let entry = RegistryEntry(fingerprint: issued.fingerprint)
        #expect(verdict(entry, at: issued.notAfter) == .trusted(certificate.principal))
        #expect(verdict(entry, at: issued.notAfter + 1) == .refused(.expired))
    }

    @Test func `another certificate in use supersedes this one`() throws {
        let next = try group.issued()
        #expect(
            verdict(RegistryEntry(fingerprint: next.fingerprint))
                == .refused(.supersededCertificate))
        #expect(
            verdict(RegistryEntry(fingerprint: next.fingerprint, isRevoked: true))
                == .refused(.revoked))
    }

    @Test func `a lost renewal locks nobody out`() throws {
        let next = try group.issued()
        let pending = RegistryEntry(
            fingerprint: issued.fingerprint, renewal: next.fingerprint)
        #expect(verdict(pending) == .trusted(certificate.principal))
        #expect(pending.settled(by: issued.fingerprint) == pending)
        #expect(
            group.policy.judge(next.der, at: SmallGroup.now) { _ in pending }
                == .trusted(certificate.principal))
        let settled = pending.settled(by: next.fingerprint)
        #expect(settled == RegistryEntry(fingerprint: next.fingerprint))
        #expect(verdict(settled) == .refused(.supersededCertificate))
    }

    @Test func `a revoked replica stays revoked when its renewal is seen`() throws {
        let next = try group.issued()
        let entry = RegistryEntry(
            fingerprint: issued.fingerprint, renewal: next.fingerprint, isRevoked: true)
        #expect(entry.settled(by: next.fingerprint).isRevoked)
    }

    @Test func `a registry that cannot answer is not an answer`() {
        #expect(throws: CancellationError.self) {
            try certificate.recheck(at: SmallGroup.now) { _ in throw CancellationError() }
        }
    }

    @Test func `renewal is due fifteen days before the end`() {
        let due = issued.notAfter - 15 * SmallGroup.day
        #expect(!certificate.isDueForRenewal(at: due - 1))
        #expect(certificate.isDueForRenewal(at: due))
    }
}
