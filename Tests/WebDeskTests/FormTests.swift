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
