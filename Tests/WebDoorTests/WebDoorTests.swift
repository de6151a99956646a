import Errands
import Foundation
import Logging
import Merge
import Synchronization
import Testing
import WebDesk
import WebDoor

/// HTTP as it comes over a socket, within bounds.
struct WebDoorTests {
    /// Opens a door that tells what it was asked, says this to it, and reads what it answers.
    ///
    /// - Parameter lines: open at once, on each of which the same is said.
    private func answers(_ words: String, lines: Int = 1) async throws -> [String] {
        let ports = AsyncStream<Int>.makeStream()
        let door = WebDoor(port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        {
            ports.continuation.yield($0)
            return WebDoor.Answer { request in
                WebAnswer(
                    200, type: "text/plain",
                    "\(request.method) \(request.path) \(request.header("host") ?? "nobody") "
                        + (request.form["a"] ?? ""))
            }
        }
        return try await withThrowingTaskGroup(of: [String]?.self) { group in
            group.addTask {
                try await door.run()
                return nil
            }
            group.addTask {
                for await port in ports.stream {
                    let lines = try (0..<lines).map { _ in try Line(port) }
                    // All at once: on a busy machine a line that waits for its turn is idle so long
                    // that the door closes it.
                    return try await withThrowingTaskGroup(of: String.self) { group in
                        for line in lines {
                            group.addTask { try await line.exchange(words) }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() {
                if let answer { return answer }
            }
            return []
        }
    }

    private func answer(_ words: String) async throws -> String {
        try await answers(words).first ?? ""
    }

    private func posted(_ body: String, headers: String = "") -> String {
        "POST /x HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\(headers)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func `a request comes through as it was sent`() async throws {
        let page = try await answer(
            "GET /a/b%20c?d HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\r\n")
        #expect(page.hasPrefix("HTTP/1.1 200"))
        #expect(page.contains("frame-ancestors 'none'"))
        #expect(page.hasSuffix("get [\"a\", \"b c\"] me "))
        #expect(try await answer(posted("a=Zo%C3%AB")).hasSuffix("post [\"x\"] me Zoë"))
    }

    @Test func `what has no end is sent as it comes`() async throws {
        let gate = Gate()
        let ports = AsyncStream<Int>.makeStream()
        let clerk = Clerk(title: "Test", pulse: { "7.0" }, today: { nil }) { _ in
            ErrandReply(code: 0, parts: [])
        }
        let door = WebDoor(port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        { port in
            let desk = WebDesk(
                .link(clerk, lockedOut: {}), gate: gate, rules: DoorRules(port: port),
                clock: { Timestamp(milliseconds: 0) })
            ports.continuation.yield(port)
            return WebDoor.Answer { await desk.answer($0) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await door.run() }
            defer { group.cancelAll() }
            var iterator = ports.stream.makeAsyncIterator()
            let port = try #require(await iterator.next())
            let host = "Host: 127.0.0.1:\(port)\r\n"
            let entry = try await Line(port).exchange(
                "GET /enter/\(gate.link()) HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
            let cookie = try #require(entry.firstMatch(of: /(?i)set-cookie: ([^;]*);/)?.1)
            let asking =
                "GET /changes HTTP/1.1\r\n\(host)Cookie: \(cookie)\r\nConnection: close\r\n\r\n"
            // The second is the browser's latest: it ends the first, and the key's end the second.
            async let first = Line(port).exchange(asking)
            try await Task.sleep(for: .milliseconds(1_500))
            async let second = Line(port).exchange(asking)
            let heard = try await first
            #expect(heard.contains("text/event-stream") && heard.contains("data: 7.0\n\n"))
            #expect(!heard.lowercased().contains("content-length"))
            let session = try #require(gate.session(String(cookie.drop { $0 != "=" }.dropFirst())))
            gate.leave(session)
            #expect(try await second.contains("retry: 5000"))
        }
    }

    @Test func `our own programs are known among many lines`() async throws {
        // The system's table of so many is longer than what it gives at once.
        let pages = try await answers(
            "GET / HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\r\n", lines: 50)
        #expect(pages.count == 50 && pages.allSatisfy { $0.hasPrefix("HTTP/1.1 200") })
    }

    @Test func `a form may be so large and no larger`() async throws {
        let filling = String(repeating: "x", count: WebLimits.bodyBytesMax - 2)
        #expect(try await answer(posted("b=" + filling)).hasPrefix("HTTP/1.1 200"))
        #expect(try await answer(posted("b=x" + filling)).hasPrefix("HTTP/1.1 413"))
    }

    @Test func `a form that was given up is not waited for`() async throws {
        // Nobody asks for the line to be closed, and the rest never comes.
        let page = try await answer(
            "POST /x HTTP/1.1\r\nHost: me\r\nContent-Length: 1000000\r\n\r\n"
                + String(repeating: "x", count: WebLimits.bodyBytesMax + 1))
        #expect(page.hasPrefix("HTTP/1.1 413"))
        #expect(page.lowercased().contains("connection: close"))
    }

    @Test func `headers may be so long and no longer`() async throws {
        let long = String(repeating: "x", count: WebLimits.headerBytesMax)
        let page = try await answer(posted("a=1", headers: "X-Long: \(long)\r\n"))
        #expect(page.hasPrefix("HTTP/1.1 400"))
    }

    @Test func `what no page of ours asks is refused`() async throws {
        #expect(
            try await answer("DELETE / HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\r\n")
                .hasPrefix("HTTP/1.1 400"))
        #expect(
            try await answer("GET /%zz HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\r\n")
                .hasPrefix("HTTP/1.1 400"))
    }
}
