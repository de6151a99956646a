import Foundation
import Testing

extension EndToEnd {
    /// Documents as a person hands them in, good and bad.
    struct DocumentTests {
        @Test func `a document is kept by its content and handed out as it was`() async throws {
            try await Group.with { group in
                let a = group.a
                let file = group.folder + "/card.png"
                try Data((0...255).map { UInt8($0) }).write(to: URL(filePath: file))
                let id = try a.done(
                    "document", "add", file, "--kind", "card", "--title", "Card")
                let row = try #require(try a.rows("document", "show", id).first)
                let digest = try #require(row.text("digest"))
                let kept = a.folder + "/documents/\(digest.prefix(2))/\(digest)"
                let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions]
                #expect(mode as? Int == 0o600)
                let out = group.folder + "/out.png"
                try a.done("document", "export", id, out)
                #expect(
                    FileManager.default.contents(atPath: out)
                        == FileManager.default.contents(atPath: file))
                #expect(try a.run("document", "export", id, out).code == 1)
                try Data([1]).write(to: URL(filePath: kept))
                let damaged = try a.run("document", "export", id, out + "2")
                #expect(damaged.code == 1)
                #expect(damaged.err.contains("content has changed"))
                try group.sync(a, group.central)
                let elsewhere = try group.central.run("document", "export", id, out + "3")
                #expect(elsewhere.code == 1)
                #expect(elsewhere.err.contains("stay where they were added"))
            }
        }

        @Test func `folders, missing and unreadable files and unknown kinds are refused`()
            async throws
        {
            try await Group.with { group in
                let site = group.central
                let add = ["document", "add"]
                let rest = ["--kind", "letter", "--title", "x"]
                let folder = try site.run(add + [group.folder] + rest)
                #expect(folder.code == 1)
                #expect(folder.err.contains("not an ordinary file"))
                let missing = try site.run(add + [group.folder + "/none.pdf"] + rest)
                #expect(missing.code == 1)
                #expect(missing.err.contains("does not exist"))
                let file = group.folder + "/x.txt"
                try "x".write(toFile: file, atomically: true, encoding: .utf8)
                let kind = try site.run(add + [file, "--kind", "poem", "--title", "x"])
                #expect(kind.code == 1)
                let empty = group.folder + "/empty.txt"
                try "".write(toFile: empty, atomically: true, encoding: .utf8)
                #expect(try site.run(add + [empty] + rest).code == 1)
                let large = group.folder + "/large.bin"
                try Data().write(to: URL(filePath: large))
                let handle = try FileHandle(forWritingTo: URL(filePath: large))
                try handle.truncate(atOffset: (32 << 20) + 1)
                try handle.close()
                let tooLarge = try site.run(add + [large] + rest)
                #expect(tooLarge.code == 1)
                #expect(tooLarge.err.contains("limit"))
                #expect(try site.rows("document", "list").isEmpty)
                #expect(!FileManager.default.fileExists(atPath: site.folder + "/documents"))
            }
        }
    }
}
