import Merge
import Testing

@testable import Participation
@testable import Records

/// What an office needs at once but does not own, and how it asks for the rest.
struct ProvisionalAuthorityTests {
    private let name = Write(.payor, "name", [.text("Delta")])
    private let own = Write(.payor, "provisionalOffice", [.id(World.north)])
    private let foreign = Write(.payor, "provisionalOffice", [.id(World.south)])
    private let adoption = Write(.payor, "provisionalOffice", [.null])

    private func state(_ writes: [Write]) -> RecordState {
        var world = World()
        world.write(writes, by: World.northReplica)
        return world.state
    }

    @Test func `an office creates a provisional payor for itself`() {
        #expect(Asking(beside: [own]).may(name) == .allow)
        #expect(Asking(beside: [name]).may(own) == .allow)
        #expect(Asking(beside: [foreign]).may(name) == .propose)
        #expect(Asking(beside: [name]).may(foreign) == .propose)
        #expect(Asking().may(name) == .propose)
    }

    @Test func `it goes on editing until the centre adopts`() {
        let before = state([own, name])
        let rename = Write(.payor, "name", [.text("Delta of X")])
        #expect(Asking(before: before).may(rename) == .allow)
        #expect(Asking(office: World.south, before: before).may(rename) == .propose)
        let adopted = state([adoption, name])
        #expect(Asking(before: adopted).may(rename) == .propose)
    }

    @Test func `adopting, handing over and claiming are the centre's`() {
        let before = state([own, name])
        #expect(Asking(before: before).may(adoption) == .propose)
        #expect(Asking(before: before).may(foreign) == .propose)
        #expect(Asking(role: .coordinator, before: before).may(adoption) == .allow)
        #expect(Asking(before: state([name])).may(own) == .propose)
    }

    @Test func `while the centre's adoption and the office's word conflict, the office proposes`() {
        var world = World()
        world.write([own, name])
        world.write([adoption], seeing: RecordState())
        #expect(Asking(before: world.state).may(name) == .propose)
    }

    @Test func `no other type of the centre's is created provisionally`() {
        let code = Write(.network, "name", [.text("Wide")])
        #expect(Asking(beside: [own]).may(code) == .propose)
    }

    @Test func `an office makes proposals in its own name`() {
        #expect(Asking().may(content(office: World.north)) == .allow)
        #expect(Asking().may(content(office: World.south)) == .propose)
        #expect(Asking(role: .admin).may(content(office: World.south)) == .allow)
    }

    @Test(arguments: [
        ("open", true), ("withdrawn", true), ("accepted", false), ("rejected", false),
    ])
    func `its author opens and withdraws a proposal; the centre decides`(step: String, isOwn: Bool)
    {
        var world = World()
        world.write([content(office: World.north)], by: World.northReplica)
        let status = Write(.proposal, "status", [.text(step)])
        #expect(Asking(before: world.state).may(status) == (isOwn ? .allow : .propose))
        #expect(Asking(office: World.south, before: world.state).may(status) == .propose)
        #expect(Asking(role: .coordinator, before: world.state).may(status) == .allow)
        #expect(
            Asking(beside: [content(office: World.north)]).may(status)
                == (isOwn ? .allow : .propose))
    }

    private func content(office: RecordID) -> Write {
        Write(
            .proposal, "content",
            [
                .text("office"), .id(World.north), .text("name"), .null,
                .blob(Value([.text("North")]).encoded), .null, .id(office),
            ])
    }
}
