import Foundation
import Merge
import Testing

@testable import Practice

// Stored values are read by position and are never rewritten, so what a release listed stays.
//
// After adding a type, an attribute, a trailing field or a trailing choice, write the listing anew:
//
//     REGENERATE_SCHEMA=1 swift test --filter SchemaListingTests
//
// and commit it. Once a version is released, raise the version of `PracticeSchema.current` instead:
// the new version gets a file of its own and the released one is never touched.

/// Holds the schema to what releases have listed.
struct SchemaListingTests {
    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    }

    private static func file(_ version: Int) -> URL {
        folder.appending(path: "schema-\(version).txt")
    }

    @Test func `the listing of this version is up to date`() throws {
        let schema = PracticeSchema.current
        let listing = SchemaListing.lines(schema).joined(separator: "\n") + "\n"
        let file = Self.file(schema.version)
        if ProcessInfo.processInfo.environment["REGENERATE_SCHEMA"] == "1" {
            try listing.write(to: file, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: file, encoding: .utf8)
        #expect(
            stored == listing,
            "additions only? REGENERATE_SCHEMA=1 swift test --filter SchemaListingTests")
    }

    @Test(arguments: 1...PracticeSchema.current.version)
    func `nothing that a version listed was changed, moved or removed`(version: Int) throws {
        let stored = try String(contentsOf: Self.file(version), encoding: .utf8)
        let broken = SchemaChange.breaking(
            from: stored.split(separator: "\n").map(String.init),
            to: SchemaListing.lines(PracticeSchema.current))
        #expect(broken.isEmpty)
    }

    @Test func `additions break nothing`() {
        let old = ["a.x.register.value.one.text(5)", "a.x.register.value.two.choice(p|q)"]
        let new = [
            "a.x.register.value.one.text(5)", "a.x.register.value.two.choice(p|q|r)",
            "a.x.register.value.three.day", "a.y.log.value.four.day", "b.x.register.value.x.day",
        ]
        #expect(SchemaChange.breaking(from: old, to: new).isEmpty)
    }

    @Test(arguments: [
        ["a.x.register.value.two.day", "a.x.register.value.one.day"],
        ["a.x.register.value.one.day"],
        ["a.x.register.value.one.day", "a.x.register.value.two.money"],
        ["a.x.map.value.one.day", "a.x.map.value.two.day"],
        ["a.x.register.value.one.day", "a.x.register.value.two.day!"],
        ["a.z.register.value.one.day", "a.z.register.value.two.day"],
    ])
    func `a moved, removed, retyped, reshaped, required or renamed field breaks`(new: [String]) {
        let old = ["a.x.register.value.one.day", "a.x.register.value.two.day"]
        #expect(!SchemaChange.breaking(from: old, to: new).isEmpty)
    }

    @Test func `a choice that is taken away or put in front breaks`() {
        let old = ["a.x.register.value.x.choice(p|q)"]
        for words in ["p", "q|p", "r|p|q", "p|qq"] {
            let new = ["a.x.register.value.x.choice(\(words))"]
            #expect(!SchemaChange.breaking(from: old, to: new).isEmpty, "\(words)")
        }
    }
}
