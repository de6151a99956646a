import Sync
import Testing

/// The real sessions end where the design's executable model ends.
struct ModelAgreementTests {
    @Test(arguments: WorldRecording.committed)
    func `a recorded world ends as in the model`(world: WorldRecording) throws {
        var replay = WorldReplay(world)
        try replay.play()
        #expect(replay.differences() == [], "world \(world.seed)")
    }

    @Test func `the recorded worlds are there`() {
        #expect(WorldRecording.committed.count >= 150)
    }

    @Test func `fresh worlds end as in the model`() throws {
        guard let worlds = try WorldRecording.generated(5_000..<5_060) else { return }
        #expect(worlds.count == 60)
        for world in worlds {
            var replay = WorldReplay(world)
            try replay.play()
            #expect(replay.differences() == [], "world \(world.seed)")
        }
    }
}
