import Merge
import Sync

@testable import Wire

extension Vector {
    static let backups: [Vector] = [
        Vector(
            name: "backup-whole", message: "Backup",
            encoded: {
                var encoder = BackupEncoder()
                return Sample.backup.flatMap { encoder.encoded($0) }
            },
            isValue: { bytes in
                var decoder = BackupDecoder()
                return try decoder.items(Array(bytes)) == Sample.backup && decoder.isAtEnd
            }),
        Vector(
            name: "backup-replica", message: "Backup",
            encoded: {
                var encoder = BackupEncoder()
                return Sample.replicaBackup.flatMap { encoder.encoded($0) }
            },
            isValue: { bytes in
                var decoder = BackupDecoder()
                return try decoder.items(Array(bytes)) == Sample.replicaBackup && decoder.isAtEnd
            }),
    ]
}

extension Sample {
    static let revocations = RevocationList(
        replicas: [ReplicaID(bits: 7), ReplicaID(bits: 9)],
        signature: Array(repeating: 5, count: 64)[...])

    /// One item of each kind, and each with everything that it may hold.
    static let backup: [BackupItem] = [
        .start(
            BackupManifest(
                group: group, kind: .hub, owner: replica, head: head, madeAt: clock,
                schemaVersion: 3, software: "1.2.3")),
        .keyFile(name: "ca.pem", text: "-----BEGIN CERTIFICATE-----"),
        .row(.setting(key: "group-name", value: "Müller")),
        .row(
            .replica(
                Registration(
                    peer: Peer(replica: replica, role: .office, office: group, scopes: scopes),
                    name: "front", fingerprint: [1, 2], expiresAt: clock, registeredAt: clock,
                    revokedAt: clock, lastSeenAt: clock, lastAddress: "ipv4:192.0.2.1:5",
                    key: [3]),
                HubRow.Standing(
                    word: ReplicaWord(vouched: head, certified: 2), certifiedAt: clock,
                    purgedThrough: 1))),
        .row(
            .invitation(
                Invitation(
                    secretHash: [7, 7], role: .admin, office: nil, scopes: [.central],
                    name: "desk", expiresAt: clock, usedAt: clock, replaces: replica),
                usedBy: replica)),
        .row(
            .event(
                AuditLine(at: clock, subject: group, event: "invited", detail: "coordinator"))),
        .row(
            .changeSet(
                HubRow.Admitted(
                    head: head, id: sealed[0].id, replica: replica, effectiveAt: clock,
                    verdicts: [.applied], bytes: sealed[0].bytes))),
        .row(.record(placed)),
        .end(HubTotals(head: head, counts: counts, digests: digests)),
    ]

    /// What only a replica's store has.
    static let replicaBackup: [BackupItem] = [
        .start(
            BackupManifest(
                group: group, kind: .replica, owner: replica, head: head, madeAt: clock,
                schemaVersion: 3, software: "1.2.3")),
        .officeRow(
            .changeSet(
                OfficeRow.Own(
                    id: sealed[0].id,
                    answer: OfficeRow.Answer(head: head, verdicts: [1, 23]), claimedAt: clock,
                    standing: .held, isSealed: false, shown: [group], bytes: sealed[0].bytes))),
        .officeRow(
            .changeSet(
                OfficeRow.Own(
                    id: sealed[1].id, answer: nil, claimedAt: nil, standing: .pending,
                    isSealed: true, shown: [], bytes: [9, 9]))),
        .officeRow(
            .note(
                OfficeRow.Note(
                    kind: .settled,
                    cells: [.bytes([1]), .number(-3), .text("Müller"), .blank]))),
        .officeRow(.document(name: "00ff", bytes: [4, 5])),
        .end(HubTotals(head: .origin, counts: replicaCounts, digests: digests)),
    ]

    private static let replicaCounts: HubCount = {
        var counts = HubCount()
        counts.own = 2
        counts.notes = 1
        counts.documents = 1
        return counts
    }()

    private static let placed = HubRow.Placed(
        record: StoredRecord(
            id: group, type: "payor",
            state: RecordState(
                entries: [
                    Entry(
                        id: EntryID(changeSet: sealed[0].id, index: 0), attribute: "name", key: [],
                        value: Value([.text("Payor")]).encoded,
                        origin: Origin(of: sealed[0], position: 1))
                ],
                awaited: [
                    AwaitedEntry(
                        id: EntryID(changeSet: sealed[0].id, index: 9), attribute: "name", key: [])
                ])),
        visibility: [
            VisibilityRow(scope: .group, record: group, changed: 2, entered: 1, isIn: true),
            VisibilityRow(scope: .central, record: group, changed: 3, entered: 1, isIn: false),
        ], parents: [RecordID(bits: 9)])

    private static let digests = [StoreDigest(type: "payor", count: 1, digest: "00ff")]

    private static let counts: HubCount = {
        var counts = HubCount()
        counts.settings = 1
        counts.replicas = 1
        counts.invitations = 1
        counts.events = 1
        counts.changeSets = 1
        counts.records = 1
        return counts
    }()
}
