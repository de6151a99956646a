import Errands
import HouseKit
import Hub
import Sync
import Testing

@testable import HubCommand
@testable import WebDesk

/// The hub's pages, over the commands of a real hub.
struct HubClerkTests {
    @Test func `the pages read what the hub's commands say`() async throws {
        let house = try await House()
        try await house.centre.done("create patient family=Lag offices+=A01")
        house.clock.pass(days: 3)
        try house.sync(house.centre, house["B01"])
        try house.hub.desk.store.write { try $0.noteLags(at: house.clock.now) }
        let clerk = try Clerk(at: house.hub.desk)
        #expect(clerk.title == "Hub of Test Group" && clerk.place == .hub)

        let machines = ReplicasPage.machines(await clerk.run(Errand("status")))
        #expect(machines.map(\.name) == ["A01", "B01", "centre"])
        #expect(machines.map(\.lag) == [1, 0, 0])
        #expect(machines[0].troubles == ["not seen for 3 nights: call the office, or revoke it"])
        #expect(machines[0].proof.hasSuffix("1 record has changed for it since."))
        #expect(machines[1].troubles.isEmpty && machines[1].office == "B01")
        #expect(machines[1].proof.hasSuffix("nothing has changed for it since."))
        #expect(machines[2].office.isEmpty && machines[2].role == "coordinator")

        for (errand, span) in [
            (Errand("lag").with("by", "day"), "day"),
            (Errand("lag").with("replica", machines[0].id), "hour"),
        ] {
            let trail = ReplicasPage.trails(await clerk.run(errand), span)[machines[0].id]
            #expect(trail?.map(\.amount) == [1], "\(span)")
        }
        let events = await clerk.run(Errand("events"))
        #expect(events.isDone && events.tables.count == 1)
    }

    @Test func `the pulse changes with the history`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.hub.desk)
        let before = clerk.pulse()
        #expect(clerk.pulse() == before)
        try await house.centre.done("create patient family=News")
        try house.sync()
        #expect(clerk.pulse() != before)
    }

    @Test func `a command of the office's is none of the hub's`() async throws {
        let house = try await House()
        let reply = try await Clerk(at: house.hub.desk).run(Errand("conflicts", "list"))
        #expect(!reply.isDone)
    }
}
