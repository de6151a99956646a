import HouseKit
import Testing

/// Where offices reach the hub, as its operator says it and as they hear of it.
struct AddressCommandTests {
    private func addresses(_ house: House) async throws -> [String?] {
        try await house.hub.rows("address").map { $0["address"] }
    }

    @Test func `a hub has its first address, others beside it, and one that is preferred`()
        async throws
    {
        let house = try await House()
        let first = try await addresses(house).first ?? nil
        #expect(try await house.hub.row("address")["isPreferred"] == "true")
        try await house.hub.done("address add hub2.example.test:8443")
        #expect(try await addresses(house) == [first, "hub2.example.test:8443"])
        try await house.hub.done("address add [2001:db8::7]:8443 --preferred")
        #expect(
            try await addresses(house) == ["[2001:db8::7]:8443", first, "hub2.example.test:8443"])
        // One that is known becomes the preferred one; invitations name it.
        try await house.hub.done("address add hub2.example.test:8443 --preferred")
        #expect(try await addresses(house).first == "hub2.example.test:8443")
        try await house.hub.done("address remove [2001:db8::7]:8443")
        #expect(try await addresses(house) == ["hub2.example.test:8443", first])
        #expect(
            try await house.hub.rows("events").map { $0["event"] }.contains("addresses-changed"))
    }

    @Test func `what is no address, or is there already, is refused and changes nothing`()
        async throws
    {
        let house = try await House()
        let first = try #require(try await addresses(house).first ?? nil)
        let refusals = [
            "address add hub_2:7443": "an address is HOST or HOST:PORT",
            "address add hub2:65535": "an address is HOST or HOST:PORT",
            "address add 'hub 2'": "an address is HOST or HOST:PORT",
            "address add \(first)": "the hub has \(first) already",
            "address remove other:7443": "the hub does not have other:7443",
            "address remove \(first)": "a hub without an address is reached by nobody",
        ]
        for (line, start) in refusals {
            #expect(try await house.hub.refusal(line).hasPrefix(start), "\(line)")
        }
        for number in 2...8 { try await house.hub.done("address add hub\(number)") }
        #expect(
            try await house.hub.refusal("address add hub9").hasPrefix(
                "a hub has up to 8 addresses"))
        #expect(try await addresses(house).count == 8)
    }

    @Test func `each machine hears of a change with its next sync, and who has not is told`()
        async throws
    {
        let house = try await House()
        #expect(try await house.hub.row("status")["addressesAwaited"] == "0")
        #expect(try await house.hub.run("address").said == ["1 address"])
        house.clock.pass(hours: 1)
        try await house.hub.done("address add hub2.example.test:8443")
        #expect(try await house.hub.row("status")["addressesAwaited"] == "3")
        house.clock.pass(hours: 1)
        try house.sync(house["A01"])
        let said = try await house.hub.run("address").said
        #expect(
            said == [
                "2 addresses",
                "2 machines still to call since the addresses were changed: centre, B01",
            ])
        #expect(
            try await house["A01"].rows("address").map { $0["address"] }
                == house.hub.rows("address").map { $0["address"] })
        try house.sync()
        #expect(
            try await house.hub.run("address").said
                == ["2 addresses", "every machine has called since the addresses were changed"])
    }

    @Test func `a machine that never heard is told by hand where the hub is`() async throws {
        let house = try await House()
        let office = house["A01"]
        #expect(
            try await office.done("address at moved.example.test:7443")
                == "moved.example.test:7443")
        #expect(try await office.rows("address").first?["address"] == "moved.example.test:7443")
        #expect(try await office.done("address at other.example.test") == "other.example.test:7443")
        let misuse = try await office.misuse("address at hub_2:7443")
        #expect(misuse.hasPrefix("Error: An address is HOST"))
        #expect(try await office.rows("address").first?["address"] == "other.example.test:7443")
    }
}
