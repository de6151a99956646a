import Benefits
import Foundation
import Identity
import Merge
import OfficeCommand
import Practice
import Records
import Replica
import Store
import Sync
import Testing

extension EndToEnd {
    /// Everything that `status --check` knows, each provoked in a group that was well.
    struct TroubleWalkTests {
        @Test(arguments: Trouble.Kind.allCases)
        func `each trouble has a line and exit code 1 where somebody can do something`(
            kind: Trouble.Kind
        ) async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                defer { Provocation(group).unmount() }
                for site in try provoke(kind, group) {
                    let outcome = try site.run("status", "--check")
                    #expect(outcome.code == 1, "\(kind.name): \(outcome)")
                    #expect(!outcome.out.isEmpty)
                    #expect(try troubles(site).contains(kind.name), "\(outcome)")
                }
            }
        }

        private func troubles(_ site: Site) throws -> [String] {
            let sheet = try #require(try site.rows("status").first)
            let machines = sheet["machines"] as? [[String: Any]] ?? []
            return ([sheet] + machines).flatMap { $0["troubles"] as? [String] ?? [] }
        }

        /// - Returns: where it must show.
        private func provoke(_ kind: Trouble.Kind, _ group: Group) throws -> [Site] {
            let provocation = Provocation(group)
            switch kind {
            case .diskFailed: return try provocation.failTheHubsDisk()
            case .diskFull: return try provocation.fillADisk()
            case .digestDiffers: return try provocation.tellOfDifference()
            case .registryDiffers: return try provocation.tamperWithTheRegistry()
            case .recordsWithheld: return try provocation.hearOfALargeRecord()
            case .hubRewound: return try provocation.rewindTheHub()
            case .exposed: return try provocation.exposeKeys()
            case .certificateUnusable: return try provocation.loseACertificate()
            case .clockBehind, .clockOff: return try provocation.setAClockBack(kind)
            case .changeSetKept: return try provocation.note("stopped-on")
            case .untriedChange: return try provocation.note("suspicion-untried")
            case .restoring: return try provocation.awaitEverybody()
            case .workLost: return try provocation.note("released-lost", about: group.a)
            case .backupLate: return try provocation.makeAKeyAlone()
            case .missedNights: return try provocation.age("replica SET last_seen_at")
            case .notLevel:
                return try provocation.age("meta SET value", where: "key = 'last-level'")
            case .failing: return try provocation.breakTheHub()
            case .replicaBehind: return try provocation.leaveBehind()
            case .pendingLong: return try provocation.leaveUnsent()
            case .blockingConflict: return try provocation.leaveAConflict()
            case .quarantine: return try provocation.writeWhatDoesNotFit()
            case .custody: return try provocation.editTooLate()
            case .eventsUntold: return try provocation.tellTheDeaf()
            case .purgeOutstanding: return try provocation.takeAwayAndWait()
            case .certificateEnds: return try provocation.age("replica SET expires_at", by: -3)
            case .deskCertificateEnds: return try provocation.makeAnOldDesk()
            case .timeZoneUnknown: return try provocation.nameAZoneOfMars()
            case .baseRepaired: return try provocation.loseARecord()
            case .copiedDisk: return try provocation.cloneADisk()
            case .refusedAtDoor: return try provocation.note("refused-at-door")
            case .overQuota: return try provocation.useUpAQuota()
            }
        }
    }
}

/// What goes wrong in a group, in one way at a time.
private struct Provocation {
    let group: Group

    init(_ group: Group) {
        self.group = group
    }

    private func create(_ site: Site, _ family: String) throws -> String {
        try site.done(
            "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-01-01",
            "offices+=A01", "offices+=B01")
    }

    func unmount() {
        _ = try? Run(
            URL(filePath: "/bin/umount"), ["-l", group.site("small").folder]
        ).end()
    }

    /// An agent whose listener takes nothing.
    func tellTheDeaf() throws -> [Site] {
        let agent = try group.agent(group.a, ["--live", "--on", "change", "exit 1"])
        let isFollowing = try Deadline.reached(within: 20) {
            try group.a.done("status", "--format", "json").contains("command for change")
        }
        #expect(isFollowing)
        _ = try create(group.a, "Deaf")
        #expect(Deadline.reached(within: 20) { agent.said.contains("events were not taken") })
        return [group.a]
    }

    private func tamper(_ site: Site, _ sql: String) throws {
        try SQLiteFile(site.folder).run(sql)
    }

    /// A write that the system refuses, as a disk does that fails: the log may not grow.
    func failTheHubsDisk() throws -> [Site] {
        #expect(group.stopHub() == 0)
        let serve = [
            "serve", "--store", group.hub.folder, "--listen", "127.0.0.1:\(group.port)",
        ]
        let daemon = try Daemon(
            URL(filePath: "/bin/sh"),
            ["-c", "trap '' XFSZ; ulimit -f 400; exec \"$@\"", "sh", Binaries.hub.url.path] + serve,
            log: group.folder + "/failing.log")
        defer { daemon.kill() }
        #expect(Deadline.reached(within: 30) { FreePort.answers(group.port) })
        let rows = (1...1_500).map { "PMS,K\($0),Family\($0),Given\($0),1980-01-01" }
        let file = group.folder + "/patients.csv"
        try (["patient_system,patient_number,family_name,given_name,birth_date"] + rows)
            .joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        try group.a.done("import", "patients", file)
        #expect(try group.a.run("sync").code != 0)
        #expect(Deadline.reached(within: 30) { !daemon.isRunning })
        #expect(daemon.stop() == 1)
        #expect(daemon.said.contains("the disk failed"))
        #expect(!daemon.said.contains("INSERT") && !daemon.said.contains("Family"))
        return [group.hub]
    }

    /// A folder of its own, not the group's: what is mounted here must go away with it.
    func fillADisk() throws -> [Site] {
        let small = group.site("small")
        try FileManager.default.createDirectory(
            atPath: small.folder, withIntermediateDirectories: true)
        let options = ["-t", "tmpfs", "-o", "size=32m,mode=0700", "tmpfs", small.folder]
        guard try Run(URL(filePath: "/bin/mount"), options).end().code == 0 else { return [] }
        let store = Site(program: .office, folder: small.folder + "/store")
        try Group.copyFolder(group.a.folder, to: store.folder)
        return [store]
    }

    func tellOfDifference() throws -> [Site] {
        let replica = try group.a.principal.replica
        #expect(group.stopHub() == 0)
        try group.hub.open { store in
            try store.write { transaction in
                let soon = Timestamp(milliseconds: Clock.now().milliseconds + 1_000)
                try transaction.note(
                    .baseDiffers(places: 1, records: 1, position: 1), about: replica, at: soon)
            }
        }
        try group.serve()
        return [group.hub]
    }

    func rewindTheHub() throws -> [Site] {
        #expect(group.stopHub() == 0)
        let backup = try group.copy(group.hub, to: "backup")
        try group.serve()
        _ = try create(group.a, "Two")
        try group.sync(group.a)
        #expect(group.stopHub() == 0)
        try group.restore(group.hub, from: backup)
        try group.serve()
        try group.sync(group.a)
        return [group.a, group.hub]
    }

    /// Another hand gives an office more than it has; the hub tells of it also after it wrote
    /// over that.
    func tamperWithTheRegistry() throws -> [Site] {
        #expect(group.stopHub() == 0)
        let replica = try group.b.principal.replica
        try tamper(
            group.hub,
            "UPDATE replica SET scopes = scopes || ' clinical' WHERE id = x'\(replica.hexadecimal)'"
        )
        try group.serve()
        let before = try group.hub.run("status", "--check")
        #expect(before.code == 1 && before.out.contains("in 1 row"), "\(before)")
        #expect(try group.hub.run("verify").code == 1)
        try group.hub.done("revoke", replica.description)
        let after = try group.hub.run("status", "--check")
        #expect(after.out.contains("wrote over the rows of 1 replica"), "\(after)")
        return [group.hub]
    }

    func loseACertificate() throws -> [Site] {
        try FileManager.default.removeItem(atPath: group.b.folder + "/identity/replica.pem")
        return [group.b]
    }

    /// A certificate for the desk on the network that was made thirteen months ago.
    func makeAnOldDesk() throws -> [Site] {
        let folder = KeyFolder(group.a.folder + "/web")
        try folder.create()
        let made = try WebAuthority(
            for: ["desk.lan"], group: group.a.principal.group,
            now: Date().addingTimeInterval(-380 * 86_400))
        try folder.write(made.pem, as: .webCertificate)
        return [group.a]
    }

    /// A restored backup, or a hand that meant well.
    func exposeKeys() throws -> [Site] {
        for site in [group.b, group.hub] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: site.folder + "/identity")
        }
        return [group.b, group.hub]
    }

    /// What a clock that was ahead leaves behind when it is right again.
    func setAClockBack(_ kind: Trouble.Kind) throws -> [Site] {
        let now = Clock.now().milliseconds
        try group.a.open { store in
            try store.write { transaction in
                try transaction.setMeta("last-level", String(now + 86_400_000))
                try transaction.setMeta("clock-offset", String(86_400_000))
            }
        }
        guard kind == .clockBehind else { return [group.a] }
        let replica = try group.b.principal.replica
        #expect(group.stopHub() == 0)
        try group.hub.open { store in
            try store.write {
                try $0.noteOnline([replica], at: Timestamp(milliseconds: now + 86_400_000))
            }
        }
        try group.serve()
        return [group.a, group.hub]
    }

    /// - Parameter site: whose machine it is about; of nobody's if not given.
    func note(_ event: String, about site: Site? = nil) throws -> [Site] {
        #expect(group.stopHub() == 0)
        let replica = try site.map { try $0.principal.replica.bits } ?? 7
        try group.hub.open { store in
            try store.write {
                try $0.audit(
                    at: Clock.now(), event, subject: RecordID(bits: replica), detail: "once")
            }
        }
        try group.serve()
        return [group.hub]
    }

    /// What a replica writes down when a repair names records (`CutTests` make a hub name one).
    func hearOfALargeRecord() throws -> [Site] {
        try group.a.open { store in
            _ = try store.write { try $0.withhold([RecordID(bits: 7)]) }
        }
        return [group.a]
    }

    func awaitEverybody() throws -> [Site] {
        #expect(group.stopHub() == 0)
        try group.hub.open { store in
            try store.write { try $0.beginRestoring(from: Clock.now(), at: Clock.now()) }
        }
        try group.serve()
        return [group.hub]
    }

    func makeAKeyAlone() throws -> [Site] {
        try group.hub.done("backup", "key", group.folder + "/recovery.key")
        return [group.hub]
    }

    /// What a hub writes down when it refuses (`QuotaTests` make it do so).
    func useUpAQuota() throws -> [Site] {
        #expect(group.stopHub() == 0)
        let replica = try group.a.principal.replica.hexadecimal
        try tamper(
            group.hub,
            "INSERT INTO meta (key, value) VALUES "
                + "('quota.\(replica)', '\(Clock.now().milliseconds) junk')")
        try group.serve()
        return [group.hub]
    }

    /// Moves times four days back, or to three days from now.
    func age(
        _ column: String, where condition: String = "1 = 1", by days: Int64 = 4
    ) throws -> [Site] {
        let time = Clock.now().milliseconds - days * 86_400_000
        let sql = "UPDATE \(column) = \(time) WHERE \(condition)"
        if column.hasPrefix("meta") {
            try tamper(group.a, sql)
            return [group.a]
        }
        #expect(group.stopHub() == 0)
        try tamper(group.hub, sql)
        try group.serve()
        return [group.hub]
    }

    /// A table that a call needs is gone: a fault of the hub's own.
    func breakTheHub() throws -> [Site] {
        try tamper(group.hub, "DROP TABLE replica_word")
        let sync = try group.a.run("sync")
        #expect(sync.code != 0)
        #expect(!sync.err.contains("SELECT"), "\(sync)")
        let said = group.hubDaemon?.said ?? ""
        #expect(said.contains("the hub failed"))
        #expect(try said.contains(group.a.principal.replica.description))
        #expect(!said.contains("SELECT"))
        try tamper(
            group.hub,
            """
            CREATE TABLE replica_word (replica BLOB PRIMARY KEY, position INTEGER NOT NULL,
              chain BLOB NOT NULL, certified INTEGER NOT NULL, certified_at INTEGER)
              STRICT, WITHOUT ROWID
            """)
        return [group.hub]
    }

    func leaveBehind() throws -> [Site] {
        #expect(group.stopHub() == 0)
        let past = Clock.now().milliseconds - 2 * 86_400_000
        try tamper(group.hub, "UPDATE replica_word SET certified = 1, certified_at = \(past)")
        try group.serve()
        return [group.hub]
    }

    func leaveUnsent() throws -> [Site] {
        let past = Timestamp(milliseconds: Clock.now().milliseconds - 30 * 3_600_000)
        try group.a.open { store in
            let desk = try Desk(store, clock: { past })
            let create = CreateRecord(
                .patient,
                try ["family=Old", "given=Pat", "birthDate=1980-01-01"].map {
                    try Assignment(parsing: $0)
                })
            try desk.perform(create, by: Signature(nil))
        }
        return [group.a]
    }

    func leaveAConflict() throws -> [Site] {
        let coverage = try group.sharedCoverage(of: group.sharedPatient())
        try group.a.done("edit", "coverage", coverage, "memberId=AAA111")
        try group.b.done("edit", "coverage", coverage, "memberId=BBB222")
        try group.sync()
        #expect(group.stopHub() == 0)
        let past = Clock.now().milliseconds - 4 * 86_400_000
        for site in [group.central, group.hub] {
            try tamper(site, "UPDATE conflict SET since = \(past)")
        }
        try group.serve()
        return [group.central, group.hub]
    }

    func writeWhatDoesNotFit() throws -> [Site] {
        let patient = try group.sharedPatient()
        try group.a.append(
            unfit: patient, in: "patient", attribute: "language",
            Value([.text(String(repeating: "x", count: 5_000))]))
        try group.sync(group.a)
        return [group.a, group.hub]
    }

    func editTooLate() throws -> [Site] {
        let patient = try group.sharedPatient()
        try group.a.done("edit", "patient", patient, "language=French", "--reason", "asked")
        try group.central.done("edit", "patient", patient, "offices-=A01")
        try group.sync(group.central, group.a, group.b)
        return [group.b, group.hub]
    }

    func takeAwayAndWait() throws -> [Site] {
        let patient = try group.sharedPatient()
        try group.central.done("edit", "patient", patient, "offices-=A01")
        try group.sync(group.central)
        #expect(group.stopHub() == 0)
        let past = Clock.now().milliseconds - 2 * 86_400_000
        try tamper(group.hub, "UPDATE change_set SET effective_at = \(past)")
        try group.serve()
        return [group.hub]
    }

    /// A name that a release before took for a time zone.
    func nameAZoneOfMars() throws -> [Site] {
        try group.a.append(
            unfit: "A01", in: "office", attribute: "timeZone", Value([.text("Mars/Base")]))
        let footer = try group.a.done("doctor", "expirables")
        #expect(footer.contains("this machine's day"))
        return [group.a]
    }

    func loseARecord() throws -> [Site] {
        let lost = try create(group.a, "Lost")
        try group.sync(group.a)
        let id = lost.replacing("-", with: "")
        try tamper(group.a, "DELETE FROM record WHERE id = x'\(id)'")
        try group.sync(group.a)
        return [group.a]
    }

    func cloneADisk() throws -> [Site] {
        _ = try create(group.a, "One")
        let clone = try group.copy(group.a, to: "clone")
        _ = try create(group.a, "Two")
        _ = try create(clone, "Three")
        for site in [group.a, clone] { try site.done("sync") }
        return [group.hub]
    }
}
