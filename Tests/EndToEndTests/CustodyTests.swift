import Foundation
import Testing

extension EndToEnd {
    /// An edit that comes after its office has lost the record waits for whoever has it now.
    struct CustodyTests {
        /// A patient of B01 alone, with an edit of A01 in custody.
        private func lateEdit(_ group: Group) throws -> (patient: String, item: String) {
            let patient = try group.sharedPatient()
            try group.a.done("edit", "patient", patient, "language=French", "--reason", "asked")
            try group.central.done("edit", "patient", patient, "offices-=A01")
            try group.sync(group.central, group.a, group.b)
            let waiting = try group.b.rows("custody", "list")
            #expect(waiting.map { $0.text("attribute") } == ["language"])
            #expect(waiting.map { $0.text("office") } == ["A01"])
            return (patient, try #require(waiting.first?.text("id")))
        }

        @Test func `the new owner accepts a late edit and everybody has it`() async throws {
            try await Group.with { group in
                let (patient, item) = try lateEdit(group)
                // Whoever lost the record sees neither it nor what waits about it.
                #expect(try group.a.rows("custody", "list", "--all").isEmpty)
                #expect(try group.b.fields("patient", patient).text("language") == nil)
                #expect(
                    try group.b.rows("custody", "show", item).first?.text("value") == "French")
                try group.b.done("custody", "accept", item)
                #expect(try group.b.fields("patient", patient).text("language") == "French")
                #expect(try group.b.run("custody", "accept", item).code == 1)
                try group.sync(group.b, group.central)
                #expect(try group.central.fields("patient", patient).text("language") == "French")
                #expect(
                    try group.central.rows("custody", "list", "--all")
                        .map { $0.text("status") } == ["accepted"])
                #expect(try group.central.rows("custody", "list").isEmpty)
            }
        }

        @Test func `a late edit of what changed since is taken over only on purpose`()
            async throws
        {
            try await Group.with { group in
                let (patient, item) = try lateEdit(group)
                try group.b.done("edit", "patient", patient, "language=German")
                let refused = try group.b.run("custody", "accept", item)
                #expect(refused.code == 1 && refused.err.contains("--anyway"))
                try group.b.done("custody", "accept", item, "--anyway")
                #expect(try group.b.fields("patient", patient).text("language") == "French")
            }
        }

        @Test func `a record that somebody hangs on a lost one waits in custody too`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done(
                    "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                    "relationship=self")
                try group.central.done("edit", "patient", patient, "offices-=A01")
                try group.sync(group.central, group.a, group.b)
                let waiting = try group.b.rows("custody", "list")
                #expect(!waiting.isEmpty)
                for item in waiting {
                    try group.b.done("custody", "accept", #require(item.text("id")))
                }
                #expect(try group.b.rows("list", "coverage").count == 1)
                try group.sync(group.b, group.central)
                #expect(try group.central.rows("list", "coverage").count == 1)
            }
        }
    }
}
