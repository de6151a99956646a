import Foundation
import Testing

extension EndToEnd {
    /// Disks are lost, copied and put back; nothing that anybody wrote is lost or doubled.
    struct RestoreTests {
        private func create(_ site: Site, _ family: String) throws {
            try site.done(
                "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-01-01")
        }

        private func families(_ site: Site) throws -> [String] {
            try site.rows("list", "patient").compactMap { $0.text("family") }.sorted()
        }

        @Test func `an office restored from an old copy loses and doubles nothing`() async throws {
            try await Group.with { group in
                try create(group.a, "One")
                let backup = try group.copy(group.a, to: "backup")
                try create(group.a, "Two")
                try group.sync(group.a)
                try group.restore(group.a, from: backup)
                try create(group.a, "Three")
                try group.sync(group.a)
                #expect(try families(group.a) == ["One", "Three", "Two"])
                #expect(try group.hub.done("events").contains("cop"))
            }
        }

        @Test func `a cloned disk used on both machines keeps what both wrote`() async throws {
            try await Group.with { group in
                try create(group.a, "One")
                let clone = try group.copy(group.a, to: "clone")
                try create(group.a, "Two")
                try create(clone, "Three")
                for site in [group.a, clone, group.a, clone] { try site.done("sync") }
                try create(clone, "Four")
                for site in [clone, group.a] { try site.done("sync") }
                let all = ["Four", "One", "Three", "Two"]
                #expect(try families(group.a) == all)
                #expect(try families(clone) == all)
                #expect(try clone.done("digest") == group.a.done("digest"))
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(events.contains { $0.contains("copied") })
            }
        }

        @Test func `a hub restored from yesterday's copy gets everything back`() async throws {
            try await Group.with { group in
                try create(group.a, "One")
                try group.sync()
                #expect(group.stopHub() == 0)
                let backup = try group.copy(group.hub, to: "backup")
                try group.serve()
                try create(group.a, "Two")
                try group.b.done(
                    "create", "patient", "family=Three", "given=Pat", "birthDate=1980-01-01",
                    "offices+=A01", "offices+=B01")
                try group.central.done("create", "payor", "code=P2", "name=Payor Two")
                try group.sync()
                #expect(group.stopHub() == 0)
                try group.restore(group.hub, from: backup)
                try group.serve()
                try create(group.a, "Four")
                try group.sync()
                #expect(try families(group.a) == ["Four", "One", "Three", "Two"])
                #expect(try families(group.b) == ["Three"])
                #expect(try group.b.rows("list", "payor").count == 2)
            }
        }

        @Test func `an edit that reaches a restored hub before its record is kept`() async throws {
            try await Group.with { group in
                #expect(group.stopHub() == 0)
                let backup = try group.copy(group.hub, to: "backup")
                try group.serve()
                let patient = try group.b.done(
                    "create", "patient", "family=Early", "given=Pat", "birthDate=1980-01-01",
                    "offices+=A01", "offices+=B01")
                try group.sync()
                try group.a.done(
                    "edit", "patient", patient.trimmingCharacters(in: .whitespacesAndNewlines),
                    "preferredName=Addie")
                try group.sync()
                #expect(group.stopHub() == 0)
                try group.restore(group.hub, from: backup)
                try group.serve()
                // The office that only edited it comes first; whoever created it, later.
                for site in [group.a, group.b, group.a, group.central] { try site.done("sync") }
                for site in [group.a, group.b, group.central] {
                    let rows = try site.rows("list", "patient")
                    let early = rows.filter { $0.text("family") == "Early" }
                    #expect(early.map { $0.text("preferredName") } == ["Addie"])
                }
            }
        }
    }
}
