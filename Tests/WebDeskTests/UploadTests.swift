import Errands
import Testing

@testable import WebDesk

/// Files that are handed over: read within bounds, looked at first, and then just those bytes.
struct UploadTests {
    private static let kind = [("kind", "doctors"), ("reason", "new roster")]

    /// A form with a file, as a browser sends it.
    private static func parts(
        _ fields: [(String, String)], file: (name: String, bytes: [UInt8])?,
        boundary: String = "xxBoundaryxx"
    ) -> [UInt8] {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array(
                ("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
                    + "\(value)\r\n").utf8)
        }
        if let file {
            body += Array(
                ("--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; "
                    + "filename=\"\(file.name)\"\r\nContent-Type: text/csv\r\n\r\n").utf8)
            body += file.bytes + Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    private static let multipart = "multipart/form-data; boundary=xxBoundaryxx"

    private func upload(
        _ browser: Browser, _ fields: [(String, String)], _ bytes: [UInt8],
        named name: String = "roster.csv"
    ) async throws -> WebAnswer {
        try await browser.send(
            "/imports",
            Self.parts([("formKey", browser.key)] + fields, file: (name, bytes)),
            type: Self.multipart)
    }

    private static func digest(_ page: WebAnswer) -> String {
        String(page.text.firstMatch(of: /name="digest" value="([0-9a-f]{64})"/)?.1 ?? "")
    }

    @Test func `what was looked at goes in, once, and nothing else`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let bytes: [UInt8] = Array("npi,family\r\n1,Zo".utf8) + [0xC3, 0xAB, 0x0D, 0x0A, 0, 255]
        let page = try await upload(browser, Self.kind, bytes)
        #expect(page.status == 200 && page.text.contains("Take it in"))
        #expect(
            fake.command("import file")
                == [
                    "import", "file", "--reason=new roster", "--dry-run", "--", "doctors",
                    "roster.csv",
                ])
        #expect(fake.files.map(\.bytes) == [bytes] && fake.files[0].name == "roster.csv")
        let digest = Self.digest(page)
        for other in ["", String(repeating: "0", count: 64), String(digest.dropLast())] {
            let answer = try await browser.post("/imports/take", [("digest", other)])
            #expect(answer.status == 200 && answer.text.contains("not held any more"))
        }
        #expect(fake.files.count == 1)
        let taken = try await browser.post("/imports/take", [("digest", digest)])
        #expect(taken.status == 303 && taken.header("location") == "/imports")
        #expect(fake.files.count == 2 && fake.files[1].bytes == bytes)
        #expect(fake.commands.last { $0[0] == "import" }?.contains("--dry-run") == false)
        _ = try await browser.post("/imports/take", [("digest", digest)])
        #expect(fake.files.count == 2)
    }

    @Test func `another file in another window takes the place of the one before`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let first = Self.digest(try await upload(browser, Self.kind, [1]))
        let second = Self.digest(try await upload(browser, Self.kind, [2]))
        _ = try await browser.post("/imports/take", [("digest", first)])
        #expect(fake.files.map(\.bytes) == [[1], [2]])
        _ = try await browser.post("/imports/take", [("digest", second)])
        #expect(fake.files.map(\.bytes) == [[1], [2], [2]])
    }

    @Test func `what was refused is not offered`() async throws {
        let fake = FakeClerk(["import file": .refused("line 2: no NPI")])
        let browser = try await Browser.inside(fake.clerk)
        let page = try await upload(browser, Self.kind, [1])
        #expect(page.text.contains("line 2: no NPI") && !page.text.contains("Take it in"))
    }

    @Test func `each kind is its own command, and fees need their schedule`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        _ = try await upload(browser, [("kind", "x12")], [1], named: "a.835")
        #expect(fake.command("import x12") == ["import", "x12", "--dry-run", "--", "a.835"])
        let page = try await upload(browser, [("kind", "fees")], [1])
        #expect(page.text.contains("fees need their schedule") && fake.command("fees") == nil)
        _ = try await upload(
            browser, [("kind", "fees"), ("schedule", "SF01"), ("skipBad", "yes")], [1])
        #expect(
            fake.command("fees import") == [
                "fees", "import", "--schedule=SF01", "--skip-bad", "--dry-run", "--", "roster.csv",
            ])
        for kind in ["", "sql", "--store=/etc", "x12 /etc/passwd"] {
            let before = fake.files.count
            #expect(try await upload(browser, [("kind", kind)], [1]).status == 200)
            #expect(fake.files.count == before, "\(kind)")
        }
    }

    @Test func `no file is no file, and a form without its key is nobody's`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let body = Self.parts([("formKey", browser.key)] + Self.kind, file: ("", []))
        let page = try await browser.send("/imports", body, type: Self.multipart)
        #expect(page.text.contains("Choose a file first"))
        let foreign = Self.parts([("formKey", "x")] + Self.kind, file: ("a.csv", [1]))
        #expect(try await browser.send("/imports", foreign, type: Self.multipart).status == 403)
        // Only the one form takes files, and it takes nothing else.
        let mine = Self.parts([("formKey", browser.key)], file: nil)
        #expect(try await browser.send("/do/move", mine, type: Self.multipart).status == 415)
        #expect(try await browser.post("/imports", []).status == 415)
        #expect(fake.files.isEmpty)
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\My Files\\Röster 1.csv", "R_ster_1.csv"),
        ("--store=x", "store_x"), (".hidden", "hidden"), ("...", "file"), ("", "file"),
        ("a/b/", "b"), (String(repeating: "n", count: 200), String(repeating: "n", count: 80)),
    ])
    func `a file's name is a word and no path and no option`(name: String, kept: String) {
        #expect(ErrandFile(named: name, []).name == kept)
    }

    // MARK: The bytes of a form

    @Test func `a form with a file is read as it was sent`() throws {
        let file: [UInt8] = Array("a\r\n--xxBoundaryx\r\n\r\n".utf8) + [0, 1, 255]
        let body = Self.parts([("kind", "Zoë\r\nx"), ("empty", "")], file: ("f.csv", file))
        let read = try #require(Multipart(body, boundary: "xxBoundaryxx"))
        #expect(read.fields.map(\.name) == ["kind", "empty"])
        #expect(read.fields.map(\.value) == ["Zoë\r\nx", ""])
        #expect(read.file?.bytes == file && read.file?.name == "f.csv")
    }

    @Test func `a form that is cut short anywhere is none`() {
        let body = Self.parts(Self.kind, file: ("f.csv", [1, 2, 3]))
        for count in 0..<(body.count - 4) {
            #expect(Multipart(Array(body.prefix(count)), boundary: "xxBoundaryxx") == nil)
        }
    }

    @Test func `a form of two files, of too many fields or of no boundary is none`() {
        for text in [
            "--b\r\n--b--", "--b\r\n\r\n--b--", "--b\r\n", "--b", "--b\r\n\r\n\r\n\r\n--b--",
        ] {
            #expect(Multipart(Array(text.utf8), boundary: "b") == nil)
        }
        let one = Self.parts([], file: ("a.csv", [1]))
        let two = one.dropLast(6) + Array("\r\n".utf8) + one.dropFirst(0)
        #expect(Multipart(Array(two), boundary: "xxBoundaryxx") == nil)
        let many = (0...WebLimits.fieldsMax).map { ("f\($0)", "") }
        #expect(Multipart(Self.parts(many, file: nil), boundary: "xxBoundaryxx") == nil)
        #expect(Multipart(one, boundary: "other") == nil)
        #expect(Multipart(one, boundary: "") == nil)
        #expect(Multipart([], boundary: "x") == nil)
        let long = Self.parts([(String(repeating: "n", count: 5_000), "")], file: nil)
        #expect(Multipart(long, boundary: "xxBoundaryxx") == nil)
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"),
        ("Multipart/Form-Data; charset=x; BOUNDARY=\"a b\"", "a b"),
    ])
    func `the boundary stands in the head`(type: String, boundary: String) {
        #expect(Multipart.boundary(of: type) == boundary)
    }

    @Test func `what is no such head has none`() {
        for type in [nil, "", "multipart/form-data", "text/plain; boundary=x"] {
            #expect(Multipart.boundary(of: type) == nil)
        }
    }

    // MARK: How much is read

    @Test func `only who is known may send as much as a file has`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        func most(_ path: String, cookie: String?, host: String = Browser.host) throws -> Int {
            let headers =
                [("Host", host), ("Origin", "http://" + host), ("Content-Type", Self.multipart)]
                + (cookie.map { [("Cookie", $0)] } ?? [])
            let head = WebRequest(
                method: "POST", target: path, headers: headers.map { (name: $0.0, value: $0.1) })
            return browser.desk.bytesMax(of: try #require(head))
        }
        #expect(try most("/imports", cookie: browser.cookie) == WebLimits.uploadBytesMax)
        #expect(try most("/imports", cookie: nil) == WebLimits.bodyBytesMax)
        #expect(try most("/imports", cookie: "bridgework-7447=0") == WebLimits.bodyBytesMax)
        #expect(try most("/do/move", cookie: browser.cookie) == WebLimits.bodyBytesMax)
        #expect(
            try most("/imports", cookie: browser.cookie, host: "evil.example:7447")
                == WebLimits.bodyBytesMax)
    }
}
