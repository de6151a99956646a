import Testing

extension EndToEnd {
    /// An office's disk holds nothing of patients it does not treat.
    struct PrivacyTests {
        private static let canary = "Zyxwvcanary"

        @Test func `a patient of another office is on no byte of this office's disk`()
            async throws
        {
            try await Group.with { group in
                let live = try group.agent(group.b)
                let patient = try group.a.done(
                    "create", "patient", "family=\(Self.canary)", "given=Bird",
                    "birthDate=1980-01-01")
                try group.a.done(
                    "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                    "subscriberFamily=\(Self.canary)")
                try group.a.done("edit", "office", "A01", "region=North")
                try group.sync(group.a, group.central)
                let mark = try group.central.done("create", "payor", "code=MARK", "name=Mark")
                try group.central.done("sync")
                let hasMark = try Deadline.reached(within: 20) {
                    try group.b.run("show", "payor", mark).code == 0
                }
                #expect(hasMark)
                #expect(try group.b.files(holding: Self.canary) == [])
                #expect(!live.said.contains(Self.canary))
                #expect(live.stop() == 0)
                #expect(try group.b.files(holding: Self.canary) == [])
                #expect(group.hubDaemon?.said.contains(Self.canary) == false)
                #expect(try group.a.files(holding: Self.canary) != [])
            }
        }

        @Test func `a patient that is no longer shared is purged from every byte`() async throws {
            try await Group.with { group in
                let patient = try group.a.done(
                    "create", "patient", "family=\(Self.canary)", "given=Bird",
                    "birthDate=1980-01-01")
                let coverage = try group.a.done(
                    "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                    "subscriberFamily=\(Self.canary)")
                try group.a.done("edit", "patient", patient, "offices+=B01")
                try group.sync(group.a, group.b, group.central)
                #expect(
                    try group.b.fields("coverage", coverage).text("subscriberFamily")
                        == Self.canary)
                #expect(try group.b.files(holding: Self.canary) != [])
                try group.central.done("edit", "patient", patient, "offices-=B01")
                try group.sync(group.central, group.b)
                #expect(try group.b.rows("list", "patient").isEmpty)
                #expect(try group.b.rows("list", "coverage").isEmpty)
                #expect(try group.b.files(holding: Self.canary) == [])
            }
        }
    }
}
