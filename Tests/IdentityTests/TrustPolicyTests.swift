import Crypto
import Foundation
import Merge
import SwiftASN1
import Testing
import X509

@testable import Identity

struct TrustPolicyTests {
    let group: SmallGroup

    init() throws {
        group = try SmallGroup()
    }

    @Test func `every seat is trusted as what it is`() throws {
        for seat in [Principal.Seat.office(group.office), .coordinator, .admin] {
            let issued = try group.issued(seat)
            let verdict = group.policy.judge(
                issued.der, at: SmallGroup.now, registry: group.registry(issued.fingerprint))
            #expect(verdict == .trusted(group.principal(seat)))
        }
    }

    @Test func `the draft is good before it is spoilt`() throws {
        #expect(try group.verdict { _ in } == .trusted(group.principal(.office(group.office))))
    }

    @Test func `a certificate holds from its first to its last second`() throws {
        let issued = try group.issued()
        let from = SmallGroup.now - IdentityLimits.backdate
        let registry = group.registry(issued.fingerprint)
        let trusted = TrustVerdict.trusted(group.principal(.coordinator))
        let policy = group.policy
        #expect(policy.judge(issued.der, at: from, registry: registry) == trusted)
        #expect(policy.judge(issued.der, at: issued.notAfter, registry: registry) == trusted)
        #expect(
            policy.judge(issued.der, at: issued.notAfter + 1, registry: registry)
                == .refused(.expired))
        // The root starts with this certificate; one second earlier neither holds.
        #expect(
            policy.judge(issued.der, at: from - 1, registry: registry) == .refused(.notYetValid))
    }

    @Test(arguments: [360.0, 82_800.0])
    func `a machine whose clock is slow trusts what the hub issued just now`(
        slow: Double
    ) throws {
        let group = try SmallGroup()
        let there = SmallGroup.now - slow
        #expect(
            try group.policy.judgeHub(group.server().der, at: there)
                == .trusted(group.principal(.hub)))
        let issued = try group.issued()
        #expect(
            group.policy.judgeIssued(issued.der, for: group.request, at: there)
                == .trusted(group.principal(.coordinator)))
    }

    @Test func `an authority with the same name but another key is unknown`() throws {
        let other = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        let issued = try other.issueReplica(
            for: group.request.der, principal: group.principal(.admin), now: SmallGroup.now)
        let verdict = group.policy.judge(
            issued.der, at: SmallGroup.now, registry: group.registry(issued.fingerprint))
        #expect(verdict == .refused(.unknownAuthority))
    }

    @Test func `our key under another issuer's name is unknown`() throws {
        let verdict = try group.verdict {
            $0.issuer = try DistinguishedName { CommonName("other") }
        }
        #expect(verdict == .refused(.unknownAuthority))
    }

    @Test func `a self-signed certificate is unknown`() throws {
        let verdict = try group.verdict {
            $0.key = Certificate.PrivateKey(P256.Signing.PrivateKey())
            $0.publicKey = $0.key.publicKey
        }
        #expect(verdict == .refused(.unknownAuthority))
    }

    @Test func `a leaf's signature on another leaf is unknown`() throws {
        let office = P256.Signing.PrivateKey()
        let verdict = try group.verdict {
            $0.key = Certificate.PrivateKey(office)
            $0.issuer = try DistinguishedName { CommonName("draft") }
        }
        #expect(verdict == .refused(.unknownAuthority))
    }

    @Test(arguments: SpoiltUsage.allCases)
    func `a certificate that we never issue is refused for its use`(spoilt: SpoiltUsage) throws {
        #expect(try group.verdict(spoilt.apply) == .refused(.wrongUsage))
    }

    @Test func `a key off P-256 is refused`() throws {
        let verdict = try group.verdict {
            $0.publicKey = Certificate.PublicKey(P384.Signing.PrivateKey().publicKey)
        }
        #expect(verdict == .refused(.wrongKey))
    }

    @Test func `only one URI that names a member is a name`() throws {
        let own = GeneralName.uniformResourceIdentifier(group.principal(.admin).uri)
        let stranger = Principal(group: group.office, seat: .admin, replica: group.replica)
        let lists: [[GeneralName]] = [
            [], [own, own], [own, .dnsName("office.example")],
            [own, .uniformResourceIdentifier("https://example.com/")],
            [.dnsName("hub.example")], [.rfc822Name("spiffe://x")],
            [.uniformResourceIdentifier("https://example.com/")],
            [.uniformResourceIdentifier(group.principal(.admin).uri + "/")],
            [.uniformResourceIdentifier(stranger.uri)],
            [.uniformResourceIdentifier(group.principal(.hub).uri)],
        ]
        for names in lists {
            #expect(try group.verdict { $0.names = names } == .refused(.malformedName), "\(names)")
        }
    }

    @Test func `names that cannot be read are no name`() throws {
        let verdict = try group.verdict {
            $0.names = []
            $0.extra = [.init(oid: [2, 5, 29, 17], critical: false, value: [0x05, 0x00])]
        }
        #expect(verdict == .refused(.malformedName))
    }

    @Test func `expired and not yet valid are told apart`() throws {
        #expect(try group.verdict { $0.notAfter = SmallGroup.now - 1 } == .refused(.expired))
        #expect(try group.verdict { $0.notBefore = SmallGroup.now + 1 } == .refused(.notYetValid))
    }

    @Test func `a certificate that outlives its root expires with it`() throws {
        var draft = try CertificateDraft(group)
        draft.notAfter = group.authority.root.notAfter + SmallGroup.day
        let der = try draft.signed()
        let verdict = group.policy.judge(
            der, at: group.authority.root.notAfter + 1,
            registry: group.registry(Fingerprint(hashing: der)))
        #expect(verdict == .refused(.expired))
    }

    @Test func `a certificate that is cut, changed or prolonged anywhere is not trusted`() throws {
        let issued = try group.issued()
        var spoilt = issued.der.indices.map { Array(issued.der[..<$0]) }
        for position in issued.der.indices {
            for bit in [UInt8(0x01), 0x10, 0x80] {
                var changed = issued.der
                changed[position] ^= bit
                spoilt.append(changed)
            }
        }
        spoilt.append(issued.der + [0])
        spoilt.append(Array(repeating: 0x30, count: IdentityLimits.derBytesMax + 1))
        let registry = group.registry(issued.fingerprint)
        for der in spoilt {
            let verdict = group.policy.judge(der, at: SmallGroup.now, registry: registry)
            // The library overlooks padding bits of a signature; the fingerprint does not.
            let expected = [TrustRefusal.unreadable, .unknownAuthority, .supersededCertificate]
            #expect(expected.map(TrustVerdict.refused).contains(verdict))
        }
    }

    @Test func `the hub's certificate serves the hub alone`() throws {
        let server = try group.server()
        let replica = try group.issued()
        let policy = group.policy
        #expect(
            policy.judgeHub(server.der, at: SmallGroup.now) == .trusted(group.principal(.hub)))
        #expect(policy.judgeHub(replica.der, at: SmallGroup.now) == .refused(.wrongUsage))
        #expect(
            policy.judge(
                server.der, at: SmallGroup.now, registry: group.registry(server.fingerprint))
                == .refused(.wrongUsage))
        #expect(policy.judgeHub(server.der, at: server.notAfter + 1) == .refused(.expired))
    }

    @Test func `a server's certificate for an office is refused as a hub`() throws {
        var draft = try CertificateDraft(group)
        draft.usages = [.serverAuth]
        #expect(
            group.policy.judgeHub(try draft.signed(), at: SmallGroup.now)
                == .refused(.malformedName))
    }

    @Test func `a token pins its root before the first byte`() throws {
        let token = try InviteToken(text: group.token().text)
        let impostor = try CertificateAuthority(group: group.id, now: SmallGroup.now)
        let server = try impostor.issueServer(
            for: group.request.der, hosts: ["hub.example"], principal: group.principal(.hub),
            now: SmallGroup.now)
        let policy = TrustPolicy(root: token.root)
        #expect(
            policy.judgeHub(server.der, at: SmallGroup.now) == .refused(.unknownAuthority))
        #expect(
            policy.judgeHub(try group.server().der, at: SmallGroup.now)
                == .trusted(group.principal(.hub)))
    }
}

extension TrustPolicyTests {
    /// One way in which a certificate with our signature is still none of ours.
    enum SpoiltUsage: CaseIterable {
        case authority, constraintsMissing, signsCertificates, keyUsageMissing
        case serverUse, bothUses, anyUse, codeUse, useMissing
        case unknownCritical, unknownExtension, unreadableUse, oldVersion

        func apply(to draft: inout CertificateDraft) throws {
            let unknown: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 99_999, 1]
            switch self {
            case .authority: draft.constraints = .isCertificateAuthority(maxPathLength: nil)
            case .constraintsMissing: draft.constraints = nil
            case .signsCertificates:
                draft.keyUsage = KeyUsage(digitalSignature: true, keyCertSign: true)
            case .keyUsageMissing: draft.keyUsage = nil
            case .serverUse: draft.usages = [.serverAuth]
            case .bothUses: draft.usages = [.clientAuth, .serverAuth]
            case .anyUse: draft.usages = [.any]
            case .codeUse: draft.usages = [.codeSigning]
            case .useMissing: draft.usages = nil
            case .unknownCritical:
                draft.extra = [.init(oid: unknown, critical: true, value: [0x05, 0x00])]
            case .unknownExtension:
                draft.extra = [.init(oid: unknown, critical: false, value: [0x05, 0x00])]
            case .unreadableUse:
                draft.usages = nil
                draft.extra = [.init(oid: [2, 5, 29, 37], critical: false, value: [0x05, 0x00])]
            case .oldVersion: draft.version = .v1
            }
        }
    }
}
