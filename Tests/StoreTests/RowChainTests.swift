import Foundation
import Merge
import Sync
import Testing

@testable import Store

/// The audit and the registry say of themselves whether another hand was at them.
struct RowChainTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private func peer(_ number: Int) -> Peer {
        Peer(
            replica: ReplicaID(bits: UInt128(number)), role: .office, office: Sample.id(number),
            scopes: [.group, .office(Sample.id(number))])
    }

    private func at(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) }

    private func registration(_ number: Int, fingerprint: UInt8 = 1) -> Registration {
        Registration(
            peer: peer(number), name: "machine \(number)", fingerprint: [fingerprint],
            expiresAt: at(1_000), registeredAt: at(Int64(number)), key: [9])
    }

    /// Nine lines of audit, and three replicas of which one renewed and one was revoked.
    private func hub() throws -> Hub {
        let hub = try Hub(in: scratch)
        try hub.store.write { transaction in
            for number in 1...3 { try transaction.register(registration(number)) }
            for number in 1...8 {
                try transaction.audit(
                    at: at(Int64(number)), "event", subject: Sample.id(number), detail: "")
            }
            try transaction.register(registration(2, fingerprint: 2), at: at(50))
            try transaction.revoke(peer(3).replica, at: at(60))
        }
        #expect(try hub.store.integrityProblems() == [])
        return hub
    }

    private func change(_ hub: Hub, _ sql: String) throws -> [String] {
        try hub.store.write { try $0.connection.run(sql) }
        return try hub.store.integrityProblems()
    }

    @Test(arguments: ["detail = 'x'", "event = 'x'", "at = 4", "subject = NULL", "chain = x'00'"])
    func `a changed line of the audit is named`(what: String) throws {
        let hub = try hub()
        let problems = try change(hub, "UPDATE audit SET \(what) WHERE ordinal = 5")
        #expect(problems.first == "line 5 of the audit is not what was written")
    }

    @Test(arguments: [(1, 1), (4, 4), (4, 6), (9, 9), (1, 9)])
    func `lines that were removed are named`(first: Int, last: Int) throws {
        let hub = try hub()
        let problems = try change(
            hub, "DELETE FROM audit WHERE ordinal BETWEEN \(first) AND \(last)")
        let words =
            first == last
            ? "line \(first) of the audit is gone"
            : "the lines \(first) to \(last) of the audit are gone"
        #expect(problems == [words])
    }

    @Test func `a line that another hand added is named, and ours still go in`() throws {
        let hub = try hub()
        let problems = try change(
            hub, "INSERT INTO audit (at, event, detail) VALUES (1, 'forged', '')")
        #expect(problems == ["line 10 of the audit is not what was written"])
        try hub.store.write { try $0.audit(at: at(70), "ours") }
        #expect(try hub.store.integrityProblems().first == problems.first)
        #expect(try hub.store.read { try $0.auditLines(limit: 1) }.map(\.event) == ["ours"])
    }

    @Test(arguments: [
        "revoked_at = NULL", "role = 'admin'", "scopes = 'group central'", "fingerprint = x'07'",
        "expires_at = 9999", "name = 'other'", "key = x'01'",
    ])
    func `a changed row of the registry is named`(what: String) throws {
        let hub = try hub()
        let id = peer(3).replica
        try hub.store.write {
            try $0.connection.run("UPDATE replica SET \(what) WHERE id = ?", [.id(id)])
        }
        let words = "replica \(id) is not what the hub wrote into the registry"
        #expect(try hub.store.integrityProblems() == [words])
    }

    @Test func `a row that is gone and one that nobody let in are named`() throws {
        let hub = try hub()
        let (gone, added) = (peer(2).replica, ReplicaID(bits: 77))
        try hub.store.write { transaction in
            try transaction.connection.run("DELETE FROM replica WHERE id = ?", [.id(gone)])
            try transaction.connection.run(
                """
                INSERT INTO replica (id, role, scopes, name, fingerprint, expires_at, enrolled_at)
                VALUES (?, 'admin', '', '', x'', 1, 1)
                """, [.id(added)])
        }
        #expect(
            try hub.store.integrityProblems() == [
                "replica \(gone) is gone from the registry",
                "replica \(added) was never let in by this hub",
            ])
    }

    @Test func `a changed line of the registry's log is named`() throws {
        let hub = try hub()
        let problems = try change(hub, "UPDATE registry_log SET digest = x'00' WHERE ordinal = 2")
        #expect(problems == ["line 2 of the registry's log is not what was written"])
    }

    @Test func `what was seen last is no part of it`() throws {
        let hub = try hub()
        try hub.store.write {
            try $0.noteSeen(peer(1).replica, at: at(99), address: "ipv4:192.0.2.1:1")
            try $0.noteOnline([peer(2).replica], at: at(99))
        }
        #expect(try hub.store.integrityProblems() == [])
    }

    @Test func `a row that another hand changed is told before the hub writes over it`() throws {
        let hub = try hub()
        _ = try change(hub, "UPDATE replica SET revoked_at = NULL")
        try hub.store.write { try $0.register(registration(3, fingerprint: 5), at: at(80)) }
        let line = try hub.store.read { try $0.auditLines(limit: 1) }.first
        #expect(line?.event == "registry-differs")
        #expect(line?.subject?.bits == peer(3).replica.bits)
    }

    @Test func `a store of before the chains is chained as it is opened`() throws {
        let hub = try hub()
        try hub.store.write { transaction in
            try transaction.connection.run("UPDATE audit SET chain = NULL")
            try transaction.connection.run("DELETE FROM registry_log")
            try transaction.connection.run("DELETE FROM meta WHERE key LIKE 'chain.%'")
            try transaction.setMeta("rechain", "1")
        }
        try hub.reopen()
        #expect(try hub.store.integrityProblems() == [])
        #expect(
            try change(hub, "DELETE FROM audit WHERE ordinal = 3") == [
                "line 3 of the audit is gone"
            ])
    }
}
