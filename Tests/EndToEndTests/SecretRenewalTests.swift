import Foundation
import Merge
import Store
import Sync
import Testing

extension EndToEnd {
    /// A machine is lost, and the hub draws a new secret for ids.
    struct SecretRenewalTests {
        private static let header =
            "patient_system,patient_number,family_name,given_name,birth_date\n"
        private static let known = "PMS,1001,Knowley,Cora,1980-02-29\n"
        private static let new = "PMS,1002,Newley,Dan,1981-03-01\n"

        private func file(_ group: Group, _ rows: String) throws -> String {
            let path = group.folder + "/" + UUID().uuidString + ".csv"
            try (Self.header + rows).write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        private func version(at site: Site) throws -> UInt32? {
            try site.open { try $0.read { try $0.idSecret?.version } }
        }

        private func awaited(_ group: Group) throws -> Int? {
            try group.hub.rows("status").first?.number("idSecretAwaited")
        }

        private func count(_ family: String, at site: Site) throws -> Int {
            try site.rows("list", "patient").count { "\($0)".contains(family) }
        }

        /// Office A01's second machine.
        private func second(_ group: Group) throws -> Site {
            let second = group.site("A01-back")
            try second.done("join", "--token", group.token("A01", "--name", "back"))
            try second.done("sync")
            return second
        }

        @Test func `a new secret reaches every machine, a live one at once`() async throws {
            try await Group.with { group in
                let agent = try group.agent(group.b)
                #expect(try group.hub.done("renew-secret") == "secret for ids: version 2")
                let isHeard = try Deadline.reached(within: 30) { try awaited(group) == 2 }
                #expect(isHeard, "\(agent.said)")
                #expect(agent.stop() == 0)
                #expect(try version(at: group.b) == 2)
                #expect(try version(at: group.a) == 1)
                try group.sync(group.a, group.central)
                for site in [group.a, group.central] { #expect(try version(at: site) == 2) }
                #expect(try awaited(group) == 0)
                #expect(try version(at: second(group)) == 2)
            }
        }

        /// A case that somebody works on, of a contract that no longer holds at its office from a
        /// day on.
        ///
        /// - Returns: the row that says where the contract holds.
        private func caseWithoutCause(_ desk: Site, endingOn day: String) throws -> String {
            try desk.done("create", "organization", "legalName=Synthetic", "tin=900000001")
            try desk.done("contract", "add", "C1", "--payor", "P1", "--offices", "A01")
            for event in ["offer", "makeExecutable", "execute"] {
                try desk.done("step", "log", "payor-contract", "C1", event)
            }
            try desk.done("edit", "payor-contract", "C1", "effectiveFrom=2020-01-01")
            try desk.done(
                "create", "practitioner", "npi=2000000002", "family=Synth", "given=Ada")
            try desk.done(
                "doctor", "onboard", "2000000002", "--start", "2027-01-01", "--offices", "A01")
            try desk.done("sync")
            let id = try #require(try desk.rows("list", "enrollment").first?.text("id"))
            try desk.done("step", "log", "enrollment", id, "prepare")
            let place = try #require(
                try desk.rows("list", "contract-location").first?.text("id"))
            try desk.done(
                "edit", "contract-location", place, "effectiveFrom=2020-01-01",
                "effectiveThrough=\(day)")
            try desk.done("sync")
            return place
        }

        private func flags(at site: Site) throws -> Int {
            try site.rows("list", "task").count { $0.text("kind") == "givenUp" }
        }

        @Test func `what the hub derived it finds under the secrets that it had`() async throws {
            try await Group.with { group in
                let desk = group.central
                let place = try caseWithoutCause(desk, endingOn: "2026-11-01")
                #expect(try flags(at: desk) == 1)
                try group.hub.done("renew-secret")
                #expect(group.stopHub() == 0)
                try group.hub.done("renew-secret")
                try group.serve()
                // The hub looks at the case again.
                try desk.done("edit", "contract-location", place, "effectiveThrough=2026-11-02")
                try desk.done("sync")
                #expect(try flags(at: desk) == 1)
            }
        }

        @Test func `what stands is found by its number, and what two machines make apart is told`()
            async throws
        {
            try await Group.with { group in
                let second = try second(group)
                try group.a.done("import", "patients", file(group, Self.known))
                try group.sync(group.a, second)
                try group.hub.done("renew-secret")
                try group.sync(group.a)
                #expect(try version(at: group.a) == 2 && version(at: second) == 1)
                for site in [group.a, second] {
                    try site.done("import", "patients", file(group, Self.known + Self.new))
                }
                try group.sync(second, group.a, second, group.central)
                for site in [group.a, second, group.central] {
                    #expect(try count("Knowley", at: site) == 1)
                    #expect(try count("Newley", at: site) == 2)
                    let told = try site.conflicts().map { $0.text("kind") }
                    #expect(told == ["duplicate-patient"])
                }
                let id = try #require(try group.central.conflicts().first?.text("id"))
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "1",
                    "--reason", "one patient")
                try group.sync(group.central, group.a, second)
                for site in [group.a, second, group.central] {
                    #expect(try site.conflicts().isEmpty)
                }
            }
        }
    }
}
