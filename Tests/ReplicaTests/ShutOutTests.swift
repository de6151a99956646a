import Foundation
import Identity
import Merge
import Sync
import Testing

@testable import Replica

/// Whom its hub says it shut out, a replica believes to the group's authority alone.
struct ShutOutTests {
    private let group = RecordID(bits: 9)
    private let authority: CertificateAuthority

    init() throws { authority = try CertificateAuthority(group: group, now: Date()) }

    private func list(
        _ names: [ReplicaID], signedBy authority: CertificateAuthority, for signed: [ReplicaID]
    ) throws -> RevocationList {
        let content = RevocationList.content(signed, of: group)
        return RevocationList(replicas: names, signature: try authority.sign(content)[...])
    }

    @Test func `a list with the authority's signature is taken`() throws {
        let names = [ReplicaID(bits: 1), ReplicaID(bits: 2)]
        try HubLine.check(list(names, signedBy: authority, for: names), by: authority.root)
        try HubLine.check(RevocationList(replicas: [], signature: []), by: authority.root)
    }

    @Test func `another's signature, one name more and one name less are refused`() throws {
        let names = [ReplicaID(bits: 1), ReplicaID(bits: 2)]
        let stranger = try CertificateAuthority(group: group, now: Date())
        for wrong in try [
            list(names, signedBy: stranger, for: names),
            list(names + [ReplicaID(bits: 3)], signedBy: authority, for: names),
            list([names[0]], signedBy: authority, for: names),
            RevocationList(replicas: names, signature: []),
        ] {
            #expect(throws: SyncRefusal.malformed) {
                try HubLine.check(wrong, by: authority.root)
            }
        }
    }
}
