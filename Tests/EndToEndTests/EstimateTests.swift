import Foundation
import Testing

extension EndToEnd {
    /// Estimates and summaries at an office, with the line down.
    struct EstimateTests {
        /// An office's patient under PL1, whose doctor is in network and whose codes are filed.
        private static func insured(
            _ group: Group
        ) throws -> (patient: String, coverage: String) {
            let centre = group.central
            try centre.done("create", "organization", "legalName=Synthetic", "tin=900000001")
            try centre.done("edit", "office", "A01", "organization=900000001")
            try centre.done(
                "create", "practitioner", "npi=2000000002", "family=Synthley", "given=Alba")
            try centre.done(
                "create", "location_assignment", "practitioner=2000000002", "office=A01",
                "effectiveFrom=2020-01-01")
            try centre.done(
                "create", "payor_contract", "code=C1", "organization=900000001", "payor=P1",
                "effectiveFrom=2020-01-01", "locationRule=listedLocations",
                "providerRule=groupCredentialed", "status+=execute;2020-01-01")
            try centre.done(
                "create", "contract_location", "contract=C1", "office=A01",
                "effectiveFrom=2020-01-01")
            try centre.done(
                "create", "code_group", "name=basic", "codes+=D2391", "uses+=category")
            try centre.done(
                "edit", "insurance_plan", "PL1", "planKind=ppoPercentage", "benefitYearMonth=1")
            for rule in [
                [
                    "--kind", "coinsurance", "--category", "basic", "--pays", "80", "--deductible",
                    "yes",
                ],
                ["--kind", "deductible", "--amount", "50.00", "--period", "calendarYear"],
                ["--kind", "limitation", "--amount", "1000.00", "--period", "calendarYear"],
            ] {
                try centre.done(["plan", "rule", "set", "PL1"] + rule)
            }
            let patient = try group.sharedPatient()
            let coverage = try group.sharedCoverage(of: patient)
            try group.a.done(
                "coverage", "update", coverage, "--from", "2020-01-01", "--member-id", "SYN-1")
            try group.a.done(
                "coverage", "verify", coverage, "--method", "271", "--active",
                "--maximum-used", "0.00", "--deductible-met", "50.00")
            try group.sync(group.a, group.central)
            return (patient, coverage)
        }

        @Test func `an office estimates to the cent with the line down`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let (patient, _) = try Self.insured(group)
                try group.addFeeUsers()
                try group.publish(
                    "PPO", ["kind=contracted", "contract=C1"], "D2391,150.05\n")
                try group.publish("UCR", ["kind=ucr"], "D2391,210.00\n")
                try group.sync(group.central, group.a)
                group.stopHub()
                let lines = try group.a.rows(
                    "estimate", "--patient", patient, "--doctor", "2000000002", "D2391",
                    "--explain")
                // 80 % of 150.05 is 120.04; the deductible is met.
                #expect(lines[0].text("usual") == "210.00")
                #expect(lines[0].text("allowed") == "150.05")
                #expect(lines[0].text("primary") == "120.04")
                #expect(lines[0].text("writeOff") == "59.95")
                #expect(lines[0].text("patient") == "30.01")
                #expect(lines[1].text("patient") == "30.01")
                let steps = try #require(lines[0]["steps"] as? [[String: String]])
                #expect(steps.contains { $0["source"]?.contains("schedule PPO version 1") == true })
                let early = try group.a.rows(
                    "estimate", "--patient", patient, "--doctor", "2000000002", "--on",
                    "2019-12-31", "D2391")
                #expect(early[0]["isKnown"] as? Bool == false)
            }
        }

        @Test func `a coverage's way through the network finds its fee, in and out of it`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let (_, coverage) = try Self.insured(group)
                try group.addFeeUsers()
                try group.publish(
                    "PPO", ["kind=contracted", "contract=C1"], "D2391,150.05\n")
                try group.publish("UCR", ["kind=ucr"], "D2391,210.00\n")
                try group.central.done("edit", "payor_contract", "C1", "effectiveFrom=2020-06-01")
                try group.sync(group.central, group.a)
                group.stopHub()
                let question = ["fees", "lookup", "D2391", "--coverage", coverage]
                let doctor = ["--doctor", "2000000002"]
                func found(_ day: String) throws -> (schedule: String?, amount: String?) {
                    let row = try group.a.run(
                        question + doctor + ["--on", day, "--format", "json"]
                    ).rows.first
                    return (row?.text("schedule"), row?.text("amount"))
                }
                #expect(try found("2020-06-01") == ("PPO", "150.05"))
                #expect(try found("2020-05-31") == ("UCR", "210.00"))
                let inside = try group.a.run(question + doctor + ["--explain"])
                #expect(inside.err.contains("in network through contract C1"))
                let outside = try group.a.run(
                    question + doctor + ["--explain", "--on", "2020-05-31"])
                #expect(outside.err.contains("out of network: the office's usual fees"))
                let nobody = try group.a.run(question)
                #expect(nobody.code == 1 && nobody.err.contains("needs --doctor"))
            }
        }

        @Test func `an office estimates with the line down and says what it lacks`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let (patient, coverage) = try Self.insured(group)
                group.stopHub()
                let lines = try group.a.rows(
                    "estimate", "--patient", patient, "--doctor", "2000000002", "D2391",
                    "--explain")
                #expect(lines.count == 2)
                #expect(lines[0]["isKnown"] as? Bool == false)
                let reasons = try #require(lines[0]["unknown"] as? [String])
                #expect(reasons.contains { $0.contains("no fee for D2391") })
                #expect(lines[1]["patient"] is NSNull)

                let sheet = try group.a.done(
                    "estimate", "print", "--patient", patient, "--doctor", "2000000002", "D2391")
                #expect(sheet.contains("What your visit will probably cost"))
                #expect(sheet.contains("not known yet; please ask us before the visit"))
                #expect(!sheet.contains("`") && !sheet.contains("PL1"))
                #expect(try group.a.rows("list", "estimate").isEmpty)

                let wrong = try group.a.run(
                    "estimate", "--coverage", coverage, "--doctor", "2000000002", "D23")
                #expect(wrong.code == 2)
                let nobody = try group.a.run(
                    "estimate", "--coverage", coverage, "--doctor", "2000000010", "D2391")
                #expect(nobody.code == 1)
            }
        }

        /// Golden scenario 1 with real processes: two halves of one card, without a line.
        @Test func `two offices' halves of one card make the estimate unknown`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let (patient, coverage) = try Self.insured(group)
                try group.sync(group.b)
                group.stopHub()
                try group.a.done("coverage", "update", coverage, "--member-id", "SYN-2")
                try group.b.done("coverage", "update", coverage, "--relationship", "spouse")
                try group.serve()
                try group.sync(group.a, group.b, group.a)
                let conflicts = try group.a.conflicts()
                #expect(conflicts.count == 1)
                let lines = try group.a.rows(
                    "estimate", "--patient", patient, "--doctor", "2000000002", "D2391")
                let reasons = try #require(lines[0]["unknown"] as? [String])
                #expect(reasons.contains { $0.contains("identity") })
            }
        }

        @Test func `a summary is text on the screen and a private PDF file`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let (patient, _) = try Self.insured(group)
                group.stopHub()
                let text = try group.a.done("summary", "print", patient)
                #expect(text.contains("Pat Shared"))
                #expect(text.contains("Maximum left") && text.contains("1000.00"))
                #expect(text.contains("Your dental office"))
                #expect(!text.contains("store ") && !text.contains("bridgework"))

                let file = group.folder + "/summary.pdf"
                try group.a.done("summary", "print", patient, "--format", "pdf", "--output", file)
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
                let data = try #require(FileManager.default.contents(atPath: file))
                #expect(data.starts(with: Data("%PDF-1.4".utf8)))
                let again = try group.a.run(
                    "summary", "print", patient, "--format", "pdf", "--output", file)
                #expect(again.code == 1)
                #expect(again.err.contains("--force"))
                try group.a.done(
                    "summary", "print", patient, "--format", "pdf", "--output", file, "--force")
                let left = try FileManager.default.contentsOfDirectory(atPath: group.folder)
                #expect(!left.contains { $0.hasSuffix(".part") })
                // A letter of code page 1250 only.
                try group.a.done("edit", "patient", patient, "given=\u{141}ucja")
                let foreign = group.folder + "/foreign.pdf"
                let refused = try group.a.run(
                    "summary", "print", patient, "--format", "pdf", "--output", foreign)
                #expect(refused.code == 1 && refused.err.contains("--format text"))
                #expect(!FileManager.default.fileExists(atPath: foreign))
                #expect(try group.a.run("summary", "print", patient, "--format", "pdf").code == 2)
            }
        }
    }
}
