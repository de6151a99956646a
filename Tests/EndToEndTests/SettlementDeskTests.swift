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

        @Test func `what an office asks about two patients is one question`() async throws {
            try await Group.with { group in
                let patients = try ["Smith", "Okafor", "Lind"].map { family in
                    try group.a.done("create", "patient", "family=\(family)", "given=Ana")
                }
                for other in patients.dropFirst() {
                    try group.a.done("patient", "link", patients[0], other, "--reason", "card")
                }
                try group.sync()
                let waiting = try group.central.rows("proposals", "list")
                #expect(Set(waiting.map { $0.text("type") }) == ["settlement"])
                #expect(waiting.allSatisfy { $0.text("name")?.contains("Smith") == true })
                func ask(about family: String) throws -> String {
                    let row = waiting.first { $0.text("name")?.contains(family) == true }
                    return try #require(row?.text("id"))
                }
                try group.central.done("proposals", "accept", ask(about: "Okafor"))
                try group.central.done(
                    "proposals", "reject", ask(about: "Lind"), "--reason", "no")
                #expect(try group.central.rows("proposals", "list").isEmpty)
                try group.sync()
                let text = try group.a.done("show", "patient", patients[0], "--format", "json")
                #expect(text.contains(patients[1]) && !text.contains(patients[2]))
                let settled = try group.central.rows("list", "settlement")
                #expect(settled.count == 1)
            }
        }

        @Test func `of three, whoever takes his answers back takes back all of his`() async throws {
            try await Group.with { group in
                let second = try group.secondCentral()
                for given in ["Ann", "Anne", "Anna"] {
                    try group.a.done(
                        "create", "patient", "family=Lee", "given=\(given)",
                        "birthDate=1980-02-28")
                }
                try sync(group, second)
                let id = try #require(try group.central.conflicts().first?.text("id"))
                for (site, number) in [(group.central, "1"), (second, "2")] {
                    try site.done(
                        "conflicts", "resolve", id, "--seen", site.seen(id), "--take", number,
                        "--reason", "mine")
                }
                try sync(group, second)
                let again = try #require(try group.central.conflicts().first?.text("id"))
                try group.central.done(
                    "conflicts", "resolve", again, "--seen", group.central.seen(again), "--take",
                    "1", "--reason", "so")
                try group.central.done("conflicts", "undo", again, "--reason", "no")
                try group.central.done("conflicts", "undo", id, "--reason", "no")
                try sync(group, second)
                try second.done("conflicts", "undo", id, "--reason", "no")
                try sync(group, second)
                for site in [group.central, second, group.a] {
                    #expect(try site.conflicts().map { $0.text("id") } == [id])
                }
            }
        }
    }
}
