import Errands
import Merge
import Tables
import Testing

@testable import WebDesk

/// What a filled form becomes: a command that the person could have typed.
struct FormTests {
    private static let move = [
        ("npi", "2000000002"), ("from", "A01"), ("to", "B01"), ("last-day", "2027-02-28"),
        ("first-day", "2027-03-01"), ("reason", "--as=admin moved"),
    ]

    @Test func `nothing that is typed reads as an option`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        _ = try await browser.post("/do/move", FormTests.move + [("act", "do")])
        #expect(
            fake.command("doctor move") == [
                "doctor", "move", "--from=A01", "--to=B01", "--last-day=2027-02-28",
                "--first-day=2027-03-01", "--reason=--as=admin moved", "--", "2000000002",
            ])
        _ = try await browser.post("/patients", [("words", "--limit=1 Ada")])
        #expect(fake.command("patient find") == ["patient", "find", "--", "--limit=1", "Ada"])
    }

    @Test func `a preview writes nothing and keeps what was typed`() async throws {
        var plan = Table(["contract", "action"])
        plan.add([.text("SC01"), .text("remove")])
        let fake = FakeClerk(["doctor move": .table(plan)])
        let browser = try await Browser.inside(fake.clerk)
        let answer = try await browser.post(
            "/do/move", FormTests.move + [("act", "preview")])
        #expect(answer.status == 200 && answer.text.contains("What would happen"))
        #expect(fake.command("doctor move")?.contains("--dry-run") == true)
        #expect(answer.text.contains("value=\"2027-02-28\"") && answer.text.contains("remove"))
    }

    @Test func `a refusal stands beside the form in the terminal's words`() async throws {
        let fake = FakeClerk(["doctor move": .refused("the office A01 is not the doctor's")])
        let browser = try await Browser.inside(fake.clerk)
        let answer = try await browser.post("/do/move", FormTests.move + [("act", "do")])
        #expect(answer.status == 200)
        #expect(answer.text.contains("the office A01 is not the doctor&#39;s"))
        #expect(answer.text.contains("value=\"2027-03-01\""))
    }

    @Test func `what is missing is said, and nothing is run`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let answer = try await browser.post("/do/move", [("npi", "1"), ("act", "do")])
        #expect(answer.text.contains("From office is missing."))
        #expect(fake.command("doctor move") == nil)
    }

    @Test func `what was done is told once, on the next page`() async throws {
        let done = ErrandReply(code: 0, parts: [.said("3 to remove")])
        let browser = try await Browser.inside(FakeClerk(["doctor move": done]).clerk)
        let answer = try await browser.post(
            "/do/move", FormTests.move + [("act", "do"), ("back", "/doctors/2000000002")])
        #expect(answer.status == 303 && answer.header("location") == "/doctors/2000000002")
        #expect(try await browser.get("/health").text.contains("3 to remove"))
        #expect(!(try await browser.get("/health").text.contains("3 to remove")))
    }

    @Test func `who asks for the heads alone takes no word from who looks`() async throws {
        let done = ErrandReply(code: 0, parts: [.said("3 to remove")])
        let browser = try await Browser.inside(FakeClerk(["doctor move": done]).clerk)
        _ = try await browser.post("/do/move", FormTests.move + [("act", "do")])
        #expect(try await browser.get("/health", method: "HEAD").status == 200)
        #expect(try await browser.get("/health").text.contains("3 to remove"))
    }

    @Test(arguments: [
        [("take", "1"), ("value.sex", "F")], [("take", "distinct"), ("merge.sex", "1")],
        [("merge.sex", "1"), ("value.sex", "F")], [("take", "1"), ("take", "2")],
    ])
    func `of two ways to settle neither is chosen`(fields: [(String, String)]) {
        guard
            case .unclear(let words) = ConflictPage.Way(
                WebForm(fields.map { (name: $0.0, value: $0.1) }))
        else {
            Issue.record("one was chosen")
            return
        }
        #expect(words.hasPrefix("Say one of them"))
        #expect(ConflictPage.Way(WebForm([("take", "2")])) == .deed(.take(2)))
    }

    @Test func `a link brings ids and codes into a form, never free text`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        let id = ViewTests.id
        let query = "?coverage=\(id)&comment=pay+me&reason=because&back=/doctors&answer=active"
        let page = try await browser.get("/do/verify" + query).text
        #expect(page.contains("name=\"coverage\" value=\"\(id)\""))
        for word in ["pay me", "because", "value=\"/doctors\"", " selected"] {
            #expect(!page.contains(word), "\(word)")
        }
        let other = try await browser.get("/do/verify?coverage=Mary+Jones").text
        #expect(!other.contains("Mary"))
        let digest = try await browser.get("/do/fee-approve?digest=12ab34cd56ef").text
        #expect(digest.contains("value=\"12ab34cd56ef\""))
        #expect(!(try await browser.get("/do/fee-approve?digest=Mary").text.contains("Mary")))
    }

    @Test func `a report's name is one of those that are listed`() async throws {
        var list = Table(["name", "about"])
        list.add([.text("gaps"), .text("list")])
        let fake = FakeClerk(["report": .table(list)])
        let browser = try await Browser.inside(fake.clerk)
        for name in ["list", "help", "nothing", "--version"] {
            #expect(try await browser.get("/reports/" + name).status == 404, "\(name)")
        }
        #expect(try await browser.get("/reports/gaps").status == 200)
        let reports = Set(fake.commands.filter { $0.first == "report" }.map { $0.dropFirst() })
        #expect(reports == [["list"], ["gaps"]])
    }

    @Test func `many are settled once they were counted, and as they were`() async throws {
        let words = "nothing was written: with --seen 0123456789abcdef these are settled"
        let counted = ErrandReply(code: 0, parts: [.said(words)])
        let fake = FakeClerk(["conflicts resolve": counted])
        let browser = try await Browser.inside(fake.clerk)
        let fields = [("type", "patient"), ("take", "newest"), ("reason", "later")]
        #expect(!(try await browser.get("/conflicts/many").text.contains("Settle them")))
        let early = try await browser.post("/conflicts/many", fields + [("act", "do")])
        #expect(early.text.contains("Have it counted first"))
        #expect(fake.command("conflicts resolve") == nil)
        let page = try await browser.post("/conflicts/many", fields + [("act", "preview")]).text
        #expect(page.contains("Settle them"))
        #expect(page.contains("name=\"seen\" value=\"0123456789abcdef\""))
        _ = try await browser.post(
            "/conflicts/many", fields + [("act", "do"), ("seen", "0123456789abcdef")])
        #expect(fake.commands.contains { $0.contains("--seen=0123456789abcdef") })
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/x?y", "javascript:x", "/\r\nx"])
    func `nobody writes where a form goes on`(back: String) async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        let answer = try await browser.post(
            "/do/move", FormTests.move + [("act", "do"), ("back", back)])
        #expect(answer.header("location") == "/")
    }

    @Test func `every form has a label for every input, and a name of its own`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        for name in DeedForm.all.keys {
            let text = try await browser.get("/do/" + name).text
            let inputs = text.matches(of: /<(?:input|select) id="([^"]+)"/).map { String($0.1) }
            for id in inputs { #expect(text.contains("<label for=\"\(id)\">"), "\(name) \(id)") }
            #expect(Set(inputs).count == inputs.count, "\(name)")
        }
    }

    @Test func `a flag is one of those offered`() throws {
        let form = try #require(DeedForm.all["verify"])
        let given = WebForm([
            ("coverage", "1234"), ("answer", "dry-run"), ("method", "phone"),
        ])
        #expect(form.errand(given, isRehearsal: false) == .failure(.init(label: "Answer")))
    }

    @Test(arguments: ["/etc/passwd", "letter.pdf", "--dry-run", "../x"])
    func `a form never names a file of this machine`(path: String) throws {
        let form = try #require(DeedForm.all["case-step"])
        let given = WebForm([("id", "1234"), ("step", "loaded"), ("document", path)])
        #expect(form.errand(given, isRehearsal: false) == .failure(.init(label: "The letter")))
    }

    @Test func `no form asks for a file or a login`() {
        for form in DeedForm.all.values {
            let names = Set(form.asks.map(\.name))
            #expect(names.isDisjoint(with: ["as", "store", "file", "output", "format"]))
        }
    }
}
