import Errands
import Merge
import Testing

@testable import WebDesk

/// What goes onto paper, and the exchange that a button begins.
struct PaperTests {
    private static let id = "01a22cf7-2fae-703f-96dc-71d396422a54"

    private static func printed(_ lines: String...) -> ErrandReply {
        ErrandReply(code: 0, parts: lines.map { .line($0) } + [.said("not kept")])
    }

    @Test func `a letter stands on the page as the command prints it`() async throws {
        let fake = FakeClerk([
            "notice print": Self.printed("Dear <payor>,", "", "  Dr. O'Hara & son", "-----")
        ])
        let browser = try await Browser.inside(fake.clerk)
        let page = try await browser.get("/print/notice/" + Self.id)
        #expect(fake.command("notice print") == ["notice", "print", "--", Self.id])
        #expect(
            page.text.contains(
                "Dear &lt;payor&gt;,\n\n  Dr. O&#39;Hara &amp; son\n-----</pre>"))
        #expect(page.text.contains("data-print") && page.text.contains("not kept"))
    }

    @Test func `a summary is kept as given only by a button`() async throws {
        let fake = FakeClerk(["summary print": Self.printed("Your dental coverage")])
        let browser = try await Browser.inside(fake.clerk)
        let target = "/print/summary/" + Self.id
        #expect(try await browser.get(target + "?act=give").text.contains("Keep it as given"))
        #expect(fake.commands.last { $0[0] == "summary" } == ["summary", "print", "--", Self.id])
        let kept = try await browser.post(target, [("act", "give")])
        #expect(kept.status == 200 && !kept.text.contains("Keep it as given"))
        #expect(
            fake.commands.last { $0[0] == "summary" }
                == ["summary", "print", "--give", "--", Self.id])
        #expect(try await browser.post(target, [("act", "give")], key: "x").status == 403)
    }

    @Test func `an estimate is printed of what was asked, which stands in no address`()
        async throws
    {
        let fake = FakeClerk(["estimate print": Self.printed("You pay 12.00")])
        let browser = try await Browser.inside(fake.clerk)
        let asked = [
            ("patient", Self.id), ("doctor", "2000000010"), ("services", "D1110 D2740:14"),
        ]
        let answer = try await browser.post("/do/estimate", asked)
        #expect(answer.text.contains(#"action="/print/estimate""#))
        #expect(answer.text.contains(#"value="D1110 D2740:14""#))
        let page = try await browser.post("/print/estimate", asked)
        #expect(page.text.contains("You pay 12.00"))
        #expect(
            fake.command("estimate print") == [
                "estimate", "print", "--patient=\(Self.id)", "--doctor=2000000010", "--", "D1110",
                "D2740:14",
            ])
        #expect(try await browser.post("/print/estimate", []).status == 400)
        #expect(try await browser.get("/print/estimate").status == 404)
        #expect(try await browser.get("/print/passwords/1").status == 404)
    }

    @Test func `what cannot be printed says why`() async throws {
        let fake = FakeClerk(["notice print": .refused("the letter lacks an address: add one")])
        let browser = try await Browser.inside(fake.clerk)
        let page = try await browser.get("/print/notice/" + Self.id)
        #expect(page.status == 404 && page.text.contains("the letter lacks an address: add one"))
    }

    @Test func `one exchange at a time, and what came of it`() async throws {
        let (gate, turn) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        let clerk = Clerk(title: "Centre", pulse: { "1" }, today: { Day("2027-01-15") }) { errand in
            guard errand.words() == ["sync"] else { return ErrandReply(code: 0, parts: []) }
            gate.continuation.yield()
            for await _ in turn.stream { break }
            return ErrandReply(code: 0, parts: [.line("level with the hub at position 7")])
        }
        let browser = try await Browser.inside(clerk)
        #expect(try await browser.get("/health").text.contains(#"action="/health/sync""#))
        async let first = browser.post("/health/sync", [])
        for await _ in gate.stream { break }
        let second = try await browser.post("/health/sync", [])
        #expect(second.status == 303)
        #expect(try await browser.get("/health").text.contains("goes on already"))
        turn.continuation.yield()
        #expect(try await first.status == 303)
        #expect(try await browser.get("/health").text.contains("at position 7"))
        #expect(try await browser.post("/health/sync", [], key: "x").status == 403)
    }

    @Test func `a long file's lines are cut, and counted`() {
        let reply = ErrandReply(code: 0, parts: (1...10).map { .line("\($0)") } + [.said("end")])
        let short = reply.trimmed(to: 4)
        #expect(short.lines == ["1", "2", "3", "4"] && short.said == ["… and 7 lines more"])
        #expect(reply.trimmed(to: 11) == reply)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("2001:db8::9", "2001:db8:0:0::"), ("fe80::1%eth0", "fe80:0:0:0::"), ("::1", "0:0:0:0::"),
    ])
    func `whoever has one address of a network has them all`(address: String, shared: String) {
        #expect(AddressText.shared(address) == shared)
    }
}
