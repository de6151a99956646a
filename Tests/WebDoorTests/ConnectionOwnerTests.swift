import Testing

@testable import WebDoor

/// Whose program is at the other end of a line.
struct ConnectionOwnerTests {
    private static let head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when"

    /// A row as Linux writes it: 7447 is 1D17, 40000 is 9C40.
    private func row(_ own: String, _ other: String, user: Int) -> String {
        "   0: \(own) \(other) 01 00000000:00000000 00:00000000 00000000  \(user)        0 5344 1"
    }

    private func users(_ rows: String...) -> [UInt32] {
        ConnectionOwner.users(
            of: 40_000, to: 7_447,
            in: [([ConnectionOwnerTests.head] + rows).joined(separator: "\n")])
    }

    @Test func `the row of the other end tells its user`() {
        let found = users(
            row("0100007F:1D17", "0100007F:9C40", user: 1_000),
            row("0100007F:9C41", "0100007F:1D17", user: 1_002),
            row("0100007F:9C40", "0100007F:1D17", user: 1_001))
        #expect(found == [1_001])
        #expect(
            !ConnectionOwner.isOurs(found, own: 1_000) && ConnectionOwner.isOurs(found, own: 1_001))
    }

    @Test func `a second line with the same ports hides nobody`() {
        let found = users(
            row("0200007F:9C40", "0100007F:1D17", user: 1_000),
            row("0100007F:9C40", "0100007F:1D17", user: 1_001))
        #expect(
            !ConnectionOwner.isOurs(found, own: 1_000) && !ConnectionOwner.isOurs(found, own: 1_001)
        )
    }

    @Test func `who is in no row is nobody of ours`() {
        #expect(users() == [] && !ConnectionOwner.isOurs([], own: 1_000))
        #expect(users("  broken", row("0100007F", "0100007F:1D17", user: 1)) == [])
    }
}
