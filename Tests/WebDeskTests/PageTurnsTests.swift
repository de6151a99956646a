import Errands
import Synchronization
import Testing

@testable import WebDesk

/// No more is begun at once than this machine can do.
struct PageTurnsTests {
    @Test func `a third is not begun while two are at work, and a later one is`() async {
        let turns = PageTurns(most: 2)
        let inner = await turns.admit {
            await turns.admit { await turns.admit { 3 } == nil }
        }
        #expect(inner == .some(.some(true)))
        #expect(await turns.admit { 4 } == 4)
    }

    /// A clerk whose every errand has another page made.
    private final class Nest: Sendable {
        let browser = Mutex<Browser?>(nil)
        let statuses = Mutex<[Int]>([])

        func run() async {
            guard let browser = browser.withLock({ $0 }) else { return }
            do {
                let status = try await browser.get("/health").status
                statuses.withLock { $0.append(status) }
            } catch { statuses.withLock { $0.append(0) } }
        }
    }

    @Test func `a fifth page is refused before it runs anything`() async throws {
        let nest = Nest()
        let clerk = Clerk(title: "Centre", pulse: { "7.0" }, today: { nil }) { _ in
            await nest.run()
            return ErrandReply(code: 0, parts: [])
        }
        let browser = try await Browser.inside(clerk)
        nest.browser.withLock { $0 = browser }
        #expect(try await browser.get("/health").status == 200)
        let statuses = nest.statuses.withLock { $0 }
        #expect(Set(statuses) == [200, 503])
        // Each page runs three errands: the pages within the first, the second, the third.
        #expect(statuses.count { $0 == 200 } == 3 + 9 + 27)
        #expect(try await browser.post("/leave", []).status == 303)
    }
}
