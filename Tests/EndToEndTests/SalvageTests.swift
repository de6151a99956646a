import Foundation
import Testing

extension EndToEnd {
    /// A store whose disk went bad gives out what was never sent.
    struct SalvageTests {
        /// Overwrites the first page of a table.
        private func damage(_ site: Site, table: String) throws {
            let path = site.folder + "/bridgework.sqlite"
            let page = try SQLiteFile(site.folder).root(of: table)
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            try file.seek(toOffset: UInt64(try #require(page) - 1) * 4_096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4_096))
            try file.close()
        }

        @Test func `unsent work of a damaged store comes in by a fresh one`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let coverage = try group.sharedCoverage(of: patient)
                try group.a.done("edit", "patient", patient, "preferredName=Unsent")
                try group.a.done("edit", "coverage", coverage, "memberId=AAA111")
                try group.b.done("edit", "coverage", coverage, "memberId=BBB222")
                try group.sync(group.b)
                try damage(group.a, table: "record")
                let read = try group.a.run("list", "patient")
                let verified = try group.a.run("verify", "--repair")
                #expect(verified.code == 1)
                #expect((read.err + verified.err).contains("bridgework salvage FILE"))
                let file = group.folder + "/unsent.bw"
                let saved = try #require(try group.a.rows("salvage", "save", file).first)
                #expect(saved.number("saved") == 2)
                #expect(saved.number("damaged") == 0 && saved.number("lost") == 0)
                #expect(try group.a.run("salvage", file).err.contains("exists"))
                // The machine begins anew, in its own place.
                try FileManager.default.moveItem(
                    atPath: group.a.folder, toPath: group.folder + "/A01.damaged")
                try group.a.done("join", "--token", group.token("A01", "--name", "A01"))
                try group.sync(group.a)
                let refused = try group.b.run("salvage", "load", file)
                #expect(refused.code == 1 && refused.err.contains("another group, office"))
                let sum = try #require(try group.a.rows("salvage", "load", file).first)
                #expect(sum.number("changeSets") == 2 && sum.number("known") == 0)
                #expect(sum.number("records") == 2 && sum.number("conflicts") == 1)
                let again = try #require(try group.a.rows("salvage", "load", file).first)
                #expect(again.number("changeSets") == 0 && again.number("known") == 2)
                try group.sync()
                #expect(try group.b.fields("patient", patient).text("preferredName") == "Unsent")
                #expect(try group.b.conflicts().count == 1)
                #expect(try group.hub.run("audit").code == 0)
            }
        }
    }
}
