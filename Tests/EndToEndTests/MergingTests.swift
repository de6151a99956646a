import Testing

extension EndToEnd {
    /// Two offices work on one record without a line between them.
    struct MergingTests {
        @Test func `edits of different fields in two offices both survive`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "preferredName=Ann")
                try group.b.done("edit", "patient", patient, "language=French")
                try group.sync(group.a, group.b, group.a, group.central)
                for site in group.replicas {
                    let fields = try site.fields("patient", patient)
                    #expect(fields.text("preferredName") == "Ann")
                    #expect(fields.text("language") == "French")
                    #expect(try site.conflicts().isEmpty)
                }
            }
        }

        @Test func `elements added to one set in two offices both survive`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "emails+=a@example.com")
                try group.b.done("edit", "patient", patient, "emails+=b@example.com")
                try group.sync()
                for site in group.replicas {
                    let emails = try site.fields("patient", patient)["emails"] as? [Any]
                    #expect(emails?.count == 2)
                }
            }
        }

        @Test func `one unit edited in two offices is one conflict until settled`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "sexForClaims=M")
                try group.b.done("edit", "patient", patient, "sexForClaims=F")
                try group.sync()
                let open = try group.replicas.map { try $0.conflicts() }
                #expect(open.map(\.count) == [1, 1, 1])
                #expect(Set(open.compactMap { $0.first?.text("id") }).count == 1)
                #expect(open[0].first?.text("attribute") == "sexForClaims")
                let id = try #require(open[0].first?.text("id"))
                try group.a.done(
                    "conflicts", "resolve", id, "--seen", group.a.seen(id), "--take", "1",
                    "--reason", "asked")
                #expect(try group.a.conflicts().isEmpty)
                try group.sync()
                let kept = try group.a.fields("patient", patient).text("sexForClaims")
                for site in group.replicas {
                    #expect(try site.conflicts().isEmpty)
                    #expect(try site.fields("patient", patient).text("sexForClaims") == kept)
                }
            }
        }

        @Test func `a conflict settled by a new value in one office is gone in all`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "sexForClaims=M")
                try group.b.done("edit", "patient", patient, "sexForClaims=F")
                try group.sync()
                let id = try #require(try group.b.conflicts().first?.text("id"))
                try group.b.done(
                    "conflicts", "resolve", id, "--seen", group.b.seen(id), "sexForClaims=U",
                    "--reason", "asked")
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().isEmpty)
                    #expect(try site.fields("patient", patient).text("sexForClaims") == "U")
                }
            }
        }

        @Test(arguments: [1, 2])
        func `a record removed here and edited there keeps both until settled`(
            keep: Int
        ) async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done(
                    "edit", "patient", patient, "--lifecycle", "inactive", "--reason", "moved")
                try group.b.done("edit", "patient", patient, "language=French")
                try group.sync()
                for site in group.replicas {
                    let open = try site.conflicts()
                    #expect(open.map { $0.text("kind") } == ["edited-while-removed"])
                    #expect(try site.fields("patient", patient).text("language") == "French")
                }
                let id = try #require(try group.b.conflicts().first?.text("id"))
                try group.b.done(
                    "conflicts", "resolve", id, "--seen", group.b.seen(id), "--take", "\(keep)",
                    "--reason", "asked")
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().isEmpty)
                    let fields = try site.fields("patient", patient)
                    #expect(fields.text("lifecycle") == (keep == 1 ? "inactive" : "active"))
                    #expect(fields.text("language") == "French")
                }
            }
        }

        @Test func `a coverage never mixes two offices' halves`() async throws {
            try await Group.with { group in
                let coverage = try group.sharedCoverage(of: group.sharedPatient())
                try group.a.done(
                    "edit", "coverage", coverage, "memberId=AAA111", "subscriberFamily=Alpha")
                try group.b.done(
                    "edit", "coverage", coverage, "memberId=BBB222", "subscriberFamily=Beta")
                try group.sync()
                let id = try #require(try group.central.conflicts().first?.text("id"))
                let written = [["AAA111", "Alpha"], ["BBB222", "Beta"]]
                for site in group.replicas {
                    let fields = try site.fields("coverage", coverage)
                    #expect(fields.text("memberId") == nil)
                    #expect(fields.text("subscriberFamily") == nil)
                    let text = try site.done("conflicts", "show", id, "--format", "json")
                    let sheet = try Outcome(code: 0, out: text, err: "").object
                    let seen = (sheet["candidates"] as? [[String: Any]] ?? []).compactMap {
                        $0["fields"] as? [String: Any]
                    }
                    let pairs = seen.map {
                        [$0.text("memberId") ?? "", $0.text("subscriberFamily") ?? ""]
                    }
                    #expect(pairs.sorted { $0[0] < $1[0] } == written)
                }
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "2",
                    "--reason", "asked")
                try group.sync()
                let pairs = try group.replicas.map { site in
                    let fields = try site.fields("coverage", coverage)
                    return [fields.text("memberId") ?? "", fields.text("subscriberFamily") ?? ""]
                }
                #expect(Set(pairs).count == 1)
                #expect(written.contains(pairs[0]))
            }
        }
    }
}
