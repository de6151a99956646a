import Foundation
import Merge
import Testing

extension EndToEnd {
    /// A month at the coordinator's desk, each sum worked out by hand; all people are synthetic.
    struct CoordinatorsMonthTests {
        private static let offices = ["ELM", "OAK", "BAY"]

        /// Synthetic NPIs, each with its check digit: Luhn's over the number behind 80840.
        private static let npis: [String] = (1...116).map { number in
            let body = String(200_000_000 + number)
            let sum = ("80840" + body).reversed().enumerated().reduce(0) { sum, digit in
                let value = digit.element.wholeNumberValue ?? 0
                return sum + (digit.offset % 2 == 0 ? value * 2 / 10 + value * 2 % 10 : value)
            }
            return body + String((10 - sum % 10) % 10)
        }

        @Test func `a month's sums are those worked out by hand`() async throws {
            let group = try Template.empty()
            defer { group.remove() }
            try group.serve()
            let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
            try group.central.done("join", "--token", group.hub.done(invitation))
            group.hasCentral = true
            try Self.takeIn(Self.masterData, at: group.central, group)
            for code in Self.offices { try group.join(code) }
            try Self.onboard(group)
            try Self.move(group)
            try Self.publishFees(group)
            try Self.takeInPlans(group)
            try Self.takeInFamilies(group)
            try Self.estimate(group)
            try group.requireQuiet()
        }

        // MARK: What the desk takes in

        private typealias Table = (kind: String, columns: String, rows: [String])

        private static func takeIn(_ tables: [Table], at site: Site, _ group: Group) throws {
            for table in tables {
                let file = group.folder + "/\(table.kind).csv"
                let lines = [table.columns] + table.rows
                try lines.joined(separator: "\n").write(
                    toFile: file, atomically: true, encoding: .utf8)
                try site.done("import", table.kind, file)
                let again = try site.done("import", table.kind, file)
                #expect(again.hasPrefix("0 created, 0 edited"), "\(table.kind): \(again)")
            }
        }

        /// Three offices, 116 dentists in turn among them, and seven contracts: C5 credentials
        /// the group as a whole, C6 has ended, and C7 does not hold at BAY.
        private static var masterData: [Table] {
            let places = offices.map { "\($0),\($0) Street,900000001,Synthetic Group,MA" }
            let contracts = (1...7).map { number in
                let rule = number == 5 ? "groupCredentialed" : "eachProviderCredentialed"
                let through = number == 6 ? "2026-06-30" : ""
                return "C\(number),900000001,P\(number),execute,2020-01-01,\(through),\(rule)"
            }
            let locations = (1...7).flatMap { number in
                offices.filter { !(number == 7 && $0 == "BAY") }
                    .map { "C\(number),\($0),2020-01-01" }
            }
            return [
                ("offices", "office_code,name,tin,legal_name,state", places),
                (
                    "doctors", "npi,family_name,given_name",
                    npis.enumerated().map { "\($0.element),Family\($0.offset),Given" }
                ),
                ("payors", "payor_code,name", (1...7).map { "P\($0),Synthetic Payor \($0)" }),
                (
                    "contracts",
                    "contract_code,tin,payor_code,status,effective_from,effective_through,"
                        + "provider_rule", contracts
                ),
                ("contract-locations", "contract_code,office_code,from", locations),
                (
                    "assignments", "npi,office_code,from",
                    npis.enumerated().map { "\($0.element),\(offices[$0.offset % 3]),2026-01-01" }
                ),
            ]
        }

        // MARK: Doctors

        /// Every doctor into every contract.
        ///
        /// 116 = 39 at ELM + 39 at OAK + 38 at BAY. Each has one pair with each of 7 contracts, 812
        /// in all. At ELM and OAK C1 to C4 and C7 open a case, at BAY C1 to C4: 78 * 5 + 38 * 4 =
        /// 542. C5 is told, 116. C6 is out everywhere, C7 at BAY: 116 + 38 = 154.
        private static func onboard(_ group: Group) throws {
            var outcomes: [String: Int] = [:]
            for npi in npis {
                let rows = try group.central.rows("doctor", "onboard", npi, "--start", "2026-11-01")
                for row in rows { outcomes[row.text("outcome") ?? "", default: 0] += 1 }
            }
            #expect(outcomes == ["opened": 542, "told": 116, "excluded": 154])
            try group.sync(group.central)
            #expect(try group.central.rows("case", "list").count == 542)
            #expect(try group.central.rows("notice", "list").count == 116)
            let letter = group.folder + "/letter.txt"
            try "synthetic".write(toFile: letter, atomically: true, encoding: .utf8)
            try group.central.done(
                "case", "advance", "--where", "doctor=\(npis[0])", "recorded", "--effective",
                "2026-11-01", "--document", letter)
            try group.sync(group.central)
            let first = try group.central.rows("case", "list", "--where", "doctor=\(npis[0])")
            #expect(first.count == 5)
            #expect(first.allSatisfy { $0.text("state") == "effective" })
        }

        /// The second doctor moves from OAK to BAY while all five of her cases still wait.
        ///
        /// C1 to C4 open a case at BAY, C5 is told twice, C6 and C7 are out there. Cases: 542 + 4;
        /// notices: 116 + 2.
        private static func move(_ group: Group) throws {
            let plan = try group.central.rows(
                "doctor", "move", npis[1], "--from", "OAK", "--to", "BAY", "--last-day",
                "2026-12-31", "--first-day", "2027-01-01")
            let actions = plan.map { "\($0.text("action") ?? "") \($0.text("contract") ?? "")" }
            #expect(
                actions.sorted() == [
                    "add C5", "case C1", "case C2", "case C3", "case C4", "excluded C6",
                    "excluded C7", "remove C5",
                ])
            try group.sync(group.central)
            #expect(try group.central.rows("case", "list").count == 546)
            #expect(try group.central.rows("notice", "list").count == 118)
        }

        // MARK: Fees

        /// Version 1 lacks a nought and is recalled after ELM applied it; version 2 corrects it.
        private static func publishFees(_ group: Group) throws {
            func crown() throws -> String? {
                let outcome = try group.site("ELM").run(
                    "fees", "lookup", "D2740", "--schedule", "PPO", "--on", "2026-11-20",
                    "--format", "json")
                return outcome.code == 0 ? try outcome.rows.first?.text("amount") : nil
            }
            let elm = group.site("ELM")
            let fees = "D1110,80.00\nD1206,30.00\nD2391,150.05\nD8080,2000.00\n"
            try group.addFeeUsers()
            try group.publish(
                "UCR", ["kind=ucr"],
                "D1110,120.00\nD1206,45.00\nD2391,210.00\nD2740,1400.00\nD8080,3000.00\n")
            try group.publish("PPO", ["kind=contracted", "contract=C1"], fees + "D2740,100.00\n")
            try group.sync(group.central, elm)
            #expect(try crown() == "100.00")
            try group.sync(group.central)
            let applied = try group.central.rows(
                "fees", "recall", "PPO", "1", "--reason", "a nought is missing", "--as", "ann",
                "--approver", "bob")
            #expect(applied.compactMap { $0.text("office") } == ["ELM"])
            try group.sync(group.central, elm)
            #expect(try crown() == nil)
            try group.release(
                "PPO", "Code,Fee\n" + fees + "D2740,1000.00\n", from: "2020-01-01")
            try group.sync(group.central, elm)
            #expect(try crown() == "1000.00")
        }

        // MARK: Plans and families

        /// PL1 and PL2 pay percentages; of PL3 the patient pays a copay.
        private static func takeInPlans(_ group: Group) throws {
            for (name, codes, use) in [
                ("preventive", ["D1110", "D1206"], "category"), ("basic", ["D2391"], "category"),
                ("major", ["D2740"], "category"), ("ortho", ["D8080"], "category"),
                ("cleanings", ["D1110"], "frequency"),
            ] {
                try group.central.done(
                    ["create", "code-group", "name=\(name)", "uses+=\(use)"]
                        + codes.map { "codes+=\($0)" })
            }
            try takeIn(
                [
                    (
                        "plans", "plan_code,payor_code,group_number,kind,benefit_month",
                        [
                            "PL1,P1,G1,ppoPercentage,1", "PL2,P1,G2,ppoPercentage,1",
                            "PL3,P1,G3,flatCopay,1",
                        ]
                    ),
                    (
                        "benefits",
                        "plan_code,rule_kind,category,code_or_group,period,plan_pays_pct,amount,"
                            + "quantity,quantity_kind,age_from,age_through,deductible_applies",
                        [
                            "PL1,coinsurance,preventive,,,100,,,,,,no",
                            "PL1,coinsurance,basic,,,80,,,,,,yes",
                            "PL1,coinsurance,major,,,50,,,,,,yes",
                            "PL1,deductible,,,calendarYear,,50.00,,,,,",
                            "PL1,limitation,,,calendarYear,,1000.00,,,,,",
                            "PL1,limitation,,cleanings,calendarYear,,,2,services,,,",
                            "PL1,limitation,,D1206,,,,,ageLimit,,18,",
                            "PL1,exclusion,ortho,,,,,,,,,",
                            "PL1,waitingPeriod,major,,,,,12,months,,,",
                            "PL2,coinsurance,basic,,,50,,,,,,no",
                            "PL2,limitation,,,calendarYear,,1500.00,,,,,",
                            "PL3,copay,,D2391,,,25.00,,,,,",
                        ]
                    ),
                ], at: group.central, group)
            try group.central.done("edit", "insurance_plan", "PL2", "cobRule=standard")
            try group.sync(group.central, group.site("ELM"))
        }

        private static let today = Day(number: Int64(Date().timeIntervalSince1970 / 86_400))

        /// Mum has both parents' plans, Dad his own, the new hire waits, and the kid stands under
        /// both parents' PL1: six coverages, of four people.
        private static func takeInFamilies(_ group: Group) throws {
            let elm = group.site("ELM")
            let childhood = today.advanced(by: -10 * 366)
            let hired = today.advanced(by: -60)
            let mum = "Pair,Mum,1980-03-03"
            let dad = "Pair,Dad,1979-04-04"
            try takeIn(
                [
                    (
                        "patients",
                        "patient_system,patient_number,family_name,given_name,birth_date",
                        [
                            "PMS,1,\(mum)", "PMS,2,\(dad)", "PMS,3,Pair,Kid,\(childhood)",
                            "PMS,4,Hire,New,1990-06-06",
                        ]
                    ),
                    (
                        "coverage",
                        "patient_system,patient_number,plan_code,member_id,relationship,"
                            + "subscriber_family,subscriber_given,subscriber_birth_date,"
                            + "effective_from,order",
                        [
                            "PMS,1,PL1,M1,self,,,,2020-01-01,1",
                            "PMS,1,PL2,D2,spouse,\(dad),2021-01-01,2",
                            "PMS,2,PL3,D1,self,,,,2020-01-01,1",
                            "PMS,3,PL1,M3,child,\(mum),2020-01-01,1",
                            "PMS,3,PL1,D3,child,\(dad),2020-01-01,2",
                            "PMS,4,PL1,H4,self,,,,\(hired),1",
                        ]
                    ),
                ], at: elm, group)
            #expect(try coverages(at: elm).keys.sorted() == ["D1", "D2", "D3", "H4", "M1", "M3"])
            #expect(try elm.conflicts().isEmpty)
        }

        /// The ids of all coverages by their member ids.
        private static func coverages(at site: Site) throws -> [String: String] {
            var ids: [String: String] = [:]
            for row in try site.rows("list", "coverage") {
                let id = try #require(row.text("id"))
                ids[try #require(try site.fields("coverage", id).text("memberId"))] = id
            }
            return ids
        }

        // MARK: Estimates

        /// The payor's word on every coverage: 700.00 of the maximum used, nothing of the
        /// deductible met; the kid had two cleanings this year, each other one.
        private static func verify(_ site: Site, _ group: Group) throws -> [String: String] {
            let coverages = try coverages(at: site)
            for (member, id) in coverages {
                let year = String(today.description.prefix(4))
                let first = ["--served", "D1110:\(year)-01-01"]
                let second = member.hasSuffix("3") ? ["--served", "D1110:\(today)"] : []
                try site.done(
                    [
                        "coverage", "verify", id, "--method", "271", "--active",
                        "--maximum-used", "700.00", "--deductible-met", "0.00",
                    ] + first + second)
            }
            return coverages
        }

        private static func estimate(_ group: Group) throws {
            let elm = group.site("ELM")
            let coverages = try verify(elm, group)
            let patients = try Dictionary(
                uniqueKeysWithValues: elm.rows("list", "patient").map {
                    ($0.text("given") ?? "", $0.text("id") ?? "")
                })
            func lines(_ name: String, _ more: [String], _ codes: String...) throws -> [[String?]] {
                let patient = try #require(patients[name])
                return try elm.rows(
                    ["estimate", "--patient", patient, "--doctor", npis[0]] + more + codes
                ).map { row in
                    ["primary", "secondary", "writeOff", "patient"].map { row.text($0) }
                }
            }
            let mums = try #require(coverages["M1"])
            // 300.00 of the maximum is left.
            // D1110: 100 % of 80.00; 220.00 left.
            // D2391: the deductible of 50.00, then 80 % of 100.05 is 80.04; 139.96 left.
            // D2740: 50 % of 1000.00 is 500.00, and 139.96 is left.
            // D1206: she is older than 18. D8080: excluded.
            // The plan 300.00, the patient 70.01 + 860.04 + 30.00 + 2000.00 = 2960.05, and the
            // write-off 40.00 + 59.95 + 400.00 + 15.00 + 1000.00 = 1514.95 are the usual 4775.00.
            let all = try lines(
                "Mum", ["--coverage", mums], "D1110", "D2391", "D2740", "D1206", "D8080")
            #expect(
                all == [
                    ["80.00", nil, "40.00", "0.00"], ["80.04", nil, "59.95", "70.01"],
                    ["139.96", nil, "400.00", "860.04"], ["0.00", nil, "15.00", "30.00"],
                    ["0.00", nil, "1000.00", "2000.00"], ["300.00", nil, "1514.95", "2960.05"],
                ])
            // Of 150.05 PL1 pays 80.04; PL2's own half, 75.03, is more than the 70.01 that is left.
            #expect(
                try lines("Mum", [], "D2391").first == ["80.04", "70.01", "59.95", "0.00"])
            // A copay of 25.00; PL3 pays 125.05 of the allowed 150.05.
            #expect(try lines("Dad", [], "D2391").first == ["125.05", nil, "59.95", "25.00"])
            // Two of two cleanings are used under the first PL1; at ten, fluoride is paid.
            let kids = try #require(coverages["M3"])
            #expect(
                try lines("Kid", ["--coverage", kids], "D1110", "D1206").prefix(2) == [
                    ["0.00", nil, "40.00", "80.00"], ["30.00", nil, "15.00", "0.00"],
                ])
            // Hired sixty days ago, and major work waits for twelve months.
            #expect(try lines("New", [], "D2740").first == ["0.00", nil, "400.00", "1000.00"])
        }
    }
}
