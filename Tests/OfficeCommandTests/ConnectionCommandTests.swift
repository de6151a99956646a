import HouseKit
import Merge
import Testing

/// Which payor takes which transaction, through whom, and what is missing for it.
struct ConnectionCommandTests {
    private static let add =
        "connection add SDP --clearinghouse 'Sample House' --transaction 837D --transaction 835 "
        + "--payor-id 12345"

    /// The ids of the dental claims' connection and of the remittances', in Nina's network.
    private func connected() async throws -> (house: House, claims: String, remittances: String) {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-01-01")
        let ids = try await house.centre.run(Self.add).lines
        return (house, ids[0], ids[1])
    }

    @Test func `an enrolment goes from request to live, and everybody reads through whom`()
        async throws
    {
        let (house, claims, _) = try await connected()
        let desk = house.centre
        let rows = try await desk.rows("connection list")
        #expect(Set(rows.map { $0["transaction"] }) == ["835", "837D"])
        #expect(rows.allSatisfy { $0["state"] == "notEnrolled" && $0["payorId"] == "12345" })
        #expect(try await desk.refusal("connection step \(claims) suspend --comment x").count > 0)
        #expect(try await desk.run("connection step \(claims) reject").code == 1)
        for step in ["request --reference T-1 --next 2027-02-01", "test", "activate"] {
            try await desk.done("connection step \(claims) \(step)")
        }
        try house.sync()
        let seen = try await house["B01"].rows("connection list --transaction 837D")
        #expect(seen.map { $0["state"] } == ["live"])
        #expect(seen[0]["clearinghouse"] == "Sample House" && seen[0]["payor"] == "SDP")
        let steps = try await desk.rows("step list payor_connection \(claims)")
        #expect(steps.map { $0["step"] } == ["request", "test", "activate"])
        #expect(try await house["B01"].run("connection step \(claims) end").code == 1)
        #expect(try await house["B01"].run(Self.add).code == 1)
        try await desk.done("connection step \(claims) end")
        #expect(try await desk.rows("connection list").count == 1)
        #expect(try await desk.rows("connection list --all --payor SDP").count == 2)
    }

    @Test func `what is missing stands on the list of gaps and in the day's work`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-01-01")
        let desk = house.centre
        #expect(try await desk.rows("connection gaps").isEmpty)
        let id = try await desk.done(
            "connection add SDP --clearinghouse House --transaction 837D")
        var gaps = try await desk.rows("connection gaps")
        #expect(gaps.map { $0["gap"] } == ["no connection", "nothing heard"])
        #expect(gaps[0]["transaction"] == "835" && gaps[0]["connection"] == nil)
        let about = try await desk.rows("today --kind payor").map { $0["about"] ?? "" }
        #expect(about.contains { $0.contains("1 kind of transactions without a connection") })
        try await desk.done("connection step \(id) request")
        gaps = try await desk.rows("connection gaps")
        #expect(gaps.map { $0["gap"] } == ["no connection"])
        try await desk.done("connection step \(id) activate")
        gaps = try await desk.rows("connection gaps")
        #expect(gaps.map { $0["gap"] } == ["no connection", "doctors not loaded"])
        #expect(gaps[1]["doctors"]?.contains("2000000002") == true)
        let pressing = try await desk.rows("today --kind payor").first { $0["urgency"] == "now" }
        #expect(pressing?["about"]?.contains("doctors not loaded, 1 doctor") == true)
        try await desk.done("connection load \(id) --doctor 2000000002")
        #expect(try await desk.rows("connection gaps").count == 1)
        #expect(try await desk.refusal("connection load \(id) --doctor 2000000002").count > 0)
        try await desk.done("connection load \(id) --doctor 2000000002 --remove")
        #expect(try await desk.rows("connection gaps").count == 2)
        try await desk.done("connection step \(id) suspend --comment 'no contract there'")
        gaps = try await desk.rows("connection gaps")
        #expect(gaps.last?["gap"] == "rejected or suspended")
        try await desk.done("connection add SDP --clearinghouse House --transaction 835")
        try await desk.done("connection step \(id) test --next 2027-02-10")
        house.clock.pass(days: 40)
        let late = try await desk.rows("connection gaps").filter { $0["gap"] == "nothing heard" }
        #expect(late.count == 2)
    }

    @Test func `two stations that note one connection note one, and steps apart are a conflict`()
        async throws
    {
        let house = try await House()
        try await house.signContract()
        try house.sync()
        let (centre, other) = (house.centre, try house.seat(.coordinator, named: "second"))
        let add = "connection add SDP --clearinghouse House --transaction 835"
        let one = try await centre.done(add)
        #expect(try await other.done(add) == one)
        try house.sync()
        try await centre.done("connection step \(one) request")
        try house.sync()
        try await centre.done("connection step \(one) activate")
        try await other.done("connection step \(one) reject --comment 'wrong id'")
        try house.sync()
        try house.sync()
        #expect(try await centre.row("connection list")["state"] == "conflict")
        let gaps = try await centre.rows("connection gaps").compactMap { $0["gap"] }
        #expect(gaps.contains("steps that contradict each other"))
    }

    @Test func `what cannot be noted is refused, and changes nothing`() async throws {
        let (house, claims, _) = try await connected()
        let desk = house.centre
        #expect(try await desk.refusal(Self.add).contains("is there already"))
        let add = "connection add SDP --transaction 270 --clearinghouse"
        #expect(try await desk.refusal("\(add) ' '").contains("1 to 60 bytes"))
        #expect(try await desk.run("\(add) House --payor-id '!!'").code == 1)
        #expect(
            try await desk.run("connection add ZZ --clearinghouse H --transaction 835").code == 1)
        #expect(
            try await desk.run("connection add SDP --clearinghouse H --transaction 820").code == 2)
        #expect(try await desk.run("connection load \(claims) --doctor 2000000036").code == 1)
        #expect(try await desk.run("connection step 00000000 request").code == 1)
        #expect(try await desk.rows("list payor_connection").count == 2)
    }
}
