import Foundation
import Testing

extension EndToEnd {
    /// Coverages verified, ordered and corrected at an office, and plans ruled at the centre.
    struct CoverageTests {
        private static func write(_ group: Group, _ name: String, _ text: String) throws -> String {
            let path = group.folder + "/" + name
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        @Test func `a verification reaches the other office and ends the worry`() async throws {
            try await Group.with { group in
                try group.central.done(
                    "plan", "rule", "set", "PL1", "--kind", "coinsurance", "--category", "Basic",
                    "--network", "in", "--pays", "80", "--deductible", "yes")
                let patient = try group.sharedPatient()
                let coverage = try group.sharedCoverage(of: patient)
                let before = try group.a.rows("coverage", "list", "--stale")
                #expect(before.first?.text("needs")?.contains("never verified") == true)

                group.stopHub()
                let verification = try group.a.done(
                    "coverage", "verify", coverage, "--method", "portal", "--active",
                    "--reference", "R-1", "--maximum-used", "250.00", "--served",
                    "D1110:2026-01-10")
                let fields = try group.a.fields("benefit_verification", verification)
                #expect(fields.text("callReference") == "R-1")
                #expect((fields["answers"] as? [Any])?.count == 1)
                let after = try group.a.rows("coverage", "list", "--patient", patient)
                #expect(after.first?.text("state") == "active")
                #expect(try group.a.rows("coverage", "list", "--stale").isEmpty)

                try group.serve()
                try group.sync(group.a, group.b)
                #expect(try group.b.rows("coverage", "list", "--stale").isEmpty)
                let usage = try group.b.rows("list", "benefit_usage")
                #expect(usage.first?.text("maximumUsed") == "250.00")
            }
        }

        @Test func `two plans in one file are one order, and a third coverage is named`()
            async throws
        {
            try await Group.with { group in
                try group.central.done("create", "insurance-plan", "code=PL2", "payor=P1")
                try group.sync(group.central, group.a)
                let patients = try Self.write(
                    group, "patients.csv",
                    "patient_system,patient_number,family_name,given_name,birth_date\n"
                        + "od,1,Sample,Kid,2015-01-01\n")
                let header =
                    "patient_system,patient_number,plan_code,member_id,effective_from,order\n"
                let coverage = try Self.write(
                    group, "coverage.csv",
                    header + "od,1,PL1,M1,2026-01-01,1\nod,1,PL2,M2,2026-01-01,2\n")
                try group.a.done("import", "patients", patients)
                try group.a.done("import", "coverage", coverage)
                #expect(try group.a.rows("conflicts", "list").isEmpty)
                let again = try group.a.run("import", "coverage", coverage)
                #expect(again.out.contains("2 the same"))

                let third = try Self.write(
                    group, "third.csv", header + "od,1,PL1,M3,2026-02-01,\n")
                try group.a.done("import", "coverage", third)
                let patient = try #require(try group.a.rows("list", "patient").first?.text("id"))
                let shown = try group.a.run("show", "patient", patient)
                #expect(shown.err.contains("stands in no order"))
                #expect(try group.a.rows("today", "--kind", "coverage").count == 1)
            }
        }

        @Test func `an office's rule is a proposal and bad words are misuse or refused`()
            async throws
        {
            try await Group.with { group in
                let proposed = try group.a.run(
                    "plan", "rule", "set", "PL1", "--kind", "deductible", "--amount", "50.00",
                    "--period", "calendarYear")
                #expect(proposed.code == 0)
                #expect(proposed.err.contains("proposal"))
                #expect(try group.a.rows("plan", "rule", "list", "PL1").isEmpty)
                let refused: [[String]] = [
                    ["--kind", "coinsurance"], ["--kind", "discount", "--pays", "80"],
                    ["--kind", "coinsurance", "--pays", "180"],
                    ["--kind", "limitation", "--amount", "10", "--period", "6weeks"],
                    ["--kind", "copay", "--amount", "10.555"],
                    ["--kind", "exclusion", "--group", "nowhere"],
                ]
                for more in refused {
                    let outcome = try group.central.run(["plan", "rule", "set", "PL1"] + more)
                    #expect(outcome.code == 1, "\(more)")
                }
                #expect(try group.central.run("plan", "rule", "set", "PL1").code == 2)
                let set = [
                    "plan", "rule", "set", "PL1", "--kind", "exclusion", "--category", "ortho",
                ]
                try group.central.done(set)
                let listed = try group.central.rows("plan", "rule", "list", "PL1")
                #expect(listed.first?.text("rule") == "exclusion, category ortho")
                try group.central.done(
                    "plan", "rule", "remove", "PL1", "--kind", "exclusion", "--category", "ortho")
                #expect(try group.central.rows("plan", "rule", "list", "PL1").isEmpty)
            }
        }
    }
}
