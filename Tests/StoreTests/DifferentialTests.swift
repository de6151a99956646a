import Merge
import Simulator
import Sync
import Testing

@testable import Store

/// The same conversations over SQLite and over plain values must end in the same.
struct DifferentialTests {
    @Test(arguments: 1...12)
    func `SQLite and plain values agree on every conversation`(seed: UInt64) throws {
        var pair = try LedgerPair(seed: seed)
        for step in 0..<60 {
            try pair.step()
            try pair.compare(step)
        }
        try pair.finish()
    }
}
