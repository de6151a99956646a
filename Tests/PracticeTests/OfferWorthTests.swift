import Merge
import Testing

@testable import Fees
@testable import Practice

/// What a payor's offer is worth on the offices' volumes.
struct OfferWorthTests {
    private static let offer = RecordID(bits: 0xD2)

    /// 45.00 for D0120 is published; the payor offers 46.50, and a code nobody counts.
    private static func world() -> FeeWorld {
        var world = FeeWorld()
        world.imports([("D0120", 4_500)])
        world.approves()
        world.publishes("2026-03-01")
        world.imports([("D0120", 4_650), ("D0150", 9_000)], into: offer)
        return world
    }

    private static func counted(_ world: inout FeeWorld, _ count: Int64) {
        world.lookup.put(
            .volume, 0x71,
            [
                ("identity", [.id(FeeWorld.office), .text("D0120"), .text("2025")]),
                ("procedureCount", [.int(count)]),
            ])
    }

    private static func worth(_ world: FeeWorld) -> OfferWorth {
        OfferWorth(of: world.draft(offer), in: world.lookup)
    }

    @Test func `an offer is worth the volumes times what it pays more`() {
        var world = Self.world()
        Self.counted(&world, 100)
        #expect("\(Self.worth(world))" == "worth 150.00 on the volumes of 2025")
    }

    @Test func `an offer that became a version is still worth what it was`() {
        var world = Self.world()
        Self.counted(&world, 100)
        world.approves(on: Self.offer)
        world.publishes("2026-04-01", draft: Self.offer)
        #expect("\(Self.worth(world))" == "worth 150.00 on the volumes of 2025")
    }

    @Test func `without volumes it says which import is missing`() {
        let worth = Self.worth(Self.world())
        #expect(worth == .noVolumes)
        #expect("\(worth)".contains("import volumes"))
    }

    @Test func `without published fees there is nothing to compare with`() {
        var world = FeeWorld()
        world.imports([("D0120", 4_650)], into: Self.offer)
        Self.counted(&world, 100)
        #expect(Self.worth(world) == .noFees)
    }
}
