import Foundation
import Testing

extension EndToEnd {
    /// Who is in network, asked at an office with the line down.
    struct NetworkTests {
        private static let ada = "2000000002"

        /// Ada comes to A01 on 2027-02-01, and the hub is gone when the body runs.
        ///
        /// Payor P1 counts her from that day, P2 from the 15th, and seven patients come on the 3rd.
        private func withMove(_ body: (Group) throws -> Void) async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                for (kind, rows) in Self.files { try take(kind, rows, at: group.central, group) }
                try group.sync(group.central, group.a)
                try take(
                    "schedule",
                    "office_code,npi,date,start,appointments\nA01,\(Self.ada),2027-02-03,08:00,7\n",
                    at: group.a, group)
                group.stopHub()
                try body(group)
            }
        }

        private static let files = [
            (
                "offices",
                """
                office_code,name,tin,legal_name
                A01,Office A01,900000001,Synthetic Dental
                B01,Office B01,900000001,Synthetic Dental
                """
            ),
            ("doctors", "npi,family_name,given_name\n\(ada),Synthetic,Ada"),
            ("payors", "payor_code,name\nP2,Payor Two"),
            (
                "contracts",
                """
                contract_code,tin,payor_code,status,effective_from,location_rule
                C1,900000001,P1,execute,2020-01-01,allLocationsOfTin
                C2,900000001,P2,execute,2020-01-01,allLocationsOfTin
                """
            ),
            ("assignments", "npi,office_code,from\n\(ada),A01,2027-02-01"),
            (
                "enrollments",
                """
                npi,contract_code,office_code,effective_from
                \(ada),C1,A01,2027-02-01
                \(ada),C2,A01,2027-02-15
                """
            ),
            (
                "credentials",
                """
                npi,kind,number,state,issued_on,expires_on
                \(ada),licence,DN123456,MA,2025-01-01,2027-02-20
                """
            ),
        ]

        private func take(
            _ kind: String, _ rows: String, at site: Site, _ group: Group
        ) throws {
            let file = group.folder + "/\(kind).csv"
            try (rows + "\n").write(toFile: file, atomically: true, encoding: .utf8)
            try site.done("import", kind, file)
        }

        private func report(_ site: Site, _ words: String...) throws -> [String: Any] {
            let text = try site.done(words + ["--format", "json"])
            return try Outcome(code: 0, out: text, err: "").object
        }

        private func rows(_ site: Site, _ words: String...) throws -> [[String: Any]] {
            let text = try site.done(words + ["--format", "json"])
            let object = try Outcome(code: 0, out: text, err: "").object
            return try #require(object["rows"] as? [[String: Any]])
        }

        private func explain(_ site: Site, _ words: String...) throws -> [String] {
            let text = try site.done(
                ["network", "explain", "--doctor", Self.ada, "--office", "A01"] + words
                    + ["--format", "json"])
            let object = try Outcome(code: 0, out: text, err: "").object
            let rows = try #require(object["rows"] as? [[String: Any]])
            return rows.map { "\($0.text("what") ?? ""): \($0.text("text") ?? "")" }
        }

        @Test func `an office with the line down sees gaps only where the payor is late`()
            async throws
        {
            try await withMove { group in
                let gaps = try rows(
                    group.a, "doctor", "gaps", "--from", "2027-01-01", "--to", "2027-02-20")
                #expect(gaps.map { $0.text("contract") } == ["C2"])
                let gap = try #require(gaps.first)
                #expect(gap.text("from") == "2027-02-01")
                #expect(gap.text("through") == "2027-02-14")
                #expect(gap.number("appointments") == 7)
                #expect(gap.text("why") == "enrolment starts 2027-02-15")
                let options = try #require(gap["options"] as? [String])
                #expect(options.contains("reschedule to 2027-02-15 or later"))
                let other = try group.a.run(
                    "doctor", "gaps", "--from", "2027-01-01", "--office", "B01")
                #expect(other.code == 1)
                #expect(other.err.contains("ask the centre, or that office"))
                let lapsed = try rows(
                    group.a, "doctor", "gaps", "--as-of", "2027-02-15", "--doctor", Self.ada)
                #expect(lapsed.map { $0.text("why") } == ["the licence has lapsed"])
            }
        }

        @Test func `an office decides on its gaps with the line down, and the centre sees it`()
            async throws
        {
            try await withMove { group in
                let days = ["--from", "2027-01-01", "--to", "2027-02-20"]
                let refused = try group.a.run(["doctor", "decide", Self.ada, "settle"] + days)
                #expect(refused.code == 1)
                #expect(refused.err.contains("choose reschedule, outOfNetwork or hold"))
                try group.a.done(
                    ["doctor", "decide", Self.ada, "hold", "--comment", "told the patients"] + days)
                let chosen = { (site: Site) in
                    try rows(
                        site, "doctor", "gaps", "--office", "A01", "--from", days[1], "--to",
                        days[3]
                    ).map { $0["chosen"] as? [String] ?? [] }
                }
                #expect(try chosen(group.a) == [["hold"]])
                #expect(try chosen(group.central) == [[]])
                try group.serve()
                try group.sync(group.a, group.central)
                #expect(try chosen(group.central) == [["hold"]])
                let nobody = try group.a.run(["doctor", "decide", "2000000010", "hold"] + days)
                #expect(nobody.code == 1)
            }
        }

        @Test func `the matrix shows a day's state, and each report says where it was made`()
            async throws
        {
            try await withMove { group in
                let matrix = try report(group.a, "doctor", "matrix", "--as-of", "2027-02-10")
                let row = try #require((matrix["rows"] as? [[String: Any]])?.first)
                #expect(row.text("C1") == "effective 2027-02-01")
                #expect(row.text("C2") == "scheduled 2027-02-15")
                let footer = try #require(matrix["footer"] as? [String: Any])
                #expect(footer.text("office") == "A01")
                #expect(footer.text("asOf") == "2027-02-10")
                #expect((footer.number("position") ?? 0) > 0)
                #expect(footer.text("lastSync") != nil)
                let again = try report(group.a, "report", "r1", "--as-of", "2027-02-10")
                #expect(again.keys.sorted() == ["footer", "rows", "title"])
                #expect((again["rows"] as? [[String: Any]])?.first?.text("C2") == row.text("C2"))
                let csv = try group.a.done(
                    "report", "matrix", "--as-of", "2027-02-10", "--format", "csv")
                #expect(csv.hasPrefix("npi,doctor,office,lapsed,C1,C2\n"))
                #expect(
                    csv.split(separator: "\n").last?.hasPrefix("# as of 2027-02-10; office A01")
                        == true)
                let page = try group.a.done("report", "R4", "--as-of", "2027-02-01")
                #expect(page.contains("last sync"))
                #expect(page.contains("not known here"))
                let expirables = try rows(group.a, "report", "R2", "--as-of", "2027-02-10")
                let unheld = expirables.filter { $0.text("stage") == "not known here" }
                #expect(
                    unheld.compactMap { $0.text("what") } == [
                        "malpractice policy", "CAQH attestation",
                    ])
                let central = try rows(group.central, "report", "R2", "--as-of", "2027-02-10")
                #expect(!central.contains { $0.text("stage") == "not known here" })
            }
        }

        @Test func `an explanation names the way, the miss and what to do`() async throws {
            try await withMove { group in
                let way = try explain(group.a, "--payor", "P1", "--on", "2027-02-03")
                #expect(way.first == "answer: in-network")
                #expect(way.contains { $0.hasPrefix("way: enrolled") })
                let miss = try explain(group.a, "--payor", "P2", "--on", "2027-02-03")
                #expect(
                    miss.prefix(2) == [
                        "answer: out-of-network", "miss: enrolment starts 2027-02-15",
                    ])
                #expect(miss.contains { $0.contains("missing is an effective date by 2027-02-03") })
                #expect(miss.contains { $0.contains("retroactive") })
                #expect(!miss.contains { $0.contains("bill under") })
                let patient = try group.a.done(
                    "create", "patient", "family=Shared", "given=Pat", "birthDate=1980-01-01")
                let coverage = try group.a.done(
                    "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                    "relationship=self", "effectiveFrom=2027-02-04")
                let insured = try explain(group.a, "--coverage", coverage, "--on", "2027-02-03")
                #expect(insured.first == "answer: in-network")
                #expect(insured.contains("caution: the coverage begins 2027-02-04"))
            }
        }

        @Test func `an office knows with the line down whom a list excludes, without the list`()
            async throws
        {
            try await withMove { group in
                try group.serve()
                try take(
                    "exclusions", "npi,list,from\n\(Self.ada),leie,2027-02-02", at: group.central,
                    group)
                try group.sync(group.central, group.a)
                group.stopHub()
                let before = try explain(group.a, "--payor", "P1", "--on", "2027-02-01")
                #expect(before.first == "answer: in-network")
                let after = try explain(group.a, "--payor", "P1", "--on", "2027-02-03")
                #expect(after.first == "answer: unknown")
                #expect(after.contains { $0.contains("a public list excludes the doctor") })
                #expect(try group.a.rows("list", "exclusion").isEmpty)
                let gaps = try rows(
                    group.a, "doctor", "gaps", "--from", "2027-02-01", "--to", "2027-02-10")
                #expect(gaps.contains { $0.text("why")?.contains("public list") == true })
                let items = try group.a.rows("today", "--as-of", "2027-02-03")
                #expect(items.contains { $0.text("about")?.contains("public list") == true })
            }
        }

        @Test func `letters that disagree are unknown at the office, until one supersedes`()
            async throws
        {
            try await withMove { group in
                let case2 = try #require(
                    try group.central.rows("list", "enrollment", "--where", "contract=C2")
                        .first?.text("id"))
                let letter = try group.central.done(
                    "create", "document", "kind=letter", "title=Second letter")
                try group.central.done(
                    "edit", "enrollment", case2, "effectiveDates[\(letter)]=2027-02-10;;")
                let answer = try explain(group.central, "--payor", "P2", "--on", "2027-02-20")
                #expect(
                    answer.prefix(2) == [
                        "answer: unknown",
                        "doubt: letters disagree on the effective date: 2027-02-10 or 2027-02-15",
                    ])
                let gaps = try rows(
                    group.central, "doctor", "gaps", "--from", "2027-02-01", "--to", "2027-02-20")
                #expect(gaps.compactMap { $0.text("why") }.contains { $0.hasPrefix("unknown: ") })
                let matrix = try rows(group.central, "report", "R1", "--as-of", "2027-02-20")
                #expect(matrix.first?.text("C2") == "unknown")
            }
        }

        @Test func `what runs out is listed with its number masked`() async throws {
            try await withMove { group in
                let found = try rows(
                    group.a, "doctor", "expirables", "--as-of", "2027-02-01", "--within", "30")
                let central = ["malpractice policy", "CAQH attestation"]
                #expect(found.compactMap { $0.text("what") } == ["licence"] + central)
                #expect(found.first?.text("number") == "***3456")
                #expect(found.first?.number("days") == 19)
                #expect(found.first?.text("stage") == "due in 30")
                let later = try rows(
                    group.a, "doctor", "expirables", "--as-of", "2027-02-01", "--within", "18")
                #expect(later.compactMap { $0.text("what") } == central)
            }
        }

        @Test func `what is asked wrongly is refused, or told apart as misuse`() async throws {
            try await withMove { group in
                let refused: [(words: [String], hint: String)] = [
                    (["doctor", "matrix", "--office", "ZZZ"], "list office"),
                    (["doctor", "gaps", "--doctor", "2000000010"], "list practitioner"),
                    (["doctor", "matrix", "--contract", "ZZZ"], "list payor_contract"),
                    (
                        [
                            "network", "explain", "--doctor", Self.ada, "--office", "A01",
                            "--payor", "ZZZ",
                        ], "list payor"
                    ),
                    (["report", "R2", "--office", "ZZZ"], "list office"),
                ]
                for (words, hint) in refused {
                    let outcome = try group.a.run(words)
                    #expect(outcome.code == 1, "\(words): \(outcome)")
                    #expect(outcome.out.isEmpty)
                    #expect(outcome.err.contains(hint), "\(outcome)")
                }
                for words in [
                    ["doctor", "matrix", "--as-of", "2027-02-30"], ["report", "R99"],
                    ["doctor", "gaps", "--as-of", "2027-01-01", "--from", "2027-01-01"],
                    ["doctor", "gaps", "--from", "2027-02-01", "--to", "2027-01-31"],
                    ["doctor", "expirables", "--within", "-1"],
                    ["network", "explain", "--doctor", Self.ada, "--office", "A01"],
                    [
                        "network", "explain", "--doctor", Self.ada, "--office", "A01", "--payor",
                        "P1", "--coverage", "x",
                    ],
                ] {
                    let outcome = try group.a.run(words)
                    #expect(outcome.code == 2, "\(words): \(outcome)")
                    #expect(outcome.out.isEmpty)
                }
            }
        }

        @Test func `a schedule replaces its days, and a bad row stops all of it`() async throws {
            try await withMove { group in
                let file = group.folder + "/next.csv"
                let header = "office_code,npi,date,start,appointments\n"
                try (header + "A01,\(Self.ada),2027-02-03,13:00,2\n").write(
                    toFile: file, atomically: true, encoding: .utf8)
                let replaced = try group.a.done("import", "schedule", file)
                #expect(replaced.contains("1 created, 1 edited"))
                let gaps = try rows(
                    group.a, "doctor", "gaps", "--from", "2027-02-01", "--to", "2027-02-20")
                #expect(gaps.first?.number("appointments") == 2)
                let digest = try group.a.done("digest")
                try (header + "A01,\(Self.ada),2027-02-03,13:00,many\n").write(
                    toFile: file, atomically: true, encoding: .utf8)
                let bad = try group.a.run("import", "schedule", file)
                #expect(bad.code == 1)
                #expect(bad.err.contains("appointments"))
                #expect(!bad.err.contains("many\n"))
                #expect(try group.a.done("digest") == digest)
            }
        }
    }
}
