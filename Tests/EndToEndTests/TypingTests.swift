import Foundation
import Testing

extension EndToEnd {
    /// What people and programs write differently and mean alike, or leave blank.
    struct TypingTests {
        /// A patient of one office with a card.
        private func insured(
            _ site: Site, _ office: String, family: String, member: String
        ) throws -> (patient: String, coverage: String) {
            let patient = try site.done(
                "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-02-02",
                "offices+=\(office)")
            let coverage = try site.done(
                "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                "relationship=self", "memberId=\(member)")
            return (patient, coverage)
        }

        /// Golden scenario 2 with real processes.
        @Test func `a member id typed two ways at two offices is a duplicate that nobody merges`()
            async throws
        {
            try await Group.with { group in
                let first = try insured(group.a, "A01", family: "Synthley", member: "syn-77.01")
                let second = try insured(group.b, "B01", family: "Marriedname", member: "SYN 7701")
                try group.sync()
                let found = try group.central.conflicts()
                #expect(found.map { $0.text("kind") } == ["duplicate-member"])
                let record = try #require(found.first?.text("record"))
                #expect([first.patient, second.patient].contains(record))
                for (own, family) in [(first, "Synthley"), (second, "Marriedname")] {
                    let central = group.central
                    let patient = try central.fields("patient", own.patient)
                    #expect(patient.text("family") == family)
                    let coverage = try central.fields("coverage", own.coverage)
                    #expect(coverage.text("memberId") == "SYN7701")
                    #expect(coverage.text("patient") == own.patient)
                }
                #expect(try group.a.conflicts().isEmpty)
                #expect(try group.b.conflicts().isEmpty)
            }
        }

        @Test func `one card's id typed two ways at two offices is one id`() async throws {
            try await Group.with { group in
                let coverage = try group.sharedCoverage(of: try group.sharedPatient())
                try group.a.done("coverage", "update", coverage, "--member-id", "syn-77.02")
                try group.b.done("coverage", "update", coverage, "--member-id", "SYN 7702")
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().isEmpty)
                    let fields = try site.fields("coverage", coverage)
                    #expect(fields.text("memberId") == "SYN7702")
                }
            }
        }

        private func fee(_ site: Site, _ code: String, on day: String) throws -> [String] {
            let row = try site.rows("fees", "lookup", code, "--schedule", "PPO", "--on", day).first
            return [row?.text("state") ?? "", row?.text("amount") ?? ""]
        }

        /// Golden scenario 12 with real processes.
        @Test func `blanks of an Open Dental file remove nothing unasked, and are never zero`()
            async throws
        {
            try await Group.with { group in
                try group.addFeeUsers()
                try group.publish(
                    "PPO", ["kind=contracted"], "X0001,45.00\nX0002,60.00\nX0003,0.00\n")
                try group.sync()
                // X0003 is left out, X0009 is new and blank.
                let dirty = "X0001\t\ta\tb\nX0002\t61.00\ta\tb\nX0009\t\ta\tb\n"
                let file = group.folder + "/dirty.txt"
                try dirty.write(toFile: file, atomically: true, encoding: .utf8)
                func changes(_ options: String...) throws -> [String: String] {
                    let rows = try group.central.run(
                        ["fees", "import", file, "--schedule", "PPO", "--dry-run"] + options
                            + ["--format", "json"]
                    ).rows
                    return Dictionary(
                        uniqueKeysWithValues: rows.map { row in
                            let words = [row.text("change"), row.text("notices")]
                            return (
                                row.text("code") ?? "",
                                words.compactMap(\.self).joined(separator: " ")
                            )
                        })
                }
                let open = try changes()
                #expect(open["X0001"] == "to-blank kept" && open["X0003"] == nil)
                let complete = try changes("--complete")
                #expect(complete["X0001"] == "to-blank " && complete["X0003"] == "removed ")

                try group.release("PPO", dirty, from: "2021-01-01")
                try group.sync()
                try group.release("PPO", dirty, from: "2022-01-01", ["--complete"])
                try group.sync()
                let site = group.a
                #expect(try fee(site, "X0001", on: "2021-06-01") == ["priced", "45.00"])
                #expect(try fee(site, "X0002", on: "2021-06-01") == ["priced", "61.00"])
                #expect(try fee(site, "X0003", on: "2021-06-01") == ["priced", "0.00"])
                #expect(try fee(site, "X0009", on: "2021-06-01") == ["notListed", ""])
                #expect(try fee(site, "X0001", on: "2022-06-01") == ["notListed", ""])
                #expect(try fee(site, "X0003", on: "2022-06-01") == ["notListed", ""])
            }
        }
    }
}
