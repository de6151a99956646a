/// Tells a page of what changes, as server-sent events (the HTML standard, 9.2), for as long as it
/// may hear of it.
///
/// A browser has one of them for all of its pages. It ends with the session, and when that is
/// locked; by itself after a while, and a browser that still wants it asks again.
package final class ChangeStream: Sendable, Equatable {
    private let look: @Sendable () async -> String?

    /// - Parameter look: what stands now, as the desk's pulse; `nil` once nobody may hear it.
    init(look: @escaping @Sendable () async -> String?) {
        self.look = look
    }

    package static func == (left: ChangeStream, right: ChangeStream) -> Bool { left === right }

    /// Looks and tells until the stream is over.
    ///
    /// - Parameters:
    ///   - isEnding: whether the desk is being closed.
    ///   - send: a piece of the stream; it throws when nobody hears it.
    package func tell(
        isEnding: () -> Bool, _ send: (String) async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let end = clock.now + WebLimits.streamDuration
        var told: String?
        var spoken = clock.now
        try await send("retry: \(WebLimits.streamRetry.components.seconds * 1_000)\n\n")
        while clock.now < end, !isEnding(), !Task.isCancelled, let pulse = await look() {
            if pulse != told {
                try await send("data: \(pulse)\n\n")
                told = pulse
                spoken = clock.now
            } else if clock.now - spoken >= WebLimits.streamBeat {
                // Whether somebody hears it is only found by speaking.
                try await send(": \n\n")
                spoken = clock.now
            }
            try await Task.sleep(for: WebLimits.streamPause)
        }
    }
}
