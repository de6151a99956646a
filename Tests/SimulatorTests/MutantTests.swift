import Simulator
import Testing

/// The checkers are awake: each planted bug makes some world of a small range fail.
struct MutantTests {
    @Test(arguments: Mutant.allCases)
    func `a planted bug is found`(mutant: Mutant) {
        var run = SeedRun(mutant: mutant)
        #expect(throws: WorldFailure.self) { try run.play(1...60) }
    }
}
