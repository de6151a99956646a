import HouseKit
import Testing

/// How the hub says that it stands, and what it calls a trouble.
struct HubStatusTests {
    @Test func `a well hub is silent to cron and tells a person who is there`() async throws {
        let house = try await House()
        let check = try await house.hub.run("status --check")
        #expect(check.code == 0 && check.out.isEmpty)
        let status = try await house.hub.row("status")
        #expect(status["name"] == "Test Group" && status["position"] == "2")
        #expect(status["replicas"] == "3" && status["lastBackup"] == nil)
        #expect(try status.list("troubles").isEmpty)
        #expect(try status.rows("ops")[0]["applied"] == "4")
        let machines = try status.rows("machines")
        #expect(machines.map { $0["name"] } == ["A01", "B01", "centre"])
        #expect(machines.allSatisfy { $0["proven"] == "2" && $0["nightsMissed"] == "0" })
        #expect(machines[0]["office"] == "A01" && machines[2]["office"] == nil)
        let table = try await house.hub.run("status").lines
        #expect(table.contains { $0.hasPrefix("name") && $0.hasSuffix("Test Group") })
    }

    @Test func `three nights without a word are a trouble of that machine`() async throws {
        let house = try await House()
        house.clock.pass(days: 3)
        try house.sync(house.centre, house["B01"])
        let check = try await house.hub.run("status --check")
        #expect(check.code == 1)
        #expect(check.lines.count == 1)
        #expect(check.text.hasPrefix("A01 00000002: not seen for 3 nights"))
        let machines = try await house.hub.row("status").rows("machines")
        // The most troubled stands first.
        #expect(machines[0]["name"] == "A01" && machines[0]["nightsMissed"] == "3")
        try house.sync(house["A01"])
        #expect(try await house.hub.run("status --check").code == 0)
    }

    @Test func `a certificate near its end is a trouble`() async throws {
        let house = try await House()
        house.clock.pass(days: 80)
        try house.sync()
        let check = try await house.hub.run("status --check")
        #expect(check.code == 1)
        #expect(check.lines.contains { $0.hasPrefix("A01 00000002: ") && $0.contains("10 days") })
        let machines = try await house.hub.row("status").rows("machines")
        #expect(machines.allSatisfy { $0["certificateDays"] == "10" })
    }

    @Test func `what waits for people is counted, and a blocking conflict grows into a trouble`()
        async throws
    {
        let house = try await House()
        let (patient, _) = try await house.insurePat()
        try await house["A01"].done("edit patient \(patient) birthDate=1981-01-01")
        try await house["B01"].done("edit patient \(patient) birthDate=1982-01-01")
        try await house["A01"].done("edit payor P1 name=Ours")
        try house.sync()
        var status = try await house.hub.row("status")
        #expect(status["conflicts"] == "1" && status["blocking"] == "1")
        #expect(status["proposals"] == "1")
        #expect(try await house.hub.run("status --check").code == 0)
        house.clock.pass(days: 4)
        try house.sync()
        let check = try await house.hub.run("status --check")
        #expect(check.code == 1)
        #expect(check.lines.contains { $0.hasPrefix("hub: ") && $0.contains("conflict") })
        status = try await house.hub.row("status")
        #expect(try status.list("troubles").count == 1)
    }

    @Test func `a record that left and was not vouched for is owed`() async throws {
        let house = try await House()
        let patient = try await house.centre.done("create patient family=Gone offices+=A01")
        try house.sync()
        try await house.centre.done("edit patient \(patient) offices+=B01 offices-=A01")
        try house.sync(house.centre)
        var machines = try await house.hub.row("status").rows("machines")
        #expect(machines.first { $0["name"] == "A01" }?["purgesOwed"] == "1")
        try house.sync(house["A01"])
        machines = try await house.hub.row("status").rows("machines")
        #expect(machines.allSatisfy { $0["purgesOwed"] == "0" })
    }
}
