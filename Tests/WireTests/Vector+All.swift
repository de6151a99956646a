import Merge
import Sync

@testable import Wire

extension Vector {
    static let all =
        contents + officeFrames + hubFrames + registration + control + inquiries
        + backups + couriers + service

    static let contents: [Vector] = [
        .value("value-empty", Value([])),
        .value("value-blank-inside", Value([.null, .int(0)])),
        .value(
            "value-all-kinds",
            Value([
                .flag(true), .flag(false), .int(-1), .int(.max), .int(.min), .text(""),
                .text("Müller 🦷"), .blob([]), .blob([0, 127, 128, 255]),
            ])),
        .changeSet("change-set-created", Sample.created),
        .changeSet("change-set-corrected", Sample.corrected),
        .changeSet("change-set-beside", Sample.beside),
        .changeSet("change-set-derived", Sample.derived),
        .rows("rows-mixed", Sample.pageRows),
    ]

    static let officeFrames: [Vector] = [
        .office(
            "office-hello",
            .hello(
                OfficeMessage.Hello(
                    version: 2, group: Sample.group, replica: Sample.replica, schemaVersion: 7,
                    top: Sample.head, cursor: Cursor(from: 2, through: 3), clock: Sample.clock,
                    pending: 2, scopes: Sample.scopes, certified: 2,
                    revocations: Sample.revocations.mark, completesOwn: true))),
        .office("office-revocations", .revocations(Sample.revocations)),
        .office(
            "office-hello-new-store",
            .hello(
                OfficeMessage.Hello(
                    version: 2, group: Sample.group, replica: Sample.replica, schemaVersion: 1,
                    top: .origin, cursor: .origin, clock: Timestamp(milliseconds: 0), pending: 0,
                    scopes: []))),
        .office("office-push", .push(Sample.sealed.map(\.bytes))),
        .office(
            "office-push-sealed",
            .pushSealed([SealedBox(id: Sample.sealed[0].id, bytes: [4, 0, 255])])),
        .office("office-purged", .purged(PurgeReceipt(through: 3, count: 2))),
        .office(
            "office-pull",
            .pull(OfficeMessage.Pull(cursor: Cursor(from: 2, through: 3), rowsMax: 4_096))),
        .office(
            "office-pull-split",
            .pull(OfficeMessage.Pull(cursor: Sample.split, rowsMax: 4_096))),
        .office(
            "office-pull-waiting",
            .pull(
                OfficeMessage.Pull(
                    cursor: Cursor(from: 3, through: 3), rowsMax: 1, waits: true, certified: 3))),
        .office(
            "office-compare",
            .compare(
                OfficeMessage.Compare(cursor: Cursor(from: 3, through: 3), sums: Sample.sums))),
    ]

    static let hubFrames: [Vector] = [
        .hub(
            "hub-welcome",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: true, head: Sample.head, clock: Sample.clock,
                    scopes: Sample.scopes + [.central, .credentialing, .clinical],
                    backedUpThrough: 1))),
        .hub(
            "hub-welcome-with-key",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: true, head: Sample.head, clock: Sample.clock,
                    scopes: Sample.scopes, backedUpThrough: 1, sealingKey: [4] + Bytes(1...64)))),
        .hub(
            "hub-welcome-with-secret",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: true, head: Sample.head, clock: Sample.clock,
                    scopes: Sample.scopes, backedUpThrough: 1, idSecret: Sample.idSecret))),
        .hub(
            "hub-welcome-restoring",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: true, head: Sample.head, clock: Sample.clock,
                    scopes: Sample.scopes, backedUpThrough: 1, revocations: Sample.revocations,
                    isRestoring: true))),
        .hub(
            "hub-welcome-at-two-addresses",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: true, head: Sample.head, clock: Sample.clock,
                    scopes: Sample.scopes, backedUpThrough: 1, addresses: Sample.addresses))),
        .hub(
            "hub-welcome-rewound",
            .welcome(
                HubMessage.Welcome(
                    isHistoryKnown: false, head: .origin, clock: Sample.clock, scopes: [],
                    backedUpThrough: 0))),
        .hub("hub-acknowledged", .acknowledged(Sample.acknowledgements)),
        .hub(
            "hub-page",
            .page(
                HubMessage.Page(
                    at: Cursor(from: 0, through: 1), to: 3, isLast: true, head: Sample.head,
                    rows: Sample.encoded(Sample.pageRows)))),
        .hub(
            "hub-page-split",
            .page(
                HubMessage.Page(
                    at: Sample.split, to: RowMark(position: 3, record: RecordID(bits: 9)),
                    isLast: false, head: Sample.head, rows: Sample.encoded(Sample.pageRows)))),
        .hub(
            "hub-page-empty",
            .page(
                HubMessage.Page(
                    at: Cursor(from: 3, through: 3), to: 3, isLast: true, head: Sample.head,
                    rows: [], digest: Sample.sums.total))),
        .hub(
            "hub-repair-part",
            .repair(
                HubMessage.Repair(
                    head: Sample.head, digest: Sample.sums.total,
                    places: [DigestPlace(type: "patient", bucket: 4)], hasMore: true,
                    after: RecordID(bits: 0x104), upTo: RecordID(bits: 0x904),
                    withheld: [RecordID(bits: 0x204), RecordID(bits: 0x304)],
                    rows: Sample.encoded([Sample.wholeRow])))),
        .hub(
            "hub-repair",
            .repair(
                HubMessage.Repair(
                    head: Sample.head, digest: Sample.sums.total,
                    places: [
                        DigestPlace(type: "coverage", bucket: 0),
                        DigestPlace(type: "patient", bucket: 4),
                        DigestPlace(type: "patient", bucket: 255),
                    ], hasMore: true, rows: Sample.encoded([Sample.wholeRow])))),
        .hub("hub-refused", .refused(.superseded)),
    ]

    static let registration: [Vector] = [
        .framed(
            "enrol-request", "EnrolRequest",
            RegistrationRequest(
                tokenSecret: Array(0..<32), signingRequest: "-----BEGIN CERTIFICATE REQUEST-----",
                schemaVersion: 7, software: "bridgework 1.0")),
        .framed(
            "enrol-response", "EnrolResponse",
            RegistrationAnswer.membership(
                Membership(
                    certificate: "-----BEGIN CERTIFICATE-----",
                    authority: "-----BEGIN CERTIFICATE-----", group: Sample.group,
                    replica: Sample.replica, role: .office, office: Sample.office,
                    scopes: Sample.scopes, idSecret: Sample.idSecret))),
        .framed("enrol-refused", "EnrolResponse", RegistrationAnswer.refused(.tokenUsed)),
        .framed(
            "renew-request", "RenewRequest",
            RenewalRequest(signingRequest: "-----BEGIN CERTIFICATE REQUEST-----")),
        .framed(
            "renew-response", "RenewResponse",
            RenewalAnswer.renewal(
                Renewal(
                    certificate: "-----BEGIN CERTIFICATE-----",
                    authority: "-----BEGIN CERTIFICATE-----"))),
    ]

    static let control: [Vector] = [
        .framed(
            "run-request", "RunRequest",
            ControlRequest(
                arguments: ["list", "patient", ""], workingDirectory: "/home/ana",
                standardInput: [])),
        .framed("run-output", "RunOutput", ControlOutput.standardOutput([104, 105, 10])),
        .framed("run-output-exit", "RunOutput", ControlOutput.exit(code: 0)),
    ]
}
