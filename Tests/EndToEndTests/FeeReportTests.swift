import Foundation
import Testing

extension EndToEnd {
    /// What the reports on fees, volumes and codes print.
    struct FeeReportTests {
        private func rows(_ report: String, _ site: Site) throws -> [[String: Any]] {
            let object = try site.run("report", report, "--format", "json").object
            return try #require(object["rows"] as? [[String: Any]])
        }

        private func take(_ kind: [String], _ text: String, _ group: Group) throws {
            let path = group.folder + "/in.csv"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            try group.central.done(["import", kind[0], path] + kind.dropFirst())
        }

        /// A contract of office A01 with its fees, usual fees, volumes and two code sets.
        private func prepare(_ group: Group) throws {
            let site = group.central
            try group.addFeeUsers()
            try site.done("create", "organization", "legalName=Synth", "tin=900000001")
            try site.done("edit", "office", "A01", "organization=900000001")
            try site.done(
                "create", "payor-contract", "code=C1", "payor=P1", "organization=900000001",
                "effectiveFrom=2020-01-01", "locationRule=allLocationsOfTin")
            try group.publish(
                "PPO", ["kind=contracted", "contract=C1", "reviewDueOn=2031-01-31"],
                "X0001,40.00\nX0002,10.00\n")
            try group.publish("UCR", ["kind=ucr"], "X0001,64.00\n")
            try take(
                ["volumes"],
                """
                code,office_code,count,period
                X0001,A01,100,2025
                X0002,A01,5,2025
                X0001,B01,7,2025

                """, group)
            for (edition, codes) in [("2025", "X0001\nX0002\n"), ("2026", "X0001\n")] {
                try take(
                    ["codes", "--system", "CDT", "--edition", edition], "code\n" + codes, group)
            }
            try group.sync()
            try group.sync()
        }

        @Test func `rollout, reviews, a contract's worth and changed codes are told`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                let site = group.central
                let rollout = try rows("R5", site)
                for code in ["PPO", "UCR"] {
                    let own = rollout.filter { $0.text("schedule") == code }
                    #expect(own.map { $0.text("office") } == ["A01", "B01"])
                    #expect(own.allSatisfy { $0.text("state") == "appliedToReplica" })
                    #expect(own.allSatisfy { $0.text("effective") == "2020-01-01" })
                }
                let reviews = try rows("R5b", site)
                #expect(reviews.first?.text("code") == "PPO")
                #expect(reviews.first?.text("reviewDue") == "2031-01-31")
                #expect(reviews.first?.text("inForceSince") == "2020-01-01")
                let worth = try rows("R6", site)
                #expect(worth.count == 1)
                let row = try #require(worth.first)
                #expect(row.text("contract") == "C1" && row.number("offices") == 1)
                #expect(row.number("procedures") == 100 && row.number("unpriced") == 5)
                #expect(row.text("ucr") == "6400.00" && row.text("contracted") == "4000.00")
                #expect(row.text("writeOff") == "2400.00")
                #expect(row.text("writeOffPercent") == "37.50")
                let codes = try rows("R16", site)
                #expect(!codes.isEmpty)
                for code in codes { #expect(code.text("code") == "X0002") }
                #expect(codes.contains { $0.text("record")?.contains("PPO") == true })
            }
        }
    }
}
