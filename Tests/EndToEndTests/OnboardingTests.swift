import Foundation
import Testing

extension EndToEnd {
    /// A doctor's way into the contracts of the offices, through the programs.
    struct OnboardingTests {
        private static let npi = "2000000002"
        private static let submit = ["submit", "--channel", "portal", "--reference", "R-1"]

        /// A doctor, an entity and two contracts that hold at both offices.
        private static func prepare(_ group: Group) throws {
            let central = group.central
            try central.done(
                "create", "organization", "legalName=Synthetic Group", "tin=900000001",
                "tinKind=ein")
            let entity = try central.done("list", "organization", "--format", "csv")
                .split(separator: "\n").last?.split(separator: ",").first
            for office in ["A01", "B01"] {
                try central.done(
                    "edit", "office", office, "organization=\(entity ?? "")", "physicalState=MA")
            }
            try central.done(
                "create", "practitioner", "npi=\(npi)", "family=Synthetic", "given=Doc")
            for code in ["C1", "C2"] { try contract(code, central, String(entity ?? "")) }
            try group.sync(central, group.a, group.b)
        }

        private static func contract(_ code: String, _ site: Site, _ entity: String) throws {
            try site.done(
                "create", "payor-contract", "code=\(code)", "organization=\(entity)", "payor=P1",
                "effectiveFrom=2026-01-01", "providerRule=eachProviderCredentialed")
            for office in ["A01", "B01"] {
                try site.done(
                    "create", "contract-location", "contract=\(code)", "office=\(office)",
                    "effectiveFrom=2026-01-01")
            }
        }

        private static func entity(_ site: Site) throws -> String {
            try #require(try site.rows("list", "organization").first?.text("id"))
        }

        @Test func `cases of a doctor onboarded offline exist once at the hub and the offices`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                group.stopHub()
                let table = try group.central.done(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices",
                    "A01,B01", "--dry-run")
                #expect(table.split(separator: "\n").count { $0.contains("opened") } == 4)
                let pairs = try group.central.rows(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices", "A01,B01")
                #expect(pairs.map { $0.text("outcome") } == Array(repeating: "opened", count: 4))
                try group.serve()
                try group.sync(group.central, group.a, group.b)
                #expect(try group.central.rows("case", "list").count == 4)
                #expect(try group.a.rows("case", "list").count == 2)
                #expect(try group.b.rows("case", "list").count == 2)
                try Self.contract("C3", group.central, Self.entity(group.central))
                try group.sync(group.central, group.a, group.b)
                try group.sync(group.central)
                #expect(try group.central.rows("case", "list").count == 6)
                #expect(try group.a.rows("case", "list").count == 3)
                let runs = try group.central.rows("doctor", "runs", "list")
                #expect(runs.map { $0.text("state") } == ["collecting"])
                #expect(runs.map { $0.number("opened") } == [6])
            }
        }

        @Test func `a contract signed on another station during a fan-out loses no pair`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let second = try group.secondCentral()
                let entity = try Self.entity(group.central)
                group.stopHub()
                // Neither station knows of the other: one onboards, one signs, both onboard.
                for station in [group.central, second] {
                    try station.done(
                        "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices",
                        "A01,B01")
                }
                try Self.contract("C3", second, entity)
                try group.serve()
                try group.sync(group.central, second, group.central, second, group.a)
                for station in [group.central, second] {
                    let pairs = try station.rows("case", "list").map {
                        "\($0.text("contract") ?? "") \($0.text("office") ?? "")"
                    }
                    #expect(
                        pairs.sorted() == [
                            "C1 A01", "C1 B01", "C2 A01", "C2 B01", "C3 A01", "C3 B01",
                        ])
                }
                #expect(try group.a.rows("case", "list").count == 3)
            }
        }

        @Test func `an NPI with a wrong check digit or on the exclusion list is refused`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let file = group.folder + "/exclusions.csv"
                try "npi,list,from\n2000000010,leie,2012-05-01\n".write(
                    toFile: file, atomically: true, encoding: .utf8)
                try group.central.done("import", "exclusions", file)
                let digit = try group.central.run(
                    "doctor", "onboard", "2000000001", "--start", "2027-01-04")
                #expect(digit.code == 1)
                #expect(digit.err.contains("check digit"))
                let excluded = try group.central.run(
                    "doctor", "onboard", "2000000010", "--start", "2027-01-04")
                #expect(excluded.code == 1)
                #expect(excluded.err.contains("exclusion list leie since 2012-05-01"))
                #expect(try group.central.rows("list", "onboarding_run").isEmpty)
                try group.central.done(
                    "create", "practitioner", "npi=2000000010", "family=Synthetic", "given=Ex")
                let later = try group.central.run(
                    "doctor", "onboard", "2000000010", "--start", "2027-01-04")
                #expect(later.code == 1)
                let conflicts = try group.central.conflicts()
                #expect(conflicts.contains { $0.text("kind") == "excluded-doctor" })
                let office = try group.a.run(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04")
                #expect(office.code == 1)
            }
        }

        @Test func `one letter advances many cases, and what is illegal advances none`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                try central.done(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices", "A01,B01")
                try group.sync(central)
                for step in [["prepare"], Self.submit, ["ack"]] {
                    try central.done(["case", "advance", "--where", "contract=C1"] + step)
                }
                let mixed = try central.run(
                    "case", "advance", "--where", "doctor=\(Self.npi)", "credentialingApproved")
                #expect(mixed.code == 1)
                #expect(mixed.err.contains("possible now: prepare"))
                #expect(try central.rows("case", "list", "--state", "inReview").count == 2)
                try central.done(
                    "case", "advance", "--where", "contract=C1", "credentialingApproved")
                let bare = try central.run(
                    "case", "advance", "--where", "contract=C1", "loaded", "--effective",
                    "2027-01-04")
                #expect(bare.code == 1)
                #expect(bare.err.contains("document"))
                let letter = group.folder + "/letter.pdf"
                try "synthetic letter".write(toFile: letter, atomically: true, encoding: .utf8)
                try central.done(
                    "case", "advance", "--where", "contract=C1", "loaded", "--effective",
                    "2027-01-04", "--document", letter)
                let loaded = try central.rows(
                    "case", "list", "--contract", "C1", "--as-of", "2027-02-01")
                #expect(loaded.map { $0.text("state") } == ["effective", "effective"])
                #expect(loaded.map { $0.text("day") } == ["2027-01-04", "2027-01-04"])
                let documents = try central.rows("document", "list")
                #expect(documents.count == 1)
                #expect(documents.first?["here"] as? Bool == true)
                try group.sync(central, group.a)
                #expect(
                    try group.a.rows("case", "list", "--contract", "C1", "--as-of", "2027-02-01")
                        .map { $0.text("state") } == ["effective"])
            }
        }

        @Test func `two coordinators on one case: a legal order counts both, others conflict`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let second = try group.secondCentral()
                try central.done(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices", "A01")
                try group.sync(central, second)
                let ids = try central.rows("case", "list").compactMap { $0.text("id") }
                try central.done(["case", "advance"] + ids + ["prepare"])
                let untraced = try central.run("case", "advance", ids[0], "submit")
                #expect(untraced.code == 1)
                #expect(untraced.err.contains("--channel and --reference"))
                let ahead = try central.run(
                    ["case", "advance", ids[0]] + Self.submit + ["--on", "2099-01-01"])
                #expect(ahead.code == 1)
                #expect(ahead.err.contains("2099-01-01 is after today"))
                try central.done(["case", "advance"] + ids + Self.submit)
                try group.sync(central, second)
                try central.done("case", "advance", ids[0], "ack")
                try second.done("case", "advance", ids[0], "deficiency")
                try central.done("case", "advance", ids[1], "ack")
                try group.sync(central, second, central)
                try central.done("case", "advance", ids[1], "credentialingApproved")
                try second.done("case", "advance", ids[1], "denied", "--comment", "letter")
                try group.sync(central, second, central)
                for site in [central, second] {
                    let rows = try site.rows("case", "list")
                    let states = Dictionary(
                        uniqueKeysWithValues: rows.map { ($0.text("id") ?? "", $0) })
                    #expect(states[ids[0]]?.text("state") == "deficient")
                    #expect(states[ids[1]]?.text("state") == "unknown")
                    #expect(
                        states[ids[1]]?.text("conflict") == "denied or approvedAwaitingLoad")
                }
                let stopped = try central.run("case", "advance", ids[1], "withdraw")
                #expect(stopped.code == 1)
                let steps = try central.rows("case", "show", ids[1])
                let number = try #require(
                    steps.first { $0.text("step") == "denied" }?.number("number"))
                try central.done(
                    "case", "advance", ids[1], "retract", "--step", "\(number)", "--comment",
                    "wrong doctor")
                #expect(
                    try central.rows("case", "list", "--state", "approvedAwaitingLoad").count == 1)
                try group.sync(second)
            }
        }

        @Test func `the packet names what is in and what is missing`() async throws {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                try central.done(
                    "create", "requirement_template", "name=P1 new", "payor=P1",
                    "event=newProvider", "items[form;Directory]=1;90;true")
                try central.done(
                    "create", "malpractice_policy", "practitioner=\(Self.npi)",
                    "carrier=Synthetic", "effectiveFrom=2026-06-01",
                    "effectiveThrough=2027-05-31")
                try central.done(
                    "doctor", "onboard", Self.npi, "--start", "2027-01-04", "--offices", "A01")
                try group.sync(central)
                let packet = try central.rows("doctor", "packet", Self.npi)
                let states = packet.map {
                    "\($0.text("kind") ?? "") \($0.text("state") ?? "")"
                }
                #expect(
                    states == [
                        "licence MA missing", "coi in", "caqh missing", "w9 missing",
                        "form missing",
                    ])
                #expect(packet.last?.text("place") == "A01")
            }
        }

        @Test func `the registry's file is compared with the line down, and another is refused`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                try Self.prepare(group)
                group.stopHub()
                func file(_ name: String, _ text: String) throws -> String {
                    let path = group.folder + "/" + name
                    try Data(text.utf8).write(to: URL(filePath: path))
                    return path
                }
                let header =
                    "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,"
                    + "Provider First Line Business Practice Location Address,"
                    + "Provider Business Practice Location Address Postal Code\n"
                let other = "2000000010,1,OTHER,PERSON,2 SIDE ST,01002\n"
                let found = try group.central.rows(
                    "doctor", "nppes",
                    try file("npidata.csv", header + other + "\(Self.npi),1,OLD,DOC,1 ST,01001\n"))
                #expect(found.map { $0.text("difference") } == ["name"])
                #expect(found.first?.text("theirs") == "DOC OLD")
                let week = try file("week.csv", header + other + "bad\"row,1\n")
                let said = try group.central.run("doctor", "nppes", week)
                #expect(said.code == 1 && said.err.contains("0 of 1 doctor"))
                #expect(said.err.contains("rows that could not be read and were not compared: 1"))
                #expect(said.err.contains("line 3"))
                #expect(said.err.contains("not compared: replaced; the file lacks Replacement NPI"))
                let month = try file("month.csv", header + other)
                let absent = try group.central.rows("doctor", "nppes", month, "--whole")
                #expect(absent.map { $0.text("difference") } == ["absent"])
                for wrong in [try file("wrong.csv", "a,b\n1,2\n"), try file("empty.csv", "")] {
                    let refused = try group.central.run("doctor", "nppes", wrong)
                    #expect(refused.code == 1 && refused.err.contains("not the registry's"))
                }
                #expect(try group.central.run("doctor", "nppes", group.folder).code == 1)
            }
        }
    }
}
