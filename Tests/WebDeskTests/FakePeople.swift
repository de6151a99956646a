import Errands
import Merge
import Synchronization

@testable import WebDesk

/// People who prove themselves by the word "right", for as long as a test lets them stand.
final class FakePeople: Sendable {
    private let state = Mutex((out: Set<String>(), tries: 0, isMute: false))
    private let fake: FakeClerk

    init(_ fake: FakeClerk = FakeClerk()) {
        self.fake = fake
    }

    /// How many passphrases were tried.
    var tries: Int { state.withLock { $0.tries } }

    func shutOut(_ login: String) {
        state.withLock { _ = $0.out.insert(login) }
    }

    /// The store behind can be asked, or not.
    func mute(_ isMute: Bool) { state.withLock { $0.isMute = isMute } }

    var people: Entrance.People {
        Entrance.People(
            place: "Centre",
            prove: { [self] login, passphrase in
                state.withLock { $0.tries += 1 }
                guard passphrase == "right", login != "nobody" else { return nil }
                return Person(
                    login: login, user: RecordID(bits: UInt128(login.utf8.first ?? 0)),
                    key: "k", challenge: [1], signature: [2])
            },
            stands: { [self] person in
                state.withLock { $0.isMute ? nil : !$0.out.contains(person.login) }
            },
            clerk: { [self] person in
                let clerk = fake.clerk
                return Clerk(
                    title: "Centre, in the name of \(person.login)", pulse: clerk.pulse,
                    today: clerk.today
                ) { await clerk.run($0.with("as", person.login)) }
            })
    }
}

/// A browser on the network, at a desk where people prove themselves.
struct NetworkBrowser {
    static let host = "desk.lan:7447"

    let desk: WebDesk
    var cookie: String?
    var key = ""
    var address = "10.0.0.9"

    /// - Parameter clock: goes for the sessions.
    init(_ fake: FakePeople, clock: TestClock = TestClock()) {
        desk = WebDesk(
            .people(fake.people), gate: Gate(now: { clock.now }),
            rules: DoorRules(names: ["desk.lan", "10.0.0.7", "::1"], port: 7447),
            clock: { Timestamp(milliseconds: 1_800_000_000_000) }, elapsed: { clock.now })
    }

    private init(_ other: NetworkBrowser) {
        desk = other.desk
    }

    /// Another browser at the same desk.
    var another: NetworkBrowser { NetworkBrowser(self) }

    func get(
        _ target: String, host: String = NetworkBrowser.host, more: [(String, String)] = []
    ) async throws -> WebAnswer {
        await desk.answer(try request("GET", target, [("Host", host)] + more))
    }

    func post(
        _ target: String, _ fields: [(String, String)], host: String = NetworkBrowser.host,
        origin: String? = nil, more: [(String, String)] = []
    ) async throws -> WebAnswer {
        let body = fields.map { WebForm.encoded($0.0) + "=" + WebForm.encoded($0.1) }
            .joined(separator: "&")
        let headers = [
            ("Host", host), ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", origin ?? "https://" + host),
        ]
        return await desk.answer(try request("POST", target, headers + more, Array(body.utf8)))
    }

    /// Signs in, and keeps what a browser keeps.
    @discardableResult
    mutating func signIn(
        _ login: String = "ada", _ passphrase: String = "right", to: String = "/"
    ) async throws -> WebAnswer {
        let answer = try await post(
            "/sign-in", [("login", login), ("passphrase", passphrase), ("to", to)])
        try await keep(answer)
        return answer
    }

    mutating func keep(_ answer: WebAnswer) async throws {
        guard let set = answer.header("set-cookie") else { return }
        cookie = set.split(separator: ";").first.map(String.init)
        let page = try await get("/conflicts/many").text
        key = NetworkBrowser.formKey(page)
    }

    static func formKey(_ page: String) -> String {
        String(page.firstMatch(of: /name="formKey" value="([0-9a-f]+)"/)?.1 ?? "")
    }

    private func request(
        _ method: String, _ target: String, _ headers: [(String, String)], _ body: [UInt8] = []
    ) throws -> WebRequest {
        let carried = headers + (cookie.map { [("Cookie", $0)] } ?? [])
        let request = WebRequest(
            method: method, target: target,
            headers: carried.map { (name: $0.0, value: $0.1) }, body: body, address: address)
        guard let request else { throw Browser.Unreadable() }
        return request
    }
}
