import Foundation
import Testing

extension EndToEnd {
    /// An office's disk is lost, and its store comes back from its own backup.
    struct OfficeBackupTests {
        private func create(_ site: Site, _ family: String) throws {
            try site.done(
                "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-01-01")
        }

        private func families(_ site: Site) throws -> [String] {
            try site.rows("list", "patient").compactMap { $0.text("family") }.sorted()
        }

        @Test func `what was not sent comes back, and nothing counts twice`() async throws {
            try await Group.with { group in
                let (key, file) = (group.folder + "/office.key", group.folder + "/office.backup")
                try group.a.done("backup", "key", key)
                try create(group.a, "Sent")
                try group.sync()
                // While its agent runs; what is written meanwhile waits for the night.
                let agent = try group.agent(group.a, ["--nightly", "02:00"])
                try create(group.a, "Unsent")
                try group.a.done("backup", file)
                try create(group.a, "Lost")
                #expect(agent.stop() == 0)
                let before = try group.a.done("status")
                try FileManager.default.removeItem(atPath: group.a.folder)

                try group.a.done("restore", file, "--key", key)
                #expect(try families(group.a) == ["Sent", "Unsent"])
                #expect(try group.a.done("status") != before)
                // It is nobody until it joins, and takes its own place then.
                #expect(try group.a.run("sync").code == 1)
                try create(group.a, "Between")
                try group.a.done("join", "--token", group.token("A01", "--name", "A01"))
                try group.sync()
                #expect(try families(group.a) == ["Between", "Sent", "Unsent"])
                let names = try group.hub.rows("replicas").filter {
                    $0.text("name") == "A01" && $0.text("status") == "active"
                }
                #expect(names.count == 1)
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(!events.contains("copied-disk"))
                #expect(try group.hub.run("audit").code == 0)
            }
        }

        @Test func `a store that is made of a backup beside one at work is another machine`()
            async throws
        {
            try await Group.with { group in
                let (key, file) = (group.folder + "/office.key", group.folder + "/office.backup")
                try group.a.done("backup", "key", key)
                try create(group.a, "One")
                try group.a.done("backup", file)
                let twin = group.site("twin")
                try twin.done("restore", file, "--key", key)
                try create(group.a, "Two")
                try create(twin, "Three")
                try twin.done("join", "--token", group.token("A01", "--name", "twin"))
                for site in [group.a, twin, group.a, twin] { try site.done("sync") }
                #expect(try families(group.a) == ["One", "Three", "Two"])
                #expect(try twin.done("digest") == group.a.done("digest"))
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(!events.contains("copied-disk"))
            }
        }
    }
}
