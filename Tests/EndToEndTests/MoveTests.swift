import Foundation
import Testing

extension EndToEnd {
    /// A doctor between two offices, through the programs.
    struct MoveTests {
        private static let npi = "2000000002"

        /// The doctor is in network at A01 through both payors' contracts, which hold at B01 too;
        /// a third holds at A01 alone.
        private static func prepare(_ group: Group) throws {
            let central = group.central
            let entity = try central.done(
                "create", "organization", "legalName=G", "tin=900000001", "tinKind=ein")
            for office in ["A01", "B01"] {
                try central.done("edit", "office", office, "organization=\(entity)")
            }
            try central.done("create", "practitioner", "npi=\(npi)", "family=Synth", "given=Doc")
            try central.done("create", "payor", "code=P2", "name=Other")
            for (code, payor, offices) in [
                ("CA", "P1", ["A01", "B01"]), ("CB", "P1", ["A01", "B01"]),
                ("CC", "P2", ["A01"]),
            ] {
                try central.done(
                    "create", "payor-contract", "code=\(code)", "organization=\(entity)",
                    "payor=\(payor)", "effectiveFrom=2026-01-01")
                for office in offices {
                    try central.done(
                        "create", "contract-location", "contract=\(code)", "office=\(office)",
                        "effectiveFrom=2026-01-01")
                }
            }
            try central.done("doctor", "onboard", npi, "--start", "2026-02-02", "--offices", "A01")
            try group.sync(central)
            let letter = group.folder + "/first.txt"
            try "synthetic".write(toFile: letter, atomically: true, encoding: .utf8)
            try central.done(
                "case", "advance", "--where", "office=A01", "recorded", "--effective",
                "2026-02-02", "--document", letter)
            try group.sync(central)
        }

        /// The doctor's move from A01 to B01 at the turn of the year; its run's id.
        private static func plan(_ central: Site) throws -> String {
            let said = try central.done(
                "doctor", "move", npi, "--from", "A01", "--to", "B01", "--last-day",
                "2026-12-31", "--first-day", "2027-01-01")
            return String(said.prefix { $0 != "\n" })
        }

        private static func notices(_ site: Site) throws -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: try site.rows("notice", "list").map {
                    ("\($0.text("kind") ?? "") \($0.text("contract") ?? "")", $0.text("id") ?? "")
                })
        }

        @Test func `each payor confirms its own day, and both offices see it offline`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let plan = try central.rows(
                    "doctor", "move", Self.npi, "--from", "A01", "--to", "B01", "--last-day",
                    "2026-12-31", "--first-day", "2027-01-01")
                let actions = plan.map { "\($0.text("action") ?? "") \($0.text("contract") ?? "")" }
                #expect(
                    Set(actions) == [
                        "remove CA", "remove CB", "remove CC", "add CA", "add CB", "case CA",
                        "case CB", "loses CC", "excluded CC",
                    ])
                try group.sync(central)
                let notices = try Self.notices(central)
                #expect(notices.count == 5)
                #expect(try central.rows("list", "task").count == 6)
                try central.done(
                    ["notice", "advance"] + notices.values + [
                        "send", "--channel", "portal", "--reference", "R1",
                    ])
                for (name, day) in [
                    ("addLocation CA", "2027-01-01"), ("addLocation CB", "2027-01-15"),
                    ("removeLocation CA", "2026-12-31"),
                ] {
                    let letter = group.folder + "/\(name).txt"
                    try "\(name) \(day)".write(toFile: letter, atomically: true, encoding: .utf8)
                    try central.done(
                        "notice", "advance", notices[name] ?? "", "confirm", "--effective", day,
                        "--document", letter)
                }
                let runs = try central.rows("doctor", "runs", "list")
                #expect(runs.contains { $0.text("state") == "partiallyConfirmed" })
                try group.sync(central, group.a, group.b)
                let new = try group.b.rows("case", "list", "--as-of", "2027-01-03")
                let words = new.map { row in
                    ["contract", "state", "day"].map { row.text($0) ?? "" }.joined(separator: " ")
                }
                #expect(
                    words.sorted() == ["CA effective 2027-01-01", "CB scheduled 2027-01-15"])
                let old = try group.a.rows(
                    "case", "list", "--contract", "CA", "--as-of", "2027-01-03")
                #expect(old.map { $0.text("state") } == ["ended"])
                try Self.expectGapsOnlyWhereLate(group)
            }
        }

        private static func state(of run: String, _ site: Site) throws -> String? {
            let runs = try site.rows("doctor", "runs", "list", "--all")
            return runs.first { $0.text("id") == run }?.text("state")
        }

        /// Patients come on the 3rd, and the office asks with the line down.
        private static func expectGapsOnlyWhereLate(_ group: Group) throws {
            let hours = group.folder + "/hours.csv"
            try "office_code,npi,date,start,appointments\nB01,\(npi),2027-01-03,08:00,5\n".write(
                toFile: hours, atomically: true, encoding: .utf8)
            try group.b.done("import", "schedule", hours)
            group.stopHub()
            let gaps = try group.b.done(
                "doctor", "gaps", "--from", "2027-01-01", "--to", "2027-03-31", "--format", "csv")
            let rows = gaps.split(separator: "\n").filter { $0.hasPrefix(npi) }
            #expect(rows.count == 1)
            #expect(rows.first?.contains(",B01,CB,P1,2027-01-01,2027-01-14,14,5,") == true)
            try group.serve()
            try group.sync(group.b)
        }

        @Test func `a move's packet asks for what its payors want at a move`() async throws {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                for event in ["move", "newProvider"] {
                    try central.done(
                        "create", "requirement_template", "name=P1 \(event)", "payor=P1",
                        "event=\(event)", "items[form;\(event)]=1;90;true")
                }
                let id = try Self.plan(central)
                try group.sync(central)
                let packet = try central.rows("doctor", "packet", Self.npi, "--run", id)
                let forms = packet.filter { $0.text("kind") == "form" }
                #expect(forms.map { $0.text("form") } == ["move"])
                #expect(forms.map { $0.text("place") } == ["B01"])
                let other = try central.run("doctor", "packet", Self.npi, "--run", "nothing")
                #expect(other.code == 1)
            }
        }

        @Test func `one command sends a run's notices, and each keeps what it told`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let id = try Self.plan(central)
                try group.sync(central)
                let draft = try central.rows("notice", "list", "--run", id, "--state", "draft")
                #expect(draft.count == 5)
                #expect(Set(draft.map { $0.text("asked") }) == ["2026-12-31", "2027-01-01"])
                try central.done("notice", "advance", "--where", "contract=CA", "send")
                let sentOfPayor = try central.rows("notice", "list", "--state", "sent")
                #expect(sentOfPayor.count == 4, "one letter holds both contracts of the payor")
                let sent = try central.done(
                    "notice", "advance", "--run", id, "--state", "draft", "send")
                #expect(sent.contains("sent"))
                #expect(try central.rows("notice", "list", "--state", "sent").count == 5)
                try central.done("edit", "office", "B01", "name=Renamed")
                let notice = try #require(try Self.notices(central)["addLocation CA"])
                let letter = try central.done("notice", "print", notice)
                for fact in [Self.npi, "2026-12-31", "2027-01-01", "900000001"] {
                    #expect(letter.contains(fact))
                }
                #expect(!letter.contains("Renamed"))
                #expect(try central.done("notice", "show", notice).contains("900000001"))
                let path = group.folder + "/letter.pdf"
                try central.done("notice", "print", notice, "--format", "pdf", "--output", path)
                let bytes = try Data(contentsOf: URL(filePath: path))
                #expect(bytes.starts(with: Data("%PDF-1.4".utf8)))
                let none = try central.run("notice", "advance", "--run", id, "send")
                #expect(none.code == 1)
            }
        }

        @Test func `a move slips with its cases and gaps, and closes when all have confirmed`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let id = try Self.plan(central)
                try group.sync(central)
                let early = try central.run("doctor", "runs", "close", id, "--comment", "listed")
                #expect(early.code == 1)
                try central.done(
                    "doctor", "runs", "slip", id, "--last-day", "2027-01-31", "--first-day",
                    "2027-02-01", "--comment", "her lease")
                try group.sync(central, group.b)
                let gaps = try group.b.done(
                    "doctor", "gaps", "--from", "2027-01-01", "--to", "2027-03-01", "--format",
                    "csv")
                #expect(gaps.contains(",2027-02-01,2027-03-01,"))
                #expect(!gaps.contains(",2027-01-"))
                try central.done("notice", "advance", "--run", id, "send")
                for (name, notice) in try Self.notices(central) {
                    let day = name.hasPrefix("add") ? "2027-02-01" : "2027-01-31"
                    let letter = group.folder + "/\(notice).txt"
                    try "\(name) \(day)".write(toFile: letter, atomically: true, encoding: .utf8)
                    try central.done(
                        "notice", "advance", notice, "confirm", "--effective", day, "--document",
                        letter)
                }
                try group.sync(central)
                #expect(try Self.state(of: id, central) == "confirmed")
                let late = try central.run("doctor", "runs", "abandon", id, "--comment", "no")
                #expect(late.code == 1)
                let item = try #require(try central.rows("today", "--kind", "move").first)
                let about = try #require(item.text("about"))
                #expect(about.hasPrefix("move of \(Self.npi) "))
                #expect(about.contains(" from A01") && about.contains(" to B01"))
                try central.done("doctor", "runs", "close", id, "--comment", "paid in network")
                #expect(try Self.state(of: id, central) == "closed")
                #expect(try central.rows("today", "--kind", "move").isEmpty)
            }
        }

        @Test func `one move planned at two desks offline is one run, told to each payor once`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let second = try group.secondCentral()
                group.stopHub()
                let move = [
                    "doctor", "move", Self.npi, "--from", "A01", "--to", "B01", "--last-day",
                    "2026-12-31", "--first-day", "2027-01-01",
                ]
                for desk in [group.central, second] { try desk.done(move) }
                try group.serve()
                try group.sync(group.central, second, group.central)
                for desk in [group.central, second] {
                    #expect(try desk.rows("list", "move_run").count == 1)
                    #expect(try Self.notices(desk).count == 5)
                    #expect(try desk.rows("list", "task").count == 6)
                    #expect(try desk.rows("case", "list", "--office", "B01").count == 2)
                    #expect(
                        try desk.rows("list", "location_assignment").map {
                            $0.text("effectiveThrough") ?? ""
                        }.sorted() == ["", "2026-12-31"])
                    #expect(try desk.conflicts().isEmpty)
                }
            }
        }

        /// Domain W2: offices may only propose a slip.
        @Test func `an office proposes another first day, and the centre is asked for the slip`()
            async throws
        {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let id = try Self.plan(central)
                try group.sync(central, group.b)
                let assignment = try #require(
                    try group.b.rows("list", "location_assignment", "--where", "office=B01")
                        .first?.text("id"))
                let refused = try group.b.run(
                    "doctor", "runs", "slip", id, "--first-day", "2027-02-01", "--comment", "late")
                #expect(refused.code == 1 && refused.err.contains("edit location-assignment"))
                try group.b.done(
                    "edit", "location-assignment", assignment, "effectiveFrom=2027-02-01",
                    "--reason", "her lease")
                try group.sync(group.b, central)
                let proposal = try #require(
                    try central.rows("proposals", "list").first?.text("id"))
                try central.done("proposals", "accept", proposal)
                try group.sync(central)
                let tasks = { try central.rows("today", "--kind", "task") }
                #expect(
                    try tasks().contains { $0.text("about")?.contains("Slip a move") == true })
                try central.done(
                    "doctor", "runs", "slip", id, "--first-day", "2027-02-01", "--comment",
                    "her lease")
                try group.sync(central, group.b)
                let requested = try central.rows("list", "enrollment", "--where", "office=B01")
                #expect(
                    Set(requested.compactMap { $0.text("requestedEffectiveOn") }) == ["2027-02-01"])
            }
        }

        @Test func `a move given up leaves what was sent to a person`() async throws {
            try await Group.with { group in
                try Self.prepare(group)
                let central = group.central
                let id = try Self.plan(central)
                try group.sync(central)
                let notices = try Self.notices(central)
                try central.done("notice", "advance", notices["removeLocation CC"] ?? "", "send")
                try group.sync(central)
                let given = try central.run(
                    "doctor", "runs", "abandon", id, "--comment", "she stays")
                #expect(given.code == 0)
                #expect(given.err.components(separatedBy: "edit location_assignment").count == 3)
                try group.sync(central)
                #expect(try Self.notices(central).keys.sorted() == ["removeLocation CC"])
                #expect(try central.rows("case", "list", "--office", "B01").isEmpty)
            }
        }

        @Test func `a move that no payor is to hear of can be closed, and given up as well`()
            async throws
        {
            try await Group.with { group in
                let central = group.central
                try central.done(
                    "create", "practitioner", "npi=2000000002", "family=Move", "given=Dora")
                try central.done(
                    "create", "location_assignment", "practitioner=2000000002", "office=A01",
                    "effectiveFrom=2026-01-01")
                let run = try central.done(
                    "doctor", "move", "2000000002", "--from", "A01", "--to", "B01", "--last-day",
                    "2026-12-31", "--first-day", "2027-01-01")
                let id = String(run.prefix { $0 != "\n" })
                try group.sync(central)
                #expect(try Self.state(of: id, central) == "confirmed")
                try central.done("doctor", "runs", "abandon", id, "--comment", "she stays")
                #expect(try Self.state(of: id, central) == "cancelled")
                try group.sync(central)
            }
        }
    }
}
