import Testing

extension EndToEnd {
    /// A contract at a desk: its renewal, and talks about its fees.
    struct ContractWorkTests {
        /// Two users, an entity and a contract of both offices.
        private func sign(_ group: Group) throws {
            let central = group.central
            for user in ["ann", "bob"] { try central.done("user", "add", user, "--name", user) }
            try central.done(
                "create", "organization", "legalName=Synthetic Dental", "tin=900000001")
            try central.done(
                "contract", "add", "C1", "--payor", "P1", "--effective", "2026-01-01",
                "--offices", "A01,B01", "--renewal", "2026-12-31", "--notice-days", "60",
                "renewalKind=evergreen")
        }

        @Test func `talks go from request to the first paid claim, and the calendar follows`()
            async throws
        {
            try await Group.with { group in
                try sign(group)
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
    }
}
