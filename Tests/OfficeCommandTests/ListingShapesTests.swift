import HouseKit
import Testing

/// The members of each listing's JSON objects, as `--help` promises them to programs.
struct ListingShapesTests {
    private static let promised: [String: Set<String>] = [
        "contact list": [
            "on", "payor", "contract", "channel", "person", "reference", "summary", "next",
            "office", "id",
        ],
        "contract list": [
            "contract", "payor", "state", "renewsOn", "noticeDeadline", "daysLeft", "missed",
            "lastRateChange", "negotiation", "round", "lastContact", "silentDays", "next",
        ],
        "task list": [
            "id", "title", "kind", "about", "state", "assignee", "dueOn", "office",
        ],
        "user review": [
            "id", "login", "displayName", "roles", "offices", "lastWrite", "days", "mfa",
            "disabled", "stale",
        ],
        "case list": [
            "id", "doctor", "contract", "office", "state", "day", "requestedOn",
            "lastContactOn", "nextActionOn", "blockers", "conflict",
        ],
        "doctor runs list": [
            "id", "kind", "doctor", "state", "day", "opened", "submitted", "inForce", "decided",
            "notices", "confirmed",
        ],
        "today": [
            "urgency", "due", "kind", "atRisk", "about", "owner", "id", "next",
        ],
        "digest": ["type", "count", "digest"],
        "report": ["id", "name", "summary"],
        "doctor packet 2000000002": [
            "kind", "form", "place", "state", "detail", "record", "contracts", "signature",
            "channel",
        ],
    ]

    @Test func `each listing has the members that its help names, and no other`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        let desk = house.centre
        try await desk.done("user add ann")
        try await desk.done("create task title=Call dueOn=2027-01-10")
        try await desk.done("contact add 'called' --payor SDP")
        for (line, names) in Self.promised {
            let rows = try await desk.rows(line)
            #expect(!rows.isEmpty && rows.allSatisfy { $0.names == names }, "\(line)")
        }
    }
}
