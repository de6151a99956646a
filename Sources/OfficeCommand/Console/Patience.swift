import Store
import Wire

/// Waits for what is busy for a moment: some seconds, and no longer.
package enum Patience {
    /// Most commands have a store for a fraction of a second.
    package static let limit = Duration.seconds(8)
    private static let pauseMin = Duration.milliseconds(20)
    private static let pauseMax = Duration.milliseconds(200)

    /// Another process has the store.
    package static func isHeld(_ error: any Error) -> Bool {
        guard case .inUse = error as? StoreError else { return false }
        return true
    }

    /// Nobody listens there, as at a hub that was started in the same breath.
    package static func isRefused(_ error: any Error) -> Bool {
        guard case .lineFailed(let fault) = error as? WireError else { return false }
        return fault.cause == .refused
    }

    /// Tries again while it fails for a reason that a moment may end.
    ///
    /// - Parameter body: throws such errors only before anything happened.
    package static func attempt<Outcome>(
        _ body: () async throws -> Outcome,
        while isBrief: (any Error) -> Bool = { Patience.isHeld($0) }
    ) async throws -> Outcome {
        let end = ContinuousClock.now + limit
        var pause = pauseMin
        while true {
            do { return try await body() } catch {
                guard isBrief(error), ContinuousClock.now < end else { throw error }
            }
            // Whoever came together must not come back together.
            try await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, pauseMax)
        }
    }
}
