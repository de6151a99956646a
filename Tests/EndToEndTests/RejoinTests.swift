import Foundation
import Testing

extension EndToEnd {
    /// A machine that begins anew leaves no ghost behind that the hub waits for.
    struct RejoinTests {
        /// Of every machine of that office: its name and whether it may connect.
        private func machines(_ group: Group, _ name: String) throws -> [String] {
            try group.hub.rows("replicas").filter { $0.text("name")?.hasPrefix(name) == true }
                .map { "\($0.text("name") ?? "") \($0.text("status") ?? "")" }
        }

        @Test func `a machine that lost its store takes its own place again`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let former = try #require(
                    try group.hub.rows("replicas").first { $0.text("name") == "A01" }?.text("id"))
                try FileManager.default.removeItem(atPath: group.a.folder)
                let plain = try group.hub.run("invite", "--office", "A01")
                #expect(plain.err.contains("this one will be A01-2"), "\(plain)")
                let invited = try group.hub.run("invite", "--office", "A01", "--name", "A01")
                #expect(invited.err.contains("replica \(former) of the same name is revoked"))
                #expect(try machines(group, "A01") == ["A01 active"])
                try group.a.done("join", "--token", invited.text)
                try group.sync(group.a)
                #expect(try group.a.fields("patient", patient).text("given") == "Pat")
                #expect(try machines(group, "A01") == ["A01 revoked", "A01 active"])
                let status = try #require(try group.hub.rows("status").first)
                let shown = try #require(status["machines"] as? [[String: Any]])
                #expect(shown.count { $0.text("name") == "A01" } == 1)
                #expect(try group.hub.run("status", "--check").code == 0)
                let events = try group.hub.rows("events", "--limit", "1000")
                let told = try #require(events.first { $0.text("event") == "replica-revoked" })
                #expect(told.text("subject") == former)
                #expect(told.text("detail")?.contains("joined in its place") == true)
            }
        }

        @Test func `an operator retires a machine by its name`() async throws {
            try await Group.with { group in
                try group.hub.done("invite", "--office", "A01", "--name", "spare")
                let token = try group.token("A01", "--name", "spare")
                try group.site("spare").done("join", "--token", token)
                let again = try group.site("spare").run("join", "--token", token)
                #expect(again.code == 1 && again.err.contains("this store is joined"))
                try group.hub.done("retire", "spare")
                let refused = try group.site("spare").run("sync")
                #expect(refused.code == 1 && refused.err.contains("revoked"), "\(refused)")
                #expect(try group.hub.run("revoke", "spare").err.contains("was revoked before"))
            }
        }
    }
}
