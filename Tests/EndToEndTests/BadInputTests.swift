import Benefits
import Foundation
import Hub
import Identity
import Merge
import Records
import Replica
import Store
import Testing

extension EndToEnd {
    /// What people type wrong, and what disks do: a reason, what to do next, and no stored value.
    struct BadInputTests {
        private static let canary = "Zyxwvcanary"

        /// Refused: exit 1, one error that says what to do next, and nothing of what was typed.
        private func refused(
            _ outcome: Outcome, saying words: String...,
            at place: SourceLocation = #_sourceLocation
        ) {
            #expect(outcome.code == 1, "\(outcome)", sourceLocation: place)
            #expect(outcome.out.isEmpty, "\(outcome)", sourceLocation: place)
            #expect(outcome.err.contains("error: "), "\(outcome)", sourceLocation: place)
            for word in words {
                #expect(outcome.err.contains(word), "\(outcome)", sourceLocation: place)
            }
            #expect(!outcome.err.contains(Self.canary), "\(outcome)", sourceLocation: place)
            #expect(!outcome.err.contains("DEBUG"), "\(outcome)", sourceLocation: place)
        }

        @Test func `tokens that are damaged, foreign, used or expired are refused`()
            async throws
        {
            try await Group.with { group in
                let machine = group.site("machine")
                let token = try group.token("A01")
                refused(
                    try machine.run("join", "--token", String(token.dropLast(9))),
                    saying: "token")
                refused(try machine.run("join", "--token", "hello"), saying: "token")
                let keys = KeyFolder(group.hub.folder + "/identity")
                let root = try CertificateAuthority(from: keys).root
                let now = Clock.now().asDate
                for (expiry, word) in [(now + 3_600, "invitation"), (now - 3_600, "expired")] {
                    let other = try InviteToken(
                        host: "localhost", registrationPort: group.port + 1, syncPort: group.port,
                        root: root, secret: .generate(), expiry: expiry)
                    refused(try machine.run("join", "--token", other.text), saying: word)
                }
                #expect(try machine.run("status").code == 1)
                try machine.done("join", "--token", token)
                let second = group.site("second")
                refused(try second.run("join", "--token", token), saying: "used")
            }
        }

        @Test func `a folder without a usable store is refused and left alone`() async throws {
            try await Group.with { group in
                refused(try group.site("nowhere").run("status"), saying: "join")
                let cases: [(name: String, offset: UInt64, bytes: [UInt8], word: String)] = [
                    ("foreign", 68, [1, 2, 3, 4], "another program"),
                    ("newer", 60, [0, 0, 1, 0], "upgrade"),
                    ("noise", 0, Array("no database at all".utf8), "damaged"),
                ]
                for item in cases {
                    let site = try group.copy(group.a, to: item.name)
                    let file = site.folder + "/bridgework.sqlite"
                    let handle = try #require(FileHandle(forUpdatingAtPath: file))
                    try handle.seek(toOffset: item.offset)
                    try handle.write(contentsOf: item.bytes)
                    try handle.close()
                    let before = FileManager.default.contents(atPath: file)
                    refused(try site.run("status"), saying: item.word)
                    refused(try site.run("sync"), saying: item.word)
                    #expect(FileManager.default.contents(atPath: file) == before)
                }
                refused(
                    try Site(program: .office, folder: group.a.folder).run("show", "office", "ZZZ"),
                    saying: "list office")
                let hub = try group.copy(group.hub, to: "hub-copy")
                refused(try group.site("hub-copy").run("status"), saying: "--store")
                let wrong = Site(program: .hub, folder: group.b.folder)
                refused(try wrong.run("status"), saying: "--store")
                #expect(try hub.done("verify") == "ok")
            }
        }

        @Test func `a store that is cut short is found out`() async throws {
            try await Group.with { group in
                let site = try group.copy(group.a, to: "short")
                #expect(truncate(site.folder + "/bridgework.sqlite", 50_000) == 0)
                let outcome = try site.run("verify")
                #expect(outcome.code == 1, "\(outcome)")
                #expect(try site.run("sync").code == 1)
            }
        }

        @Test func `misuse of the command line is told apart from refusal`() async throws {
            try await Group.with { group in
                for words in [
                    ["edit", "patient"], ["list", "--nonsense"], ["import", "planets", "x.csv"],
                    ["list", "--format", "xml"], ["frobnicate"],
                    ["edit", "payor", "P1"], ["conflicts", "resolve", "1"],
                ] {
                    let outcome = try group.a.run(words)
                    #expect(outcome.code == 2, "\(words): \(outcome)")
                    #expect(!outcome.err.isEmpty)
                    #expect(outcome.out.isEmpty)
                }
                let hub = try group.hub.run("invite", "--office", "A01", "--central", "x")
                #expect(hub.code == 2)
                let nameless = try Run(Binaries.office.url, ["status"]).end()
                #expect(nameless.code == 2)
                #expect(nameless.err.contains("--store"))
            }
        }

        @Test func `bad values and unknown names are refused without repeating them`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let digest = try group.a.done("digest")
                refused(
                    try group.a.run("edit", "patient", patient, "birthDate=\(Self.canary)"),
                    saying: "birthDate")
                refused(
                    try group.a.run("edit", "patient", patient, "sexForClaims=\(Self.canary)"),
                    saying: "sexForClaims")
                refused(try group.a.run("show", "patient", Self.canary), saying: "list patient")
                refused(try group.a.run("list", "planet"), saying: "list")
                refused(
                    try group.a.run("edit", "patient", patient, "planet=\(Self.canary)"),
                    saying: "patient")
                refused(
                    try group.a.run("edit", "patient", patient, "language=x", "--as", Self.canary),
                    saying: "list user")
                refused(try group.a.run("create", "patient", "language=French"))
                refused(try group.a.run("conflicts", "show", "abcdef"), saying: "conflicts list")
                refused(
                    try group.a.run("import", "patients", "/nowhere/at-all.csv"), saying: "check")
                refused(try group.hub.run("invite", "--office", "ZZZ"), saying: "create office")
                refused(try group.hub.run("revoke", "ffffffffff"), saying: "replicas")
                #expect(try group.a.done("digest") == digest)
            }
        }

        @Test func `an ending that several records share is refused with their ids`()
            async throws
        {
            try await Group.with { group in
                try group.a.open { store in
                    let desk = try Desk(store, clock: Clock.now)
                    for high in [1, 2] as [UInt128] {
                        let id = RecordID(bits: 0x01a2 << 112 | high << 64 | 0x8000_0000_dead_beef)
                        let writes = try RecordEditor.writes(
                            type: .patient, record: id,
                            assignments: [
                                Assignment(parsing: "family=\(Self.canary)"),
                                Assignment(parsing: "given=Pat"),
                                Assignment(parsing: "birthDate=1980-01-01"),
                                Assignment(parsing: "offices+=\(try #require(desk.office))"),
                            ], before: nil)
                        _ = try desk.write(writes, actor: nil, reason: "")
                    }
                }
                refused(try group.a.run("show", "patient", "deadbeef"), saying: "more of the id")
            }
        }

        @Test func `a file with bad rows goes in whole, without them, or not at all`()
            async throws
        {
            try await Group.with { group in
                let file = group.folder + "/offices.csv"
                try "office_code,name,phone\nC01,Gamma,4135550101\nC02,\(Self.canary),12\n".write(
                    toFile: file, atomically: true, encoding: .utf8)
                let digest = try group.central.done("digest")
                let all = try group.central.run("import", "offices", file)
                #expect(all.code == 1)
                #expect(all.err.contains("offices.csv"))
                #expect(all.err.contains("--skip-bad"))
                #expect(!all.err.contains(Self.canary))
                #expect(try group.central.done("digest") == digest)
                let dry = try group.central.run(
                    "import", "offices", file, "--dry-run", "--skip-bad")
                #expect(dry.code == 0)
                #expect(try group.central.done("digest") == digest)
                let some = try group.central.run("import", "offices", file, "--skip-bad")
                #expect(some.code == 0)
                #expect(some.out.contains("1 created"))
                #expect(some.out.contains("1 bad"))
                #expect(try group.central.rows("list", "office").count == 3)
            }
        }

        @Test func `a hub that is away is a reason to try again`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                #expect(group.stopHub() == 0)
                let outcome = try group.a.run("sync")
                #expect(outcome.code == 3, "\(outcome)")
                #expect(outcome.err.contains("error: "))
                #expect(!outcome.err.contains("DEBUG"))
            }
        }

        @Test func `a full disk loses nothing that was there`() async throws {
            try await Group.with { group in
                let site = group.site("small")
                try FileManager.default.createDirectory(
                    atPath: site.folder, withIntermediateDirectories: true)
                let mount = URL(filePath: "/bin/mount")
                let options = ["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", site.folder]
                guard try Run(mount, options).end().code == 0 else {
                    return print("skipped: no right to mount a small disk")
                }
                defer { _ = try? Run(URL(filePath: "/bin/umount"), ["-l", site.folder]).end() }
                try site.done("join", "--token", group.token("A01"))
                try site.done("sync")
                let digest = try site.done("digest")
                let rows = (1...9_000).map { "PMS,K\($0),Family\($0),Given\($0),1980-01-01" }
                let file = group.folder + "/patients.csv"
                try (["patient_system,patient_number,family_name,given_name,birth_date"] + rows)
                    .joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
                let outcome = try site.run("import", "patients", file)
                #expect(outcome.code == 1, "\(outcome)")
                #expect(outcome.err.contains("disk is full"), "\(outcome)")
                #expect(try site.done("verify") == "ok")
                #expect(try site.done("digest") == digest)
            }
        }
    }
}
