import Errands
import Merge
import Synchronization
import Tables

@testable import WebDesk

/// A clerk that answers what a test says, and remembers what he was asked.
final class FakeClerk: Sendable {
    private let asked = Mutex<[[String]]>([])
    private let read = Mutex<[ErrandFile]>([])
    private let replies: [String: ErrandReply]

    /// - Parameter replies: by the beginning of the command.
    init(_ replies: [String: ErrandReply] = [:]) {
        self.replies = replies
    }

    var commands: [[String]] { asked.withLock { $0 } }

    /// What it was handed.
    var files: [ErrandFile] { read.withLock { $0 } }

    var clerk: Clerk {
        Clerk(title: "Centre", pulse: { "7.0" }, today: { Day("2027-01-15") }) { [self] errand in
            let words = errand.words()
            asked.withLock { $0.append(words) }
            if let file = errand.file { read.withLock { $0.append(file) } }
            let line = words.joined(separator: " ")
            return replies.filter { line.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?
                .value ?? ErrandReply(code: 0, parts: [])
        }
    }

    /// The command that begins so.
    func command(_ opening: String) -> [String]? {
        commands.first { $0.joined(separator: " ").hasPrefix(opening) }
    }
}

extension ErrandReply {
    static func table(_ table: Table) -> ErrandReply {
        ErrandReply(code: 0, parts: [.table(TablePart(table: table))])
    }

    static func refused(_ words: String) -> ErrandReply {
        ErrandReply(code: 1, parts: [.said("error: " + words)])
    }
}

/// A browser at a desk: it keeps its cookie, and says what browsers say.
struct Browser {
    static let host = "127.0.0.1:7447"

    let desk: WebDesk
    let gate: Gate
    var cookie: String?
    var key = ""

    init(_ clerk: Clerk, lockedOut: @escaping @Sendable () -> Void = {}) {
        let gate = Gate()
        self.gate = gate
        desk = WebDesk(
            .link(clerk, lockedOut: lockedOut), gate: gate, rules: DoorRules(port: 7447),
            clock: { Timestamp(milliseconds: 1_800_000_000_000) })
    }

    /// One that has opened the desk.
    static func inside(_ clerk: Clerk) async throws -> Browser {
        var browser = Browser(clerk)
        let answer = try await browser.get("/enter/" + browser.gate.link())
        let set = answer.header("set-cookie") ?? ""
        browser.cookie = set.split(separator: ";").first.map(String.init)
        let page = try await browser.get("/conflicts/many").text
        browser.key = String(page.firstMatch(of: /name="formKey" value="([0-9a-f]+)"/)?.1 ?? "")
        return browser
    }

    func get(
        _ target: String, host: String = Browser.host, method: String = "GET",
        more: [(String, String)] = []
    ) async throws -> WebAnswer {
        await desk.answer(try request(method, target, headers: [("Host", host)] + more))
    }

    func post(
        _ target: String, _ fields: [(String, String)], origin: String? = "http://" + host,
        key: String? = nil, more: [(String, String)] = []
    ) async throws -> WebAnswer {
        let all = [("formKey", key ?? self.key)] + fields
        let body = all.map { WebForm.encoded($0.0) + "=" + WebForm.encoded($0.1) }
            .joined(separator: "&")
        let headers =
            [
                ("Host", Browser.host), ("Content-Type", "application/x-www-form-urlencoded"),
            ] + (origin.map { [("Origin", $0)] } ?? []) + more
        return await desk.answer(
            try request("POST", target, headers: headers, body: Array(body.utf8)))
    }

    /// Posts bytes of any kind from a page of the desk.
    func send(_ target: String, _ body: [UInt8], type: String) async throws -> WebAnswer {
        await desk.answer(
            try request(
                "POST", target,
                headers: [
                    ("Host", Browser.host), ("Content-Type", type),
                    ("Origin", "http://" + Browser.host),
                ], body: body))
    }

    private func request(
        _ method: String, _ target: String, headers: [(String, String)], body: [UInt8] = []
    ) throws -> WebRequest {
        let carried = headers + (cookie.map { [("Cookie", $0)] } ?? [])
        let request = WebRequest(
            method: method, target: target,
            headers: carried.map { (name: $0.0, value: $0.1) }, body: body)
        guard let request else { throw Unreadable() }
        return request
    }

    struct Unreadable: Error {}
}
