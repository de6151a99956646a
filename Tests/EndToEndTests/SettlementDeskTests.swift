import Foundation
import Testing

extension EndToEnd {
    /// Two desks of the centre that settle one matter between records without knowing of each
    /// other.
    struct SettlementDeskTests {
        /// Two doctors under one NPI, known everywhere.
        private func doubled(
            _ group: Group, _ second: Site
        ) throws -> (doctors: [String], conflict: String) {
            let doctors = try [(group.central, "Ann"), (second, "Anne")].map { site, given in
                try site.done(
                    "create", "practitioner", "npi=1234567893", "family=Lee", "given=\(given)")
            }
            try sync(group, second)
            let open = try #require(try group.central.conflicts().first)
            #expect(open.text("kind") == "duplicate-key")
            return (doctors, try #require(open.text("id")))
        }

        private func sync(_ group: Group, _ second: Site) throws {
            for _ in 1...2 {
                try second.done("sync")
                try group.sync()
            }
            try second.done("sync")
        }

        private func lives(_ site: Site, _ doctors: [String]) throws -> [String?] {
            try doctors.map { try site.fields("practitioner", $0).text("lifecycle") }
        }

        @Test func `opposite settlements of one duplicate are a conflict again`() async throws {
            try await Group.with { group in
                let second = try group.secondCentral()
                let (doctors, id) = try doubled(group, second)
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "1",
                    "--reason", "mine")
                try second.done(
                    "conflicts", "resolve", id, "--seen", second.seen(id), "--take", "2",
                    "--reason", "other")
                for site in [group.central, second] {
                    #expect(try site.conflicts().isEmpty)
                    let lives = try lives(site, doctors)
                    #expect(lives.count { $0 == "entered-in-error" } == 1)
                }
                try sync(group, second)
                var again = ""
                for site in [group.central, second, group.a] {
                    #expect(try lives(site, doctors).allSatisfy { $0 != "entered-in-error" })
                    let open = try site.conflicts()
                    #expect(open.map { $0.text("type") } == ["settlement"])
                    again = try #require(open.first?.text("id"))
                    let text = try site.done("conflicts", "show", again, "--format", "json")
                    let sheet = try Outcome(code: 0, out: text, err: "").object
                    let candidates = try #require(sheet["candidates"] as? [[String: Any]])
                    #expect(Set(candidates.compactMap { $0.text("reason") }) == ["mine", "other"])
                    for doctor in doctors { #expect(text.contains(doctor)) }
                }
                // Settled again, it holds everywhere; taken back, both answers stand.
                try second.done(
                    "conflicts", "resolve", again, "--seen", second.seen(again), "--take", "1",
                    "--reason", "agreed")
                try sync(group, second)
                for site in [group.central, second, group.a] {
                    #expect(try site.conflicts().isEmpty)
                    #expect(try lives(site, doctors).count { $0 == "entered-in-error" } == 1)
                }
                try second.done("conflicts", "undo", again, "--reason", "no")
                try sync(group, second)
                #expect(try group.a.conflicts().map { $0.text("id") } == [again])
                #expect(
                    try lives(group.a, doctors).allSatisfy { $0 != "entered-in-error" })
            }
        }

        @Test func `a settlement that is taken back restores both records`() async throws {
            try await Group.with { group in
                let second = try group.secondCentral()
                let (doctors, id) = try doubled(group, second)
                try second.done(
                    "conflicts", "resolve", id, "--seen", second.seen(id), "--take", "1",
                    "--reason", "same")
                try sync(group, second)
                #expect(try group.a.conflicts().isEmpty)
                try second.done("conflicts", "undo", id, "--reason", "not the same")
                try sync(group, second)
                for site in [group.central, second, group.a] {
                    #expect(try site.conflicts().map { $0.text("id") } == [id])
                    #expect(try lives(site, doctors).allSatisfy { $0 != "entered-in-error" })
                }
            }
        }
    }
}
