import Synchronization
import Testing

@testable import Hub

/// What waits for the store waits on a thread of the store's.
struct StoreThreadTests {
    private struct Halt: Error {}

    private final class Seen: Sendable {
        let running = Mutex(0)
        let most = Mutex(0)
        let isOver = Mutex(false)
    }

    @Test func `what is called runs one after the other`() async throws {
        let thread = StoreThread()
        let seen = Seen()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try await thread.run {
                        let now = seen.running.withLock { count -> Int in
                            count += 1
                            return count
                        }
                        seen.most.withLock { $0 = max($0, now) }
                        seen.running.withLock { $0 -= 1 }
                        return number
                    }
                }
            }
            let all = try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            #expect(all == Set(0..<50))
        }
        #expect(seen.most.withLock { $0 } == 1)
    }

    @Test func `an error comes back to whoever called`() async {
        await #expect(throws: Halt.self) {
            try await StoreThread().run { () throws -> Void in throw Halt() }
        }
    }

    @Test func `what takes long learns that nobody waits for it any more`() async throws {
        let thread = StoreThread()
        let (begun, begins) = AsyncStream<Void>.makeStream()
        let seen = Seen()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await thread.run { (isAwaited: () -> Bool) in
                    begins.yield()
                    while isAwaited() {}
                    seen.isOver.withLock { $0 = true }
                }
            }
            for await _ in begun { break }
            group.cancelAll()
        }
        #expect(seen.isOver.withLock { $0 })
    }
}
