import Errands
import HouseKit
import Merge
import OfficeCommand
import WebDesk

/// A browser that has opened a desk of a house.
struct Visitor {
    private static let host = "127.0.0.1:7447"

    private let desk: WebDesk
    /// The store is open for as long as somebody holds its seat.
    private let keeper: AnyObject?
    private let cookie: String
    private let key: String

    init(_ seat: Seat, of house: House? = nil, login: String? = nil) async throws {
        try await self.init(try Clerk(at: seat.desk, login: login), keeping: house)
    }

    init(_ clerk: Clerk, keeping keeper: AnyObject?) async throws {
        self.keeper = keeper
        let gate = Gate()
        desk = WebDesk(
            .link(clerk, lockedOut: {}), gate: gate, rules: DoorRules(port: 7447),
            clock: { Timestamp(milliseconds: 1_800_000_000_000) })
        let entered = await desk.answer(
            try Visitor.request("GET", "/enter/" + gate.link(), [("Host", Visitor.host)]))
        let cookie = entered.header("set-cookie") ?? ""
        self.cookie = String(cookie.prefix { $0 != ";" })
        let page = await desk.answer(
            try Visitor.request(
                "GET", "/health", [("Host", Visitor.host), ("Cookie", self.cookie)]))
        key = String(page.text.firstMatch(of: /name="formKey" value="([0-9a-f]+)"/)?.1 ?? "")
    }

    func get(_ target: String) async throws -> WebAnswer {
        await desk.answer(
            try Visitor.request("GET", target, [("Host", Visitor.host), ("Cookie", cookie)]))
    }

    func post(_ target: String, _ fields: [(String, String)]) async throws -> WebAnswer {
        let body = ([("formKey", key)] + fields).map {
            WebForm.encoded($0.0) + "=" + WebForm.encoded($0.1)
        }.joined(separator: "&")
        return await desk.answer(
            try Visitor.request(
                "POST", target,
                [
                    ("Host", Visitor.host), ("Cookie", cookie),
                    ("Origin", "http://" + Visitor.host),
                    ("Content-Type", "application/x-www-form-urlencoded"),
                ], Array(body.utf8)))
    }

    private static func request(
        _ method: String, _ target: String, _ headers: [(String, String)], _ body: [UInt8] = []
    ) throws -> WebRequest {
        let request = WebRequest(
            method: method, target: target,
            headers: headers.map { (name: $0.0, value: $0.1) }, body: body)
        guard let request else { throw Unreadable() }
        return request
    }

    private struct Unreadable: Error {}
}
