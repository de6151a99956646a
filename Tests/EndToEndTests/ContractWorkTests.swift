import Testing

extension EndToEnd {
    /// Contracts at a desk: entry, renewal, talks, contacts and their end.
    struct ContractWorkTests {
        /// Two users, an entity, a contract of both offices and a case in network at A01.
        private func contract(_ group: Group) throws -> (contract: String, enrollment: String) {
            let central = group.central
            for user in ["ann", "bob"] { try central.done("user", "add", user, "--name", user) }
            try central.done(
                "create", "organization", "legalName=Synthetic Dental", "tin=900000001")
            let contract = try central.done(
                "contract", "add", "C1", "--payor", "P1", "--effective", "2026-01-01",
                "--offices", "A01,B01", "--renewal", "2026-12-31", "--notice-days", "60",
                "renewalKind=evergreen")
            let doctor = try central.done(
                "create", "practitioner", "npi=2000000002", "family=Synth", "given=Ada")
            let letter = try central.done("create", "document", "kind=letter", "title=Synthetic")
            let enrollment = try central.done(
                "create", "enrollment", "practitioner=\(doctor)", "contract=C1", "office=A01",
                "effectiveDates[\(letter)]=2026-01-01")
            try central.done(
                "step", "log", "enrollment", enrollment, "recorded", "effectiveOn=2026-01-01",
                "--document", letter)
            return (contract, enrollment)
        }

        /// A patient of an office with a coverage of the contract's payor.
        private func insured(_ site: Site, _ office: String) throws -> String {
            let patient = try site.done(
                "create", "patient", "family=Synth", "given=Bo", "offices+=\(office)")
            try site.done(
                "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                "effectiveFrom=2026-01-01")
            return patient
        }

        private func state(_ site: Site, _ type: String, _ id: String) throws -> String {
            try site.run("step", "list", type, id).err
        }

        @Test func `talks go from request to the first paid claim, and the calendar follows`()
            async throws
        {
            try await Group.with { group in
                _ = try contract(group)
                let desk = group.central
                func row(_ day: String) throws -> [String: Any] {
                    try #require(try desk.rows("contract", "list", "--as-of", day).first)
                }
                #expect(try row("2026-10-01").text("noticeDeadline") == "2026-11-01")
                #expect(try row("2026-10-01")["missed"] as? Bool == false)
                #expect(try row("2026-11-02")["missed"] as? Bool == true)

                try desk.done("contract", "negotiate", "C1", "--open", "--on", "2026-09-01")
                try desk.done(
                    "contract", "negotiate", "C1", "--request", "R-1", "--on", "2026-09-02")
                try desk.done(
                    "contact", "add", "asked how it stands", "--contract", "C1", "--channel",
                    "phone", "--on", "2026-09-20")
                #expect(try row("2026-11-02")["missed"] as? Bool == false)
                #expect(try row("2026-09-30").number("silentDays") == 10)
                #expect(try row("2026-09-30").text("next") == "2026-10-04")

                try desk.done("create", "fee-schedule", "code=F1", "name=Fees", "kind=contracted")
                let draft = try desk.done("create", "fee-draft", "schedule=F1")
                let offered = try desk.run(
                    "contract", "negotiate", "C1", "--offer", draft, "--as", "ann")
                #expect(offered.code == 0 && offered.err.contains("nothing is published"))
                let alone = try desk.run(
                    "contract", "negotiate", "C1", "--accept", "--as", "ann")
                #expect(alone.code == 1 && alone.err.contains("another user"))
                try desk.done("contract", "negotiate", "C1", "--accept", "--as", "bob")
                try desk.done("contract", "negotiate", "C1", "--amend", "2027-01-01")
                #expect(try row("2026-11-02").text("state") == "amended")
                let early = try desk.run("contract", "negotiate", "C1", "--close")
                #expect(early.code == 1 && early.err.contains("firstEobMatches"))
                let eob = try desk.done("create", "document", "kind=eob", "title=Synthetic")
                try desk.done("contract", "negotiate", "C1", "--verify", eob)
                #expect(try row("2026-11-02").text("lastRateChange") == "2027-01-01")
                #expect(try row("2026-11-02").text("negotiation") == "verified")
                #expect(try desk.run("contract", "negotiate", "C1", "--accept").code == 1)
                #expect(
                    try group.central.rows("contact", "list", "--contract", "C1").count == 1)
            }
        }

        @Test func `ending a contract takes two users and ends its cases`() async throws {
            try await Group.with { group in
                let (contract, enrollment) = try contract(group)
                let desk = group.central
                let end = ["contract", "terminate", "C1", "--through", "2027-03-31"]
                let why = ["--reason", "fees"]
                #expect(try desk.run(end + ["--as", "ann"]).code == 2)
                let patient = try insured(desk, "A01")
                let asked = try desk.run(end + why + ["--as", "ann"])
                #expect(
                    asked.code == 0 && asked.err.contains("patients served on 2027-03-31: 1, by"))
                #expect(
                    try state(desk, "payor-contract", contract)
                        .contains("state terminationRequested"))
                let same = try desk.run(end + why + ["--as", "ann"])
                #expect(same.code == 1 && same.err.contains("another user"))
                let other = try desk.run(
                    ["contract", "terminate", "C1", "--through", "2027-01-31", "--as", "bob"]
                        + why)
                #expect(other.code == 1)
                try desk.done(end + why + ["--as", "bob"])
                try group.sync()
                for site in [desk, group.a] {
                    #expect(try state(site, "enrollment", enrollment).contains("state ending"))
                    #expect(
                        try site.fields("enrollment", enrollment).text("effectiveThrough")
                            == "2027-03-31")
                    let served = try site.rows("contract", "patients", "C1")
                    #expect(served.map { $0.text("patient") } == [patient])
                    #expect(served.first?["others"] as? [String] == [])
                }
                #expect(try group.b.rows("contract", "patients", "C1").isEmpty)
                #expect(
                    try desk.rows("contract", "patients", "C1", "--on", "2027-04-01").isEmpty)
                #expect(try desk.run("contract", "patients", "C9").code == 1)
                try desk.done(["contract", "terminate", "C1", "--withdraw"] + why)
                #expect(try state(desk, "enrollment", enrollment).contains("state effective"))
                #expect(
                    try desk.fields("enrollment", enrollment).text("effectiveThrough") == nil)
            }
        }

        @Test func `a contract created with its first day renews and ends like an executed one`()
            async throws
        {
            try await Group.with { group in
                _ = try contract(group)
                let desk = group.central
                let contract = try desk.done(
                    "create", "payor-contract", "code=C2", "payor=P1", "organization=900000001",
                    "effectiveFrom=2026-01-01", "renewalOn=2027-06-30", "noticeDays=60")
                let rows = try desk.rows("contract", "list", "--as-of", "2026-11-02")
                let row = try #require(rows.first { $0.text("contract") == "C2" })
                #expect(row.text("state") == "executed")
                #expect(row.text("noticeDeadline") == "2027-05-01")
                let due = try desk.done("doctor", "expirables", "--within", "400")
                #expect(due.contains("notice to contract C2"))
                let end = ["contract", "terminate", "C2", "--through", "2027-03-31"]
                try desk.done(end + ["--reason", "fees", "--as", "ann"])
                try desk.done(end + ["--reason", "fees", "--as", "bob"])
                #expect(
                    try state(desk, "payor-contract", contract).contains("state terminating"))
            }
        }

        @Test func `an office makes a payor for itself and the centre adopts it or links it`()
            async throws
        {
            try await Group.with { group in
                let desk = group.central
                let own = try group.a.done(
                    "create", "payor", "code=LOCAL", "name=Local", "provisionalOffice=A01")
                let double = try group.a.done(
                    "create", "payor", "code=P1-TYPO", "name=Payor 1", "provisionalOffice=A01")
                try group.sync()
                try desk.done("payor", "adopt", "LOCAL")
                try desk.done("payor", "adopt", "P1-TYPO", "--into", "P1")
                try desk.done("payor", "alias", "P1", "Payor Uno")
                #expect(try desk.run("payor", "adopt", "P1").code == 1)
                try group.sync()
                #expect(try group.b.run("show", "payor", own).code == 0)
                #expect(try group.a.fields("payor", double).text("replacedBy") != nil)
                #expect(try group.a.run("payor", "adopt", "LOCAL").code == 1)
            }
        }
    }
}
