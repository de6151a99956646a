import Testing

@testable import WebDesk

/// People from the network: proven, in their own names, and out when they are shut out.
struct SignInTests {
    @Test func `nobody sees a page, and nothing runs, before he is proven`() async throws {
        let fake = FakeClerk()
        let browser = NetworkBrowser(FakePeople(fake))
        for target in ["/", "/patients/x", "/pulse", "/do/move", "/enter/0000", "/leave"] {
            let answer = try await browser.get(target)
            #expect(answer.status == 401 && answer.text.contains("Who are you?"), "\(target)")
        }
        #expect(try await browser.post("/do/move", [("npi", "1")]).status == 401)
        #expect(fake.commands.isEmpty)
    }

    @Test func `whoever is proven acts in his own name, and comes to where he wanted`()
        async throws
    {
        let fake = FakeClerk()
        var browser = NetworkBrowser(FakePeople(fake))
        #expect(try await browser.get("/doctors").text.contains(#"name="to" value="/doctors""#))
        let answer = try await browser.signIn("ada", to: "/doctors")
        #expect(answer.status == 303 && answer.header("location") == "/doctors")
        let set = answer.header("set-cookie") ?? ""
        #expect(set.hasPrefix("__Host-bridgework-7447="))
        #expect(set.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Strict"))
        let page = try await browser.get("/health")
        #expect(page.status == 200 && page.text.contains("in the name of ada"))
        #expect(page.text.contains(#"formaction="/lock""#))
        #expect(fake.commands.allSatisfy { $0.contains("--as=ada") } && !fake.commands.isEmpty)
        for to in ["https://evil.example/", "//evil.example", "/a b", "/a?b"] {
            var other = browser.another
            #expect(try await other.signIn("bob", to: to).header("location") == "/")
        }
    }

    @Test func `an unknown login is told what a wrong passphrase is told`() async throws {
        let fake = FakePeople()
        var browser = NetworkBrowser(fake)
        let wrong = try await browser.signIn("ada", "wrong")
        let unknown = try await browser.signIn("nobody", "right")
        #expect(wrong.status == 401 && wrong == unknown)
        #expect(wrong.header("set-cookie") == nil && fake.tries == 2)
        for fields in [[("login", "ada")], [("passphrase", "right")], []] {
            #expect(try await browser.post("/sign-in", fields).status == 401)
        }
        #expect(fake.tries == 2)
    }

    @Test func `a passphrase is taken as it was typed`() async throws {
        var browser = NetworkBrowser(FakePeople())
        #expect(try await browser.signIn("ada", " right").status == 401)
        #expect(try await browser.signIn("ada", "right").status == 303)
    }

    @Test func `who is wrong five times waits, longer each time, and not for others`()
        async throws
    {
        let (fake, clock) = (FakePeople(), TestClock())
        var browser = NetworkBrowser(fake, clock: clock)
        for _ in 0..<5 { #expect(try await browser.signIn("ada", "wrong").status == 401) }
        let waits = try await browser.signIn("ada", "right")
        #expect(waits.status == 429 && waits.text.contains("Wait 6 seconds"))
        // Neither his colleague at the same address nor himself at another waits for that.
        var colleague = browser.another
        #expect(try await colleague.signIn("bob").status == 303)
        var elsewhere = browser.another
        elsewhere.address = "10.0.0.10"
        #expect(try await elsewhere.signIn("ada").status == 303)
        clock.pass(.seconds(6))
        #expect(try await browser.signIn("ada", "wrong").status == 401)
        clock.pass(.seconds(6))
        #expect(try await browser.signIn("ada", "right").status == 429)
        clock.pass(.seconds(6))
        #expect(try await browser.signIn("ada", "right").status == 303)
        // Who was right begins anew.
        var again = browser.another
        for _ in 0..<5 { #expect(try await again.signIn("ada", "wrong").status == 401) }
    }

    @Test func `a flood from one address is stopped before it costs anything`() async throws {
        let fake = FakePeople()
        var browser = NetworkBrowser(fake)
        var refused = 0
        for number in 0..<200 {
            if try await browser.signIn("login\(number)", "wrong").status == 429 { refused += 1 }
        }
        #expect(fake.tries <= WebLimits.addressTries && refused >= 180)
        // IPv6 gives everybody a whole network: it counts as one address.
        var first = browser.another
        for number in 0..<40 {
            first.address = "2001:db8:1:2::\(String(number, radix: 16))"
            _ = try await first.signIn("x\(number)", "wrong")
        }
        #expect(fake.tries <= 2 * WebLimits.addressTries)
    }

    @Test func `an address that invents logins makes nobody else wait`() async throws {
        var flood = NetworkBrowser(FakePeople())
        for number in 0..<3_000 { _ = try await flood.signIn("invented\(number)", "wrong") }
        // Twenty tries took twenty of a thousand places: hardly any of these shares one.
        var waiting = 0
        for number in 0..<50 {
            var other = flood.another
            other.address = "10.0.1.\(number)"
            if try await other.signIn("person\(number)").status == 429 { waiting += 1 }
        }
        #expect(waiting <= 3)
    }

    @Test func `names that nobody has take no memory`() {
        let limit = AttemptLimit(free: 1, places: 8, now: { .now })
        for number in 0..<10_000 { _ = limit.take("name \(number)") }
        #expect(limit.take("another") != nil)
    }

    // MARK: Sessions

    @Test func `whoever is shut out is out with his next request`() async throws {
        let (clerk, clock) = (FakeClerk(), TestClock())
        let fake = FakePeople(clerk)
        var browser = NetworkBrowser(fake, clock: clock)
        try await browser.signIn()
        #expect(try await browser.get("/health").status == 200)
        let before = clerk.commands.count
        fake.shutOut("ada")
        let page = try await browser.get("/pulse")
        #expect(page.status == 401 && page.text.contains("counts no more"))
        #expect(
            try await browser.post("/do/move", [("formKey", browser.key)]).status == 401)
        #expect(clerk.commands.count == before)
    }

    @Test func `where the store cannot be asked nobody is signed out`() async throws {
        let fake = FakePeople(FakeClerk())
        var browser = NetworkBrowser(fake)
        try await browser.signIn()
        fake.mute(true)
        let page = try await browser.get("/health")
        #expect(page.status == 503 && page.text.contains("cannot be asked"))
        fake.mute(false)
        #expect(try await browser.get("/health").status == 200)
    }

    @Test func `a session that nobody is at locks itself, and goes on with the passphrase`()
        async throws
    {
        let (clerk, clock) = (FakeClerk(), TestClock())
        var browser = NetworkBrowser(FakePeople(clerk), clock: clock)
        try await browser.signIn()
        clock.pass(WebLimits.lockDuration - .seconds(1))
        // A page that asks by itself is nobody.
        #expect(try await browser.get("/pulse").status == 200)
        let stream = try #require(try await browser.get("/changes").changes)
        clock.pass(.seconds(1))
        #expect(try await browser.get("/pulse").status == 401)
        #expect(try await browser.get("/changes").status == 401)
        try await stream.tell(isEnding: { false }) { #expect(!$0.contains("data")) }
        let before = clerk.commands.count
        let page = try await browser.get("/doctors")
        #expect(page.status == 401 && page.text.contains("in the name of ada"))
        #expect(page.text.contains(#"name="to" value="/doctors""#))
        #expect(try await browser.post("/do/move", [("formKey", browser.key)]).status == 401)
        #expect(clerk.commands.count == before)
        let key = NetworkBrowser.formKey(page.text)
        let wrong = try await browser.post(
            "/unlock", [("formKey", key), ("passphrase", "wrong")])
        #expect(wrong.status == 401 && wrong.header("set-cookie") == nil)
        #expect(
            try await browser.post("/unlock", [("formKey", "x"), ("passphrase", "right")]).status
                == 401)
        let old = browser.cookie
        let answer = try await browser.post(
            "/unlock", [("formKey", key), ("passphrase", "right"), ("to", "/doctors")])
        #expect(answer.status == 303 && answer.header("location") == "/doctors")
        try await browser.keep(answer)
        #expect(browser.cookie != old)
        #expect(try await browser.get("/doctors").status == 200)
        // The cookie of before opens nothing any more.
        var thief = browser
        thief.cookie = old
        #expect(try await thief.get("/doctors").text.contains("Who are you?"))
    }

    @Test func `somebody locks, and somebody logs out`() async throws {
        var browser = NetworkBrowser(FakePeople())
        try await browser.signIn()
        #expect(try await browser.post("/lock", [("formKey", "x")]).status == 403)
        #expect(try await browser.post("/lock", [("formKey", browser.key)]).status == 303)
        #expect(try await browser.get("/").text.contains("Unlock"))
        let out = try await browser.post("/leave", [("formKey", browser.key)])
        #expect(out.status == 303)
        #expect(out.header("set-cookie")?.contains("; Secure; ") == true)
        #expect(try await browser.get("/").text.contains("Who are you?"))
    }

    @Test func `a person has so many sessions, and takes no other's`() async throws {
        let clock = TestClock()
        var first = NetworkBrowser(FakePeople(), clock: clock)
        try await first.signIn("bob")
        var browsers: [NetworkBrowser] = []
        for _ in 0...WebLimits.sessionsPerPerson {
            clock.pass(.seconds(1))
            var browser = first.another
            try await browser.signIn("ada")
            browsers.append(browser)
        }
        #expect(try await browsers[0].get("/health").status == 401)
        for browser in browsers.dropFirst() + [first] {
            #expect(try await browser.get("/health").status == 200)
        }
    }

    @Test func `a form of one session counts in no other`() async throws {
        let clerk = FakeClerk()
        var ada = NetworkBrowser(FakePeople(clerk))
        try await ada.signIn("ada")
        var bob = ada.another
        try await bob.signIn("bob")
        let before = clerk.commands.count
        #expect(try await bob.post("/do/move", [("formKey", ada.key)]).status == 403)
        #expect(clerk.commands.count == before)
    }

    // MARK: The door

    @Test func `the desk answers to the names of its certificate alone`() async throws {
        var browser = NetworkBrowser(FakePeople())
        try await browser.signIn()
        for host in ["desk.lan:7447", "DESK.lan:7447", "10.0.0.7:7447", "[::1]:7447"] {
            #expect(try await browser.get("/health", host: host).status == 200, "\(host)")
        }
        for host in [
            "desk.lan", "evil.example:7447", "127.0.0.1:7447", "desk.lan:7448", "desk.lan.:7447",
            "desk.lan:7447, evil.example", "",
        ] {
            #expect(try await browser.get("/health", host: host).status == 421, "\(host)")
        }
        let twice = [("Host", "evil.example:7447")]
        #expect(try await browser.get("/health", more: twice).status == 421)
    }

    @Test func `another site signs nobody in`() async throws {
        let fake = FakePeople()
        let browser = NetworkBrowser(fake)
        let fields = [("login", "ada"), ("passphrase", "right")]
        for origin in [
            "https://evil.example", "null", "http://desk.lan:7447", "https://10.0.0.7:7447",
        ] {
            #expect(try await browser.post("/sign-in", fields, origin: origin).status == 403)
        }
        let crossing = [("Sec-Fetch-Site", "cross-site")]
        #expect(try await browser.post("/sign-in", fields, more: crossing).status == 403)
        #expect(try await browser.get("/", more: crossing).status == 403)
        #expect(fake.tries == 0)
    }
}
