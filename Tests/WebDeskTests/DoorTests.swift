import Synchronization
import Testing

@testable import WebDesk

/// Who is let in, and what is not even listened to.
struct DoorTests {
    @Test func `without a session there is no page, and nothing is run`() async throws {
        let fake = FakeClerk()
        let browser = Browser(fake.clerk)
        for target in [
            "/", "/conflicts", "/patients/x", "/do/move", "/pulse", "/changes", "/nowhere",
        ] {
            let answer = try await browser.get(target)
            #expect(answer.status == 401, "\(target)")
            #expect(answer.text.contains("This desk is locked"))
        }
        #expect(try await browser.post("/do/move", []).status == 401)
        #expect(fake.commands.isEmpty)
    }

    @Test func `a link opens the desk once`() async throws {
        let browser = Browser(FakeClerk().clerk)
        let link = "/enter/" + browser.gate.link()
        let first = try await browser.get(link)
        #expect(first.status == 303 && first.header("location") == "/")
        let cookie = first.header("set-cookie") ?? ""
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
        #expect(try await browser.get(link).status == 401)
        #expect(try await browser.get("/enter/" + String(repeating: "0", count: 64)).status == 401)
    }

    @Test func `a later link takes the place of the one before`() async throws {
        let browser = Browser(FakeClerk().clerk)
        let (first, second) = (browser.gate.link(), browser.gate.link())
        #expect(try await browser.get("/enter/" + first).status == 401)
        #expect(try await browser.get("/enter/" + second).status == 303)
    }

    @Test func `a name that was pointed at this machine reaches nothing`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        for host in [
            "evil.example:7447", "127.0.0.1", "127.0.0.1:80", "localhost.evil:7447",
            "localhost:7447", "",
        ] {
            #expect(try await browser.get("/", host: host).status == 421, "\(host)")
        }
        #expect(try await browser.get("/").status == 200)
    }

    @Test func `a form counts from a page of this desk alone`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let before = fake.commands.count
        let fields = [("id", "x"), ("reason", "because")]
        for origin in ["http://evil.example", "null", "https://127.0.0.1:7447"] {
            let answer = try await browser.post("/conflicts/undo", fields, origin: origin)
            #expect(answer.status == 403, "\(origin)")
        }
        #expect(try await browser.post("/conflicts/undo", fields, origin: nil).status == 403)
        #expect(try await browser.post("/conflicts/undo", fields, key: "other").status == 403)
        #expect(try await browser.post("/conflicts/undo", fields, key: "").status == 403)
        let crossing = [("Sec-Fetch-Site", "cross-site")]
        #expect(try await browser.post("/conflicts/undo", fields, more: crossing).status == 403)
        #expect(fake.commands.count == before)
        #expect(try await browser.post("/conflicts/undo", fields).status == 303)
    }

    @Test func `another site's page reads nothing, takes nothing in and leads to nothing`()
        async throws
    {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let before = fake.commands.count
        for site in ["cross-site", "same-site"] {
            let from = [("Sec-Fetch-Site", site)]
            for target in ["/", "/patients/x", "/desk.svg", "/pulse", "/changes", "/do/move"] {
                #expect(try await browser.get(target, more: from).status == 403, "\(target)")
            }
            #expect(try await browser.get("/", method: "HEAD", more: from).status == 403)
        }
        #expect(fake.commands.count == before)
        let own = [("Sec-Fetch-Site", "same-origin")]
        #expect(try await browser.get("/", more: own).status == 200)
        let link = "/enter/" + browser.gate.link()
        let opened = try await browser.get(link, more: [("Sec-Fetch-Site", "cross-site")])
        #expect(opened.status == 303)
    }

    @Test func `another link stands at the terminal for who typed the address alone`()
        async throws
    {
        let asked = Mutex(0)
        var browser = Browser(FakeClerk().clerk) { asked.withLock { $0 += 1 } }
        let opened = try await browser.get("/enter/" + browser.gate.link())
        browser.cookie = opened.header("set-cookie")?.split(separator: ";").first.map(String.init)
        let page = try await browser.get("/health").text
        browser.key = String(page.firstMatch(of: /name="formKey" value="([0-9a-f]+)"/)?.1 ?? "")
        #expect(try await browser.post("/leave", []).status == 303)
        let led = [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "navigate")]
        let fetched = [("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "cors")]
        for headers in [[], led, fetched] {
            #expect(try await browser.get("/", more: headers).status == 401)
        }
        #expect(asked.withLock { $0 } == 0)
        let typed = [("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate")]
        #expect(try await browser.get("/", more: typed).status == 401)
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func `another session's form does not count`() async throws {
        let fake = FakeClerk()
        let browser = try await Browser.inside(fake.clerk)
        let other = try await Browser.inside(fake.clerk)
        #expect(browser.key.count == 64 && other.key != browser.key)
        #expect(try await browser.post("/leave", [], key: other.key).status == 403)
    }

    @Test func `every answer keeps the page to itself`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        var answers: [WebAnswer] = []
        for target in ["/", "/desk.css", "/desk.js", "/nowhere", "/enter/x", "/pulse"] {
            answers.append(try await browser.get(target))
        }
        answers.append(try await browser.get("/", host: "evil.example"))
        answers.append(try await browser.post("/leave", [], key: "none"))
        for answer in answers {
            let policy = answer.header("content-security-policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'"))
            #expect(policy.hasSuffix("frame-ancestors 'none'") && !policy.contains("unsafe"))
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("referrer-policy") == "same-origin")
            #expect(answer.header("cache-control") == "no-store")
            // Nothing that such a policy would forbid stands in a page of ours.
            #expect(!answer.text.contains(" style=") && !answer.text.contains("onclick="))
        }
    }

    @Test func `whoever locks the desk needs another link`() async throws {
        let browser = try await Browser.inside(FakeClerk().clerk)
        let left = try await browser.post("/leave", [])
        #expect(left.status == 303 && left.header("location") == "/")
        let cookie = left.header("set-cookie") ?? ""
        #expect(cookie.hasPrefix("bridgework-7447=;") && cookie.hasSuffix("; Max-Age=0"))
        #expect(left.header("clear-site-data") == "\"cache\"")
        #expect(try await browser.get("/").status == 401)
    }

    @Test func `a session ends when nobody clicks, whatever its page asks`() throws {
        let clock = TestClock()
        let gate = Gate(now: { clock.now })
        let cookie = try #require(gate.enter(gate.link()))
        clock.pass(.seconds(29 * 60))
        #expect(gate.session(cookie, isClick: false) != nil)
        clock.pass(.seconds(2 * 60))
        #expect(gate.session(cookie) == nil)
    }

    @Test func `a session that is used ends after half a day`() throws {
        let clock = TestClock()
        let gate = Gate(now: { clock.now })
        let cookie = try #require(gate.enter(gate.link()))
        for _ in 0..<35 {
            clock.pass(.seconds(20 * 60))
            #expect(gate.session(cookie) != nil)
        }
        clock.pass(.seconds(20 * 60))
        #expect(gate.session(cookie) == nil)
    }

    @Test func `a link that nobody opens is old after an hour`() {
        let clock = TestClock()
        let gate = Gate(now: { clock.now })
        let link = gate.link()
        #expect(gate.hasLink)
        clock.pass(.seconds(3_600))
        #expect(!gate.hasLink && gate.enter(link) == nil)
    }

    @Test func `the ninth browser takes the place of who was idle longest`() throws {
        let clock = TestClock()
        let gate = Gate(now: { clock.now })
        var cookies: [String] = []
        for _ in 0...WebLimits.sessionsMax {
            cookies.append(try #require(gate.enter(gate.link())))
            clock.pass(.seconds(1))
        }
        #expect(gate.session(cookies[0]) == nil)
        #expect(cookies.dropFirst().allSatisfy { gate.session($0) != nil })
    }
}
