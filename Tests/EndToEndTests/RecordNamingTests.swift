import Testing

extension EndToEnd {
    /// A code, NPI or login names one record in every command, also after two had it.
    struct RecordNamingTests {
        /// Two records of one key, made at two desks; the conflict's id once all know.
        private func double(
            _ group: Group, _ second: Site, _ first: [String], _ other: [String]
        ) throws -> (first: String, other: String) {
            let ids = (try group.central.done(first), try second.done(other))
            try group.sync(group.central, second, group.central)
            return ids
        }

        private func settle(_ desk: Site, keeping record: String) throws {
            let open = try #require(
                try desk.conflicts().first { $0.text("kind") == "duplicate-key" })
            let id = try #require(open.text("id"))
            let text = try desk.done("conflicts", "show", id, "--format", "json")
            let sheet = try Outcome(code: 0, out: text, err: "").object
            let candidates = try #require(sheet["candidates"] as? [[String: Any]])
            let number = try #require(candidates.firstIndex { $0.text("record") == record }) + 1
            try desk.done(
                "conflicts", "resolve", id, "--seen", try #require(sheet.text("seen")), "--take",
                "\(number)", "--reason", "one of them")
        }

        @Test func `after a settled duplicate the NPI names the doctor who stands`() async throws {
            try await Group.with { group in
                let second = try group.secondCentral()
                let doctors = try double(
                    group, second, ["create", "practitioner", "npi=2000000002", "family=One"],
                    ["create", "practitioner", "npi=2000000002", "family=Two"])
                let desk = group.central
                let refused = try desk.run("show", "practitioner", "2000000002")
                #expect(refused.code == 1 && refused.err.contains("conflicts list"))
                let blocked = try desk.run(
                    "doctor", "onboard", "2000000002", "--start", "2027-03-01", "--offices", "A01")
                #expect(blocked.code == 1 && blocked.err.contains("conflicts list"))
                try settle(desk, keeping: doctors.other)
                try group.sync()
                let names = ["show", "edit", "onboard", "packet"]
                for site in [desk, group.a] {
                    #expect(
                        try site.fields("practitioner", "2000000002").text("family") == "Two")
                }
                #expect(
                    try desk.done("edit", "practitioner", "2000000002", "suffix=II")
                        == doctors.other)
                try desk.done(
                    "doctor", "onboard", "2000000002", "--start", "2027-03-01", "--offices", "A01")
                let rows = try desk.rows("list", "location-assignment")
                #expect(rows.map { $0.text("practitioner") } == [doctors.other], "\(names)")
                try desk.done("doctor", "packet", "2000000002", "--start", "2027-03-01")
                let explained = try desk.run("explain", "practitioner", "2000000002", "--offline")
                #expect(explained.code == 0 && explained.out.contains("Two"))
                try group.sync()
            }
        }

        @Test func `after settled duplicates a code and a login name who stands, everywhere`()
            async throws
        {
            try await Group.with { group in
                let second = try group.secondCentral()
                let desk = group.central
                let offices = try double(
                    group, second, ["create", "office", "code=C01", "name=One"],
                    ["create", "office", "code=C01", "name=Two"])
                #expect(try group.hub.run("invite", "--office", "C01").code == 1)
                try settle(desk, keeping: offices.first)
                let users = try double(
                    group, second, ["user", "add", "kim", "--name", "Kim One", "--role", "admin"],
                    ["user", "add", "kim", "--name", "Kim Two", "--role", "admin"])
                try settle(desk, keeping: users.other)
                let payors = try double(
                    group, second, ["create", "payor", "code=DD", "name=One"],
                    ["create", "payor", "code=DD", "name=Two"])
                try settle(desk, keeping: payors.first)
                try group.sync()
                #expect(try group.hub.run("invite", "--office", "C01").code == 0)
                let plan = try desk.done(
                    "create", "insurance-plan", "code=PL9", "payor=DD", "--as", "kim")
                #expect(try desk.fields("insurance-plan", plan).text("payor") == payors.first)
                let history = try desk.rows("history", "--record", plan)
                #expect(history.count == 1)
                #expect(try group.a.fields("payor", "dd").text("name") == "One")
                try group.sync()
            }
        }
    }
}
