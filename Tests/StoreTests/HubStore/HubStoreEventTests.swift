import Merge
import Sync
import Testing

/// The audit, and what is kept by name.
struct HubStoreEventTests {
    private static func at(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) }

    @Test(arguments: HubStoreHome.allCases)
    func `lines stand in the order in which they were written`(home: HubStoreHome) throws {
        let hub = try home.hub()
        for (time, event) in [(5, "b"), (3, "a"), (4, "b")] as [(Int64, String)] {
            try hub.store.write {
                try $0.audit(
                    at: Self.at(time), event, subject: StoredHub.own, detail: "at \(time)")
            }
        }
        try hub.store.write { try $0.audit(at: Self.at(9), "a") }
        try hub.store.read { transaction throws in
            let lines = try transaction.auditLines(limit: 3)
            #expect(lines.map(\.event) == ["a", "b", "a"])
            #expect(lines.map(\.detail) == ["at 3", "at 4", ""])
            #expect(lines.map { $0.subject?.bits } == [1, 1, nil])
            #expect(try transaction.auditLines(limit: 0).isEmpty)
            let subject = RecordID(bits: StoredHub.own.bits)
            #expect(
                try transaction.recentEvents(since: Self.at(4)) == [
                    RecentEvent("a", last: Self.at(9)),
                    RecentEvent("b", subject: subject, count: 2, last: Self.at(5)),
                ])
            #expect(try transaction.recentEvents(since: Self.at(3)).count == 3)
            #expect(try transaction.latestStamp() == Self.at(9))
        }
        #expect(try hub.store.problems() == [])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what may happen at once again is counted after so many lines in an hour`(
        home: HubStoreHome
    ) throws {
        let hub = try home.hub()
        let note = { (time: Int64, subject: ReplicaID) in
            try hub.store.write {
                try $0.auditRepeatable(at: Self.at(time), "knock", subject: subject)
            }
        }
        let lines = { try hub.store.read { try $0.auditLines(limit: 99) } }
        for time in 0..<20 as Range<Int64> { try note(time, StoredHub.own) }
        #expect(try lines().count == AuditRepeats.linesMax)
        try note(20, StoredHub.peer(2).replica)
        #expect(try lines().count == AuditRepeats.linesMax + 1)
        try note(3_600_000, StoredHub.own)
        #expect(try lines().last?.detail == "8 more like the ones before; ")
    }

    @Test(arguments: HubStoreHome.allCases)
    func `settings are kept, and found by how their names begin`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.store.write { transaction in
            // What a pattern would take for anything is nothing but itself.
            for key in ["a_b.2", "a_b.1", "axb.1", "a%b", "A_b.1"] {
                try transaction.setMeta(key, "first")
                try transaction.setMeta(key, "of \(key)")
            }
            #expect(try transaction.meta(startingWith: "a_b.").map(\.key) == ["a_b.1", "a_b.2"])
        }
        try hub.store.read { transaction throws in
            #expect(try transaction.meta("a%b") == "of a%b")
            #expect(try transaction.meta("a") == nil)
            let found = try transaction.meta(startingWith: "a_b.")
            #expect(found.map(\.value) == ["of a_b.1", "of a_b.2"])
            #expect(try transaction.required("a%b") == "of a%b")
            #expect(throws: (any Error).self) { try transaction.required("a") }
            #expect(try transaction.metaNumber("a") == 0)
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `of refusals, failures and the door the last is kept`(home: HubStoreHome) throws {
        let hub = try home.hub()
        let (one, two) = (StoredHub.peer(2).replica, StoredHub.peer(3).replica)
        try hub.store.write { transaction in
            #expect(try transaction.overQuota().isEmpty)
            #expect(try transaction.sentAway == nil)
            #expect(try transaction.lastFailure() == nil)
            try transaction.noteOverQuota(of: two, "junk", count: 1, at: Self.at(1))
            try transaction.noteOverQuota(of: one, "junk", count: 2, at: Self.at(2))
            try transaction.noteOverQuota(of: one, "renewals", count: 3, at: Self.at(3))
            try transaction.note(sentAway: 2, at: Self.at(4))
            try transaction.note(sentAway: 3, at: Self.at(5))
            try transaction.noteFailure("it failed", at: Self.at(6), cause: "exchange")
        }
        try hub.store.write { transaction in
            let refused = try transaction.overQuota()
            #expect(refused.map(\.replica) == [one, two])
            #expect(refused.map(\.kind) == ["renewals", "junk"])
            #expect(refused.map(\.at) == [Self.at(3), Self.at(1)])
            let away = try #require(try transaction.sentAway)
            #expect(away.count == 5 && away.at == Self.at(5))
            let failure = try #require(try transaction.lastFailure())
            #expect(failure.text == "it failed" && failure.at == Self.at(6))
            #expect(try transaction.lastFailureCause() == "exchange")
            try transaction.forgetFailure()
            #expect(try transaction.lastFailure() == nil)
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `the next secret for ids counts, and those before it are found`(home: HubStoreHome) throws
    {
        let hub = try home.hub()
        let secrets = (1...3).map { IDSecret(version: UInt32($0), 7, UInt128($0)) }
        try hub.store.write { transaction in
            #expect(try transaction.idSecret == nil)
            try transaction.set(idSecret: secrets[0])
            #expect(try transaction.idSecretRenewedAt == nil)
            try transaction.renew(idSecret: secrets[1], at: Self.at(4))
            try transaction.renew(idSecret: secrets[2], at: Self.at(5))
        }
        try hub.store.write { transaction in
            #expect(try transaction.idSecret == secrets[2])
            #expect(try transaction.formerIDSecrets == [secrets[1], secrets[0]])
            #expect(try transaction.idSecretRenewedAt == Self.at(5))
            try transaction.setMeta(SettingName.idSecret, "nobody wrote this")
            #expect(throws: (any Error).self) { try transaction.idSecret }
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `records too large to send are told of once, until they can be`(home: HubStoreHome) throws
    {
        let hub = try home.hub()
        let ids = (1...3).map(Sample.id)
        try hub.store.write { transaction in
            #expect(try transaction.withhold([ids[0], ids[1]]) == [ids[0], ids[1]])
            #expect(try transaction.withhold([ids[1], ids[2]]) == [ids[2]])
            #expect(try transaction.withhold([]).isEmpty)
            try transaction.release(withheld: [ids[1]])
        }
        #expect(try hub.store.read { try $0.withheld() } == [ids[0], ids[2]])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `incidents are in the audit, without a stored value`(home: HubStoreHome) throws {
        let hub = try home.hub()
        let incident = Incident.baseDiffers(places: 1, records: 2, position: 3)
        try hub.store.write {
            try $0.note(incident, about: StoredHub.peer(2).replica, at: Self.at(4))
        }
        let line = try #require(try hub.store.read { try $0.auditLines(limit: 1) }.first)
        #expect(line.event == incident.event && line.detail == incident.detail)
        #expect(line.subject?.bits == StoredHub.peer(2).replica.bits)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what was looked at when a process ended is there for the next`(home: HubStoreHome) throws
    {
        struct Halt: Error {}
        let hub = try home.hub()
        let id = ChangeSetID(bits: 7)
        let notes = hub.store.crashNotes
        #expect(notes.begun == nil && notes.suspicions.isEmpty)
        // It is there although nothing was committed.
        #expect(throws: Halt.self) {
            try hub.store.write { _ in
                notes.begin(id)
                throw Halt()
            }
        }
        #expect(hub.store.crashNotes.begun == id)
        let suspicions = [
            id: Suspicion(count: 2, lastAt: Self.at(3)),
            ChangeSetID(bits: 8): Suspicion(count: 1, lastAt: Self.at(4)),
        ]
        try notes.keep(suspicions)
        #expect(hub.store.crashNotes.suspicions == suspicions)
        notes.begin(nil)
        try notes.keep([:])
        #expect(notes.begun == nil && hub.store.crashNotes.suspicions.isEmpty)
    }
}
