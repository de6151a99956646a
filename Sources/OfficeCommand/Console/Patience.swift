import Store

/// Waits for a store that another process has: some seconds, and no longer.
package enum Patience {
    /// Most commands have a store for a fraction of a second.
    package static let limit = Duration.seconds(8)
    private static let pauseMin = Duration.milliseconds(20)
    private static let pauseMax = Duration.milliseconds(200)

    /// Tries again while the store is held.
    ///
    /// - Parameter body: throws `StoreError.inUse` only before anything happened.
    package static func attempt<Outcome>(
        _ body: () async throws -> Outcome
    ) async throws -> Outcome {
        let end = ContinuousClock.now + limit
        var pause = pauseMin
        while true {
            do { return try await body() } catch let error as StoreError {
                guard case .inUse = error, ContinuousClock.now < end else { throw error }
            }
            // Whoever came together must not come back together.
            try await Task.sleep(for: pause * Double.random(in: 0.5...1))
            pause = min(pause * 2, pauseMax)
        }
    }
}
