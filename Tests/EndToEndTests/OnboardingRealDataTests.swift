import Foundation
import Testing

extension EndToEnd {
    /// The dentists of a public file, into twenty synthetic contracts.
    struct OnboardingRealDataTests {
        private static let data = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "shared/data").path

        private static let offices = (1...4).map { "O\($0)" }

        /// Offices, payors, contracts and where they hold; every fifth contract credentials groups,
        /// one has ended, and each leaves one office out.
        private static func files(_ npis: [String]) -> [(kind: String, text: String)] {
            let places = offices.map { "\($0),Office \($0),900000001,Synthetic Group,MA" }
            let contracts = (1...20).map { number in
                let rule = number % 5 == 0 ? "groupCredentialed" : "eachProviderCredentialed"
                let through = number == 7 ? "2026-06-30" : ""
                return "C\(number),900000001,PX,execute,2020-01-01,\(through),\(rule)"
            }
            let rows = (1...20).flatMap { number in
                offices.enumerated().filter { $0.offset != number % 4 }
                    .map { "C\(number),\($0.element),2020-01-01" }
            }
            // Each dentist has a first office, and every second one a synthetic second office.
            let assigned = npis.enumerated().flatMap { index, npi in
                [0, 1].filter { $0 == 0 || index % 2 == 0 }
                    .map { "\(npi),\(offices[(index + $0) % 4]),2026-01-01" }
            }
            return [
                ("offices", "office_code,name,tin,legal_name,state\n" + joined(places)),
                ("payors", "payor_code,name\nPX,Synthetic Payor\n"),
                (
                    "contracts",
                    "contract_code,tin,payor_code,status,effective_from,effective_through,"
                        + "provider_rule\n" + joined(contracts)
                ),
                ("contract-locations", "contract_code,office_code,from\n" + joined(rows)),
                ("assignments", "npi,office_code,from\n" + joined(assigned)),
            ]
        }

        private static func joined(_ rows: [String]) -> String {
            rows.joined(separator: "\n") + "\n"
        }

        @Test func `every dentist but the excluded one is onboarded, and every pair accounted for`()
            async throws
        {
            let dentists = Self.data + "/nppes_dentists_ct_ma_ri_20181204.csv"
            let excluded = Self.data + "/oig_leie_dental_npis.csv"
            guard FileManager.default.fileExists(atPath: dentists) else {
                return print("skipped: the public files are not beside the repository")
            }
            let group = try Template.empty()
            defer { group.remove() }
            try group.serve()
            let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
            try group.central.done("join", "--token", group.hub.done(invitation))
            group.hasCentral = true
            try group.central.done("import", "exclusions", excluded)
            try group.central.done("import", "doctors", dentists)
            let npis = try group.central.rows("list", "practitioner").compactMap {
                $0.text("npi")
            }.sorted()
            #expect(npis.count == 116)
            for (kind, text) in Self.files(npis) {
                let file = group.folder + "/\(kind).csv"
                try text.write(toFile: file, atomically: true, encoding: .utf8)
                try group.central.done("import", kind, file)
            }
            try group.central.done("sync")
            let agent = try group.agent(group.central, ["--nightly", "02:00"])
            let tally = try Self.onboard(npis, at: group.central)
            #expect(agent.stop() == 0)
            #expect(tally.refused == 1)
            #expect(tally.opened + tally.told + tally.excluded == tally.pairs)
            let start = ContinuousClock.now
            try group.central.done("sync")
            print("onboarding of 115 dentists: \(tally), synced in \(ContinuousClock.now - start)")
            #expect(try group.central.rows("case", "list").count == tally.opened)
            let opened = try group.central.rows("doctor", "runs", "list")
            #expect(opened.count == 115)
            #expect(opened.compactMap { $0.number("opened") }.reduce(0, +) == tally.opened)
            try group.requireQuiet()
        }

        private struct Tally {
            var refused = 0
            var pairs = 0
            var opened = 0
            var told = 0
            var excluded = 0
        }

        private static func onboard(_ npis: [String], at site: Site) throws -> Tally {
            var tally = Tally()
            for npi in npis {
                let outcome = try site.run(
                    "doctor", "onboard", npi, "--start", "2026-12-01", "--format", "json")
                guard outcome.code == 0 else {
                    #expect(outcome.err.contains("exclusion list leie"))
                    tally.refused += 1
                    continue
                }
                let rows = try outcome.rows
                tally.pairs += rows.count
                tally.opened += rows.count { $0.text("outcome") == "opened" }
                tally.told += rows.count { $0.text("outcome") == "told" }
                tally.excluded += rows.count { $0.text("outcome") == "excluded" }
                #expect(
                    rows.allSatisfy {
                        ($0.text("reason") == nil) != ($0.text("outcome") == "excluded")
                    })
            }
            return tally
        }
    }
}
