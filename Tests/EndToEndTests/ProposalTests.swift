import Testing

extension EndToEnd {
    /// What an office may not write becomes a question, and never a loss.
    struct ProposalTests {
        @Test func `an office that edits a central field proposes and the centre accepts`()
            async throws
        {
            try await Group.with { group in
                let outcome = try group.a.run("edit", "office", "A01", "region=North")
                #expect(outcome.code == 0)
                #expect(outcome.err.contains("proposal"))
                #expect(
                    try group.a.rows("list", "office", "--where", "code=A01")
                        .first?.text("region") == nil)
                try group.sync(group.a, group.central)
                let waiting = try group.central.rows("proposals", "list")
                #expect(waiting.map { $0.text("attribute") } == ["region"])
                let id = try #require(waiting.first?.text("id"))
                try group.central.done("proposals", "accept", id)
                try group.sync(group.central, group.a)
                #expect(
                    try group.a.rows("list", "office", "--where", "code=A01")
                        .first?.text("region") == "North")
                #expect(
                    try group.a.rows("proposals", "list", "--all")
                        .first?.text("status") == "accepted")
            }
        }

        @Test func `a peer that asks no rule has its write proposed and the rest applied`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.appendUnasked([
                    ("office", "A01", ["region=Stolen"]), ("patient", patient, ["language=French"]),
                ])
                #expect(try group.a.fields("office", "A01").text("region") == "Stolen")
                try group.sync(group.a, group.central, group.b)
                #expect(try group.a.fields("office", "A01").text("region") == nil)
                #expect(try group.b.fields("patient", patient).text("language") == "French")
                #expect(try group.differing() == [])
                let ops = try #require(try group.hub.rows("status").first?["ops"] as? [String: Int])
                #expect(ops["proposed"] == 1)
                let waiting = try group.central.rows("proposals", "list")
                #expect(waiting.map { $0.text("attribute") } == ["region"])
                let id = try #require(waiting.first?.text("id"))
                try group.central.done("proposals", "accept", id, "--anyway")
                try group.sync(group.central, group.a)
                #expect(try group.a.fields("office", "A01").text("region") == "Stolen")
            }
        }

        @Test func `a write to a record that the office has lost is kept in custody`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.b.done("edit", "patient", patient, "language=French")
                try group.central.done("edit", "patient", patient, "offices-=B01")
                try group.sync(group.central, group.b, group.a, group.central)
                let ops = try #require(try group.hub.rows("status").first?["ops"] as? [String: Int])
                #expect(ops.filter { $0.key != "applied" }.values.reduce(0, +) == 1)
                #expect(try group.b.rows("list", "patient").isEmpty)
                #expect(try group.a.fields("patient", patient).text("language") == nil)
                #expect(try group.differing() == [])
            }
        }
    }
}
