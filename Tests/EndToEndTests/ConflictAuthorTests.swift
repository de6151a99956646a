import Foundation
import Testing

extension EndToEnd {
    /// Who wrote what waits for a person is known wherever it waits, with the line down too.
    struct ConflictAuthorTests {
        /// Both offices say something else of every patient, each with a reason; all are level.
        private func disagree(_ group: Group, _ count: Int) throws {
            for number in 0..<count {
                let patient = try group.a.done(
                    "create", "patient", "family=Ruiz\(number)", "given=Ana",
                    "birthDate=1980-01-01", "offices+=A01", "offices+=B01")
                try group.sync(group.a, group.b)
                try group.a.done(
                    "edit", "patient", patient, "sexForClaims=M", "--reason", "her word")
                try group.b.done(
                    "edit", "patient", patient, "sexForClaims=F", "--reason", "her card")
            }
            try group.sync(group.a, group.b, group.a, group.central)
        }

        private func candidates(
            _ site: Site, _ conflict: String
        ) throws -> [String: [String: Any]] {
            let text = try site.done("conflicts", "show", conflict, "--format", "json")
            let sheet = try Outcome(code: 0, out: text, err: "").object
            let found = try #require(sheet["candidates"] as? [[String: Any]])
            return Dictionary(found.map { ($0.text("value") ?? "", $0) }) { first, _ in first }
        }

        @Test func `office, reason and name are told at the centre and at both offices`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                try disagree(group, 1)
                #expect(group.stopHub() == 0)
                for site in [group.central, group.a, group.b] {
                    let open = try #require(try site.conflicts().first)
                    #expect(open.text("name") == "Ruiz0, Ana")
                    let told = try candidates(site, try #require(open.text("id")))
                    #expect(told["M"]?.text("office") == "A01")
                    #expect(told["M"]?.text("reason") == "her word")
                    #expect(told["F"]?.text("office") == "B01")
                    #expect(told["F"]?.text("reason") == "her card")
                    #expect(told["F"]?.text("saw") == "no value; nothing of the other candidate")
                }
            }
        }

        @Test func `one office's word is taken in bulk at the desk, and taken back in bulk`()
            async throws
        {
            try await Group.with { group in
                try disagree(group, 3)
                let desk = group.central
                try desk.done(
                    "conflicts", "resolve", "--matching", "--attribute", "sexForClaims", "--take",
                    "office:B01", "--reason", "cards count")
                #expect(try desk.conflicts().isEmpty)
                try group.sync()
                let patients = try group.a.rows("list", "patient")
                #expect(patients.map { $0.text("sexForClaims") } == ["F", "F", "F"])
                let settled = try desk.rows("conflicts", "settled")
                #expect(settled.count == 3)
                #expect(settled.allSatisfy { $0.text("reason") == "cards count" })
                let changeSet = try #require(settled.first?.text("changeSet"))
                try desk.done(
                    "conflicts", "undo", "--matching", "--change-set",
                    String(changeSet.suffix(8)), "--reason", "not these")
                #expect(try desk.conflicts().count == 3)
                #expect(try desk.rows("conflicts", "settled").isEmpty)
                try group.sync()
            }
        }
    }
}
