import Synchronization

/// So many pages are made at once, and no more: each of them runs commands, and holds a thread
/// and the rows that it read until it is done.
final class PageTurns: Sendable {
    private let most: Int
    private let inside = Mutex(0)

    init(most: Int = WebLimits.pagesMax) {
        self.most = most
    }

    /// - Returns: `nil`, and nothing was begun, where as many are at work already.
    func admit<Made>(_ make: () async -> Made) async -> Made? {
        let isIn = inside.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        guard isIn else { return nil }
        defer { inside.withLock { $0 -= 1 } }
        return await make()
    }
}
