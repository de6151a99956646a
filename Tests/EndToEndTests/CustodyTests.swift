import Foundation
import Testing

extension EndToEnd {
    /// An edit that comes after its office has lost the record waits for whoever has it now.
    struct CustodyTests {
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
