import Foundation
import HouseKit
import Testing

@testable import OfficeCommand

/// The program itself: exit codes, words, and what it does with a store that nobody has open.
struct ProgramTests {
    @Test func `exit codes are done, refused and misuse`() async throws {
        let store = try await LooseStore("A01")
        #expect(try await store.run("status").code == 0)
        let refused = try await store.run("show payor NOPE")
        #expect(refused.code == 1 && refused.err.hasPrefix("error: no payor goes by that id"))
        #expect(refused.out.isEmpty)
        let misuse = try await store.run("events --limit -5")
        #expect(misuse.code == 2 && misuse.err.contains("Usage: bridgework"))
        let help = try await store.bare("--help")
        #expect(help.code == 0 && help.out.contains("Exit codes:"))
        #expect(try await store.bare("--version").out.hasPrefix("bridgework "))
        #expect(try await store.bare("bogus").code == 2)
    }

    @Test func `a store must be named, be there, and be a replica's`() async throws {
        let store = try await LooseStore("A01")
        let hub = try await LooseStore("hub")
        let unnamed = try await store.bare("status")
        #expect(unnamed.code == 2)
        #expect(
            unnamed.err.contains("No store is named: give --store DIR or set BRIDGEWORK_STORE."))
        #expect(try await store.bare("status --store /nowhere/at/all").code == 1)
        let other = try await store.bare("status --store \(hub.folderPath)")
        #expect(other.code == 1 && other.err.hasPrefix("error: "))
    }

    @Test func `what one command wrote the next one finds`() async throws {
        let store = try await LooseStore("centre")
        let id = try await store.done("create payor code=A name=Alpha")
        #expect(try await store.fields("payor", "A")["name"] == "Alpha")
        #expect(try await store.row("show payor \(id.suffix(8))")["id"] == id)
        #expect(try await store.done("verify") == "ok")
        #expect(try await store.row("status")["pending"] == "1")
    }

    @Test func `fees and codes are imported by either order of words`() async throws {
        let store = try await LooseStore("centre")
        try await store.done("create fee-schedule code=F1 name=One kind=contracted offices+=A01")
        let file = try store.file("f.csv", "Code,Fee\nD0120,61.00\n")
        #expect(try await store.run("import fees \(file) --schedule F1").code == 0)
        #expect(try await store.row("fees show F1")["lines"] == "1")
        let codes = try store.file("c.csv", "code\nD0120\n")
        #expect(try await store.run("import codes \(codes) --system CDT --edition 2027").code == 0)
        #expect(try await store.row("codes list")["codes"] == "1")
    }

    @Test func `a kind's columns need no store`() async throws {
        let store = try await LooseStore("A01")
        let columns = try await store.bare("import volumes --columns")
        #expect(columns.code == 0 && columns.out.contains("office_code"))
        #expect(try await store.bare("import volumes a.csv").code == 2)
    }

    @Test func `a workflow is named or refused`() async throws {
        let store = try await LooseStore("A01")
        let wrong = try await store.bare("workflow nonsense")
        #expect(wrong.code == 2 && wrong.err.contains("No such workflow; there are"))
        #expect(
            try await store.bare("workflow --format dot").err.contains(
                "Name the workflow to draw."))
    }

    @Test func `unsent work is saved once, and brought into the machine's next store`()
        async throws
    {
        let store = try await LooseStore("A01")
        try await store.done("create patient family=Own birthDate=1980-01-01")
        try await store.done("create patient family=Two birthDate=1981-01-01")
        let file = store.folderPath + ".bw"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let saved = try await store.row("salvage save \(file)")
        #expect(saved["saved"] == "2" && saved["damaged"] == "0" && saved["lost"] == "0")
        #expect(try await store.refusal("salvage \(file)").contains("exists"))
        #expect(try await store.run("salvage save \(file) --force").code == 0)
        let rights = try FileManager.default.attributesOfItem(atPath: file)
        #expect(rights[.posixPermissions] as? Int == 0o600)
        let next = try await LooseStore("A01")
        let loaded = try await next.row("salvage load \(file)")
        #expect(loaded["changeSets"] == "2" && loaded["known"] == "0" && loaded["records"] == "2")
        #expect(
            try await next.rows("list patient").map { $0["family"] } == ["Own", "Two"])
        let again = try await next.row("salvage load \(file)")
        #expect(again["changeSets"] == "0" && again["known"] == "2")
        let other = try await LooseStore("B01")
        #expect(
            try await other.refusal("salvage load \(file)").contains("another group, office"))
        #expect(try await other.rows("list patient").isEmpty)
    }

    @Test func `an output file appears whole, for its owner, and takes no other's place`()
        throws
    {
        let path = NSTemporaryDirectory() + "bridgework-output-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try OutputFile(path).write([1, 2, 3], replacing: false)
        #expect(throws: OutputFile.Problem.exists(path)) {
            try OutputFile(path).write([4], replacing: false)
        }
        #expect(FileManager.default.contents(atPath: path) == Data([1, 2, 3]))
        try OutputFile(path).write([4], replacing: true)
        #expect(FileManager.default.contents(atPath: path) == Data([4]))
        #expect(throws: OutputFile.Problem.unwritable("/nowhere/at/all")) {
            try OutputFile("/nowhere/at/all").write([], replacing: false)
        }
        let beside = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
        #expect(!beside.contains { $0.hasPrefix(URL(filePath: path).lastPathComponent + ".") })
    }

    @Test func `what a stored text says never moves a terminal's cursor`() async throws {
        let store = try await LooseStore("centre")
        let outcome = try await store.run([
            "create", "payor", "code=A", "name=Al\u{202E}pha",
        ])
        if outcome.code == 0 {
            #expect(try await !store.run("list payor").out.contains("\u{202E}"))
        } else {
            #expect(outcome.err.hasPrefix("error: name: "))
        }
        #expect(DisplayText.visible("a\u{1B}[2Jb\u{202E}c") == "a\u{FFFD}[2Jb\u{FFFD}c")
        #expect(DisplayText.width("né漢") == 4)
        #expect(DisplayText.cut("漢字kanji", to: 5) == "漢字…")
        #expect(DisplayText.fitted("ab", to: 4) == "ab  ")
        #expect(DisplayText.tail(of: "abcdef", 3) == "def")
        #expect(DisplayText.wrapped("one two three", to: 7) == ["one two", "three"])
    }
}
