import Errands
import Merge
import Synchronization
import Tables
import Testing

@testable import WebDesk

/// What a browser hears by itself of a desk, and for how long.
struct ChangeStreamTests {
    private func stream(_ browser: Browser) async throws -> ChangeStream {
        let answer = try await browser.get("/changes")
        #expect(answer.status == 200 && answer.header("content-type") == "text/event-stream")
        #expect(answer.header("cache-control") == "no-store")
        return try #require(answer.changes)
    }

    /// What is told until the stream ends, or `most` pieces were.
    private func told(_ stream: ChangeStream, most: Int = 2) async throws -> [String] {
        struct Enough: Error {}
        var told: [String] = []
        do {
            try await stream.tell(isEnding: { false }) { piece in
                told.append(piece)
                if told.count == most { throw Enough() }
            }
        } catch is Enough {}
        return told
    }

    @Test func `it tells how the desk stands, and then what changes`() async throws {
        let count = Mutex(6)
        let clerk = Clerk(
            title: "Centre",
            pulse: {
                count.withLock {
                    $0 += 1
                    return "\($0).0"
                }
            }, today: { nil }
        ) { _ in ErrandReply(code: 0, parts: []) }
        let stream = try await stream(try await Browser.inside(clerk))
        let pieces = try await told(stream, most: 3)
        #expect(pieces[0] == "retry: 5000\n\n")
        #expect(pieces[1].hasPrefix("data: ") && pieces[1].hasSuffix(".0\n\n"))
        #expect(pieces[2].hasPrefix("data: ") && pieces[2] != pieces[1])
    }

    @Test func `it ends with the session, and with a stream that the browser began later`()
        async throws
    {
        let browser = try await Browser.inside(FakeClerk().clerk)
        let first = try await stream(browser)
        #expect(try await told(first).count == 2)
        let second = try await stream(browser)
        #expect(try await told(first) == ["retry: 5000\n\n"])
        #expect(try await told(second).count == 2)
        #expect(try await browser.post("/leave", []).status == 303)
        #expect(try await told(second) == ["retry: 5000\n\n"])
        #expect(try await browser.get("/changes").status == 401)
    }

    @Test func `it ends when the desk is being closed`() async throws {
        let stream = try await stream(try await Browser.inside(FakeClerk().clerk))
        var pieces = 0
        try await stream.tell(isEnding: { true }) { _ in pieces += 1 }
        #expect(pieces == 1)
    }
}
